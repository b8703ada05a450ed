import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HookStage } from '@mkcross/core';
import type { ShellChoice } from '@mkcross/host';
import type { MadeShell } from '@mkcross/host/node';
import type { ComposedProject } from '../compose-project.ts';
import { snapshotFile, throughHooks, writeSnapshot } from './run-snapshot.ts';

/** A shell that was made on this machine. */
interface Made {
  readonly shell: NonNullable<MadeShell['shell']>;
  readonly choice: ShellChoice;
  /** Whether nobody asked for the machine's own toolchains. */
  readonly unasked: boolean;
}

/** Somebody who enters. */
interface Entering {
  readonly user: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stages: readonly HookStage[];
}

/** Variables that say where mkcross' cache is. */
const cacheVariables = ['HOME', 'MKCROSS_CACHE', 'XDG_CACHE_HOME'];

/**
 * Enters a shell for one command, and remembers it: hooks that need not run again have run, the others run in the bash that
 * becomes the command.
 */
export async function enterForCommand(
  { root, model, plugins }: ComposedProject,
  { shell, choice, unasked }: Made,
  { user, folder, stages }: Entering,
): Promise<{
  readonly env: Entering['user'];
  readonly wrap: (command: readonly [string, ...string[]]) => readonly [string, ...string[]];
}> {
  const { enterShell } = await import('@mkcross/host/node');
  const due = shell.hooks.filter(({ stage }) => stages.includes(stage));
  const once = due.filter((hook) => hook.once.length > 0);
  await enterShell({ ...shell, hooks: once }, { user, folder, stages });
  const hooks = due
    .filter((hook) => hook.once.length === 0)
    .map(({ script }) => script)
    .join('');
  const made = { bash: shell.bash, hooks, env: shell.env, unasked };
  const dependent = Object.entries(model?.env ?? {}).flatMap(([name, entry]) => (entry.kind === 'set' ? [] : [name]));
  const resolve = createRequire(join(root, 'package.json')).resolve;
  writeSnapshot(snapshotFile(root, choice.name), made, {
    user,
    names: [...new Set(['PATH', ...cacheVariables, ...dependent])].toSorted(),
    paths: [
      ...['mkcross.lock', 'mkcross.toml', 'rust-toolchain.toml', 'flake.nix'].map((name) => join(root, name)),
      ...plugins.flatMap(({ meta }) => resolved(resolve, meta.package)),
      ...(user['PATH'] ?? '').split(delimiter).filter((path) => path !== ''),
      ...shell.files.map(({ path }) => path),
      ...once.flatMap((hook) => hook.once),
      fileURLToPath(import.meta.url),
    ],
  });
  return { env: { ...user, ...shell.env }, wrap: (command) => throughHooks(made, user, command) };
}

/** The file of a package, as the project finds it; nothing where only mkcross itself does. */
function resolved(resolve: NodeJS.RequireResolve, name: string): readonly string[] {
  try {
    return [resolve(name)];
  } catch {
    return [];
  }
}
