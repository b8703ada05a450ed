import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import type { Machine } from '../locate/machine.ts';
import { pathOutside } from '../shell/host-shell.ts';
import { fetchedProgram } from './fetch/fetched-program.ts';

/** The package managers that hints are given for, those of systems before those that come on top. */
const managers = [
  ['apk', 'apk'],
  ['apt', 'apt-get'],
  ['dnf', 'dnf'],
  ['pacman', 'pacman'],
  ['zypper', 'zypper'],
  ['brew', 'brew'],
  ['nix', 'nix'],
] as const;

/** The machine of this process, whose environment is `env`; `cache` is the folder to which programs are fetched. */
export function thisMachine(env: Readonly<Record<string, string>>, cache: string): Machine {
  const path = pathOutside(env['PATH'] ?? '');
  const find = (command: string) => onPath(path, command);
  return {
    find,
    isFolder: (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true,
    version: async (program, { args, pattern }) =>
      new RegExp(pattern, 'm').exec(await printedBy(program, args, env))?.[1],
    fetched: (provision, series) => fetchedProgram(cache, provision, series),
    packageManager: managers.find(([, command]) => find(command) !== undefined)?.[0],
  };
}

/** All that a program prints; nothing where it does not start. One that does not end is ended after some seconds. */
export async function printedBy(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { all } = await execa(program, args, {
    // In a project, rustup would install what rust-toolchain.toml names before it tells its version.
    cwd: '/',
    env: { ...env, RUSTUP_AUTO_INSTALL: '0' },
    extendEnv: false,
    reject: false,
    all: true,
    timeout: 20_000,
    stdin: 'ignore',
  });
  return typeof all === 'string' ? all : '';
}

function onPath(path: string, command: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, command))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
