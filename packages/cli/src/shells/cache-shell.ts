import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  binFolder,
  enterShell,
  stateFolder,
  withShell,
  type Entering,
  type LocatedShell,
  type MadeShell,
  type System,
} from '@mkcross/host';
import type { ComposedProject } from '../compose-project.ts';
import type { Consent } from '../trust/consent.ts';
import { cachedShellPath, ownerOf, stateOf, wrapWithHooks, type CachedShell } from './shell-cache.ts';
import type { ShellSession } from './shell-session.ts';

/** A shell to cache. */
interface Made {
  readonly shell: MadeShell;
  readonly located: LocatedShell;
  /** Whether the host backend was chosen because the user named none. */
  readonly automatic: boolean;
  /** What the user allowed: the shell is valid only while that is. */
  readonly consent: Consent;
}

/** Variables that name mkcross' folders. */
const folderVariables = ['HOME', 'MKCROSS_CACHE', 'XDG_CACHE_HOME', 'XDG_STATE_HOME'];

/**
 * Enters a shell for one command and caches it, so that the next command starts without composing it again. Hooks with
 * `once` run here; the others run in the bash that becomes the command.
 */
export async function cacheShell(
  system: System,
  { root, model, loaded }: ComposedProject,
  { shell, located, automatic, consent }: Made,
  { user, folder, stages }: Entering,
): Promise<Pick<ShellSession, 'env' | 'wrap'>> {
  const due = shell.hooks.filter(({ stage }) => stages.includes(stage));
  const once = due.filter((hook) => hook.once.length > 0);
  await enterShell(system, { ...shell, hooks: once }, { user, folder, stages });
  await consent.settle();
  const always = due.filter((hook) => hook.once.length === 0).map(({ script }) => script);
  const { bash, env, unset } = shell;
  const made = { bash, hooks: always.join(''), env, unset, automatic };
  const dependent = Object.entries(model?.env ?? {}).flatMap(([name, entries]) =>
    entries.every(({ kind }) => kind === 'set') ? [] : [name],
  );
  const names = [...new Set(['PATH', ...folderVariables, ...consent.variables, ...dependent])].toSorted();
  const paths = [
    ...['mkcross.lock', 'mkcross.toml', 'rust-toolchain.toml', 'flake.nix'].map((name) => join(root, name)),
    ...Object.values(loaded).map(({ file }) => file),
    ...(user['PATH'] ?? '').split(delimiter).filter((path) => path !== ''),
    bash,
    ...Object.values(located.locations.tools).flatMap((tool) => ('path' in tool ? [tool.path] : [])),
    ...[...shell.files, ...shell.links].map(({ path }) => path),
    ...once.flatMap((hook) => hook.once),
    ...consent.files,
    // What is put beside the shell's programs would come first on PATH.
    binFolder(located.folders, located.choice),
    fileURLToPath(import.meta.url),
  ];
  const cached: CachedShell = {
    root,
    owner: ownerOf(root),
    user: Object.fromEntries(names.map((name) => [name, user[name] ?? null])),
    files: Object.fromEntries(paths.map((path) => [path, stateOf(path)])),
    ...made,
  };
  const writer = system.writer({ of: 'user', folder: stateFolder(user, system.home) });
  await writer.write(cachedShellPath(user, root, located.choice.name), JSON.stringify(cached));
  return { env: withShell(user, shell), wrap: (command) => wrapWithHooks(made, user, command) };
}
