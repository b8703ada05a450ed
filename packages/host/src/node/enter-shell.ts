import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ShellModel } from '@mkcross/composer';
import type { Finding, HookStage } from '@mkcross/core';
import { locate } from '../locate/locate.ts';
import { hostShell, type HostShell } from '../shell/host-shell.ts';
import type { ShellChoice } from '../shell/shell-choice.ts';
import { runHooks } from './run-hooks.ts';
import { thisMachine } from './this-machine.ts';
import { writeShell } from './write-shell.ts';

/** The folder to which programs are fetched for all projects of a user. */
export const cacheFolder = (env: Readonly<Record<string, string>>): string =>
  env['MKCROSS_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? homedir(), '.cache'), 'mkcross');

/** A shell to be made on this machine. */
export interface ShellRequest {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  /** The project, absolute; its folder `.mkcross/host` gets what the shell is made of. */
  readonly root: string;
  /** The environment of whoever enters. */
  readonly user: Readonly<Record<string, string>>;
}

/** A shell that is ready to be entered; none where something is missing that every project needs. */
export interface MadeShell {
  readonly shell?: HostShell & { readonly bash: string; readonly state: string };
  readonly found: readonly Finding[];
  /** Tools that are missing, but could be fetched. */
  readonly fetchable: readonly string[];
}

/** Finds a shell's tools on this machine, and writes what it is made of. */
export async function makeShell({ model, choice, root, user }: ShellRequest): Promise<MadeShell> {
  const { places, found, fetchable } = await locate(model, choice, thisMachine(user, cacheFolder(user)));
  if (found.some(({ severity }) => severity === 'error')) return { found, fetchable };
  const state = join(root, '.mkcross', 'host');
  const shell = hostShell({ model, choice, places, folders: { root, state } }, user);
  await mkdir(state, { recursive: true });
  await writeFile(join(root, '.mkcross', '.gitignore'), '*\n');
  await writeShell(shell);
  return { shell: { ...shell, bash: places.bash, state }, found, fetchable };
}

/** The environment of a shell after its hooks of these stages have run, for somebody in `folder`. */
export function enterShell(
  { env, hooks, bash, state }: NonNullable<MadeShell['shell']>,
  {
    user,
    folder,
    stages,
  }: { readonly user: ShellRequest['user']; readonly folder: string; readonly stages: readonly HookStage[] },
): Promise<Readonly<Record<string, string>>> {
  const due = hooks.filter(({ stage }) => stages.includes(stage));
  return runHooks(due, { bash, env: { ...user, ...env }, folder, stamps: join(state, 'hooks') });
}
