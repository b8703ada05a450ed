import { dirname, join } from 'node:path';

/** The files by which cargo and rustup find out what to run: those nearest to the folder in which they are called. */
const names = ['.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'] as const;

/** Where these files can be in the folders from the one in which a command is run up to the project's, without that. */
export function folderSettings(root: string, folder: string): readonly string[] {
  const files: string[] = [];
  for (let one = folder; one.startsWith(`${root}/`); one = dirname(one))
    files.push(...names.map((name) => join(one, name)));
  return files;
}
