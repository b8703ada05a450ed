import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isThere } from './cache.ts';

/** The files that a generated flake is made of. */
const flakeFiles = ['flake.nix', 'devenv.nix', 'rust-toolchain.toml', 'mkcross.toml'] as const;

/** The stand-in for devenv: a flake that makes a shell of the devenv.nix beside it. */
const devenvFlake = fileURLToPath(new URL('../devenv/flake.nix', import.meta.url));

/** The generated folder, and where projects keep libraries of their targets, which its files may name. */
const folders = ['mkcross', 'vendor'] as const;

/** Gives `use` a folder with a project's flake and its libraries alone: Nix copies the folder of a flake whole, build outputs included. */
export async function withFlakeFolder<T>(project: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-flake-'));
  try {
    for (const file of flakeFiles)
      if (await isThere(join(project, file))) await copyFile(join(project, file), join(folder, file));
    for (const one of folders)
      if (await isThere(join(project, one))) await cp(join(project, one), join(folder, one), { recursive: true });
    if (!(await isThere(join(folder, 'flake.nix')))) await copyFile(devenvFlake, join(folder, 'flake.nix'));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
