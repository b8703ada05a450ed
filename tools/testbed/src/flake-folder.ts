import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere } from './cache.ts';

/** The files that a generated flake is made of. */
const flakeFiles = ['flake.nix', 'mkcross.nix', 'rust-toolchain.toml', 'mkcross.toml'] as const;

/** Gives `use` a folder with a project's flake alone: Nix copies the folder of a flake whole, build outputs included. */
export async function withFlakeFolder<T>(project: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-flake-'));
  try {
    for (const file of flakeFiles)
      if (await isThere(join(project, file))) await copyFile(join(project, file), join(folder, file));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
