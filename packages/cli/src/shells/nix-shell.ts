import { join, relative, sep } from 'node:path';
import type { Finding } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { isGenerated } from '@mkcross/host/node';
import type { CommandContext } from '../command-context.ts';
import { cloneFolder, pathOutside } from '../trust/clone-folder.ts';
import type { Backend } from './backend.ts';

export type { Backend };

/** Nix if it is installed and mkcross generated the project's flake.nix, which then has the shells; else the host. */
export async function chooseBackend({ machine, files }: CommandContext, root: string): Promise<Backend> {
  const hasNix = machine.find('nix') !== undefined;
  return hasNix && (await isGenerated(files, join(root, 'flake.nix'))) ? 'nix' : 'host';
}

type Command = readonly [string, ...string[]];

const nix: Command = ['nix', '--extra-experimental-features', 'nix-command flakes'];

/**
 * How Nix is told of the flake of the project at `root`, from a folder in it: without the names of folders. Nix takes "#" and "?" in them for
 * parts of an address, and before 2.26 refuses blanks and other characters than ASCII.
 */
export function flakeOf(root: string, folder: string): string {
  const path = relative(folder, root);
  if (path === '') return '.';
  return path.split(sep).every((part) => part === '..') ? path : root;
}

/**
 * The command that runs another one in a shell of a flake. It writes the file `started` first, which tells a shell that
 * Nix could not provide from a command that failed. `options` are those of `nix develop`.
 */
export const nixDevelop = (
  flake: string,
  shell: string,
  started: string,
  command: Command,
  options: readonly string[] = [],
): Command => [
  ...nix,
  'develop',
  ...options,
  shell === 'default' ? flake : `${flake}#${shell}`,
  '--command',
  '/bin/sh',
  '-c',
  ': >"$0" && exec "$@"',
  started,
  ...command,
];

/**
 * Keeps an evaluation from running and writing anything: no derivation is built for its result, no setting of the flake is accepted, no lock
 * file is written, and git, which Nix calls, runs no monitor that the repository names.
 */
const onlyAsking = {
  args: ['--no-allow-import-from-derivation', '--no-accept-flake-config', '--no-write-lock-file'],
  env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: 'false' },
};

/** That Nix failed for the reason `told`, and what mkcross knows of it: of a git repository, Nix reads only the files that git tracks. */
export async function nixShellFailed({ untracked }: CommandContext, root: string, told: string): Promise<Finding> {
  const hidden = await untracked(root, ['flake.nix']);
  const add = 'Nix reads only files that git tracks, and flake.nix is not: run "git add flake.nix mkcross"';
  return hostFindings.NIX_SHELL_FAILED({ reason: hidden.length === 0 ? told : `${told}; ${add}` });
}

/** Evaluates a shell of a flake without building it: fails where nixpkgs cannot be fetched, or the flake is invalid. */
export async function checkNixShell(
  context: CommandContext,
  { root, system, shell }: { readonly root: string; readonly system: string; readonly shell: string },
): Promise<readonly Finding[]> {
  const { machine, files, folder } = context;
  const failed = (reason: string) => [hostFindings.NIX_SHELL_FAILED({ reason })];
  const [, ...options] = nix;
  const path = pathOutside(cloneFolder(root), machine.env['PATH'] ?? '');
  const program = machine.find('nix', path);
  if (program === undefined) return failed('"nix" is not on PATH');
  if (!(await files.exists(join(root, 'flake.nix'))))
    return failed('the project has no flake.nix: run "npx mkcross generate"');
  const attribute = `${flakeOf(root, folder)}#devShells.${system}.${JSON.stringify(shell)}.drvPath`;
  const { exitCode } = await machine.capture({
    command: [program, ...options, 'eval', ...onlyAsking.args, '--raw', attribute],
    env: { ...machine.env, ...onlyAsking.env, PATH: path },
    folder,
  });
  if (exitCode === 0) return [];
  return [await nixShellFailed(context, root, `"nix eval" failed with exit code ${exitCode}; its error is above`)];
}
