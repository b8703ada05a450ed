import { dirname } from 'node:path';
import { findUpSync } from 'find-up-simple';
import { isSuspicious } from '../undecodable.ts';
import { folderSettings } from '../trust/folder-settings.ts';
import { readCachedShell, stateOf, wrapWithHooks } from './shell-cache.ts';

/**
 * Runs `mkcross run … -- COMMAND` in a cached shell, and returns its exit code. Undefined if the shell has to be made again,
 * or if the arguments are those of another command.
 */
export async function cachedRun(args: readonly string[]): Promise<number | undefined> {
  const [verb, ...words] = args;
  const separator = words.indexOf('--');
  const [program, ...rest] = words.slice(separator + 1);
  if (verb !== 'run' || separator < 0 || program === undefined) return undefined;
  const shell = shellOf(words.slice(0, separator));
  const folder = unlessRefused(() => process.cwd());
  const isExact = folder !== undefined && !isSuspicious({ args, env: process.env, folder });
  const config =
    shell === undefined || !isExact ? undefined : unlessRefused(() => findUpSync('mkcross.toml', { cwd: folder }));
  if (shell === undefined || folder === undefined || config === undefined) return undefined;
  const cached = readCachedShell(dirname(config), shell.name, process.env);
  if (cached === undefined || !(shell.isHost || cached.automatic)) return undefined;
  // Files that the shell does not depend on were not there in the folder in which it was made.
  const isKnown = (file: string) => Object.hasOwn(cached.files, file) || stateOf(file) === null;
  if (!folderSettings(dirname(config), folder).every(isKnown)) return undefined;
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || cached.unset.includes(name) ? [] : [[name, value]],
    ),
  );
  // Loaded when needed: other commands start without the module of processes, which is one of Node's largest.
  const { startProcess } = await import('../start-process.ts');
  return startProcess({
    command: wrapWithHooks(cached, process.env, [program, ...rest]),
    env: { ...env, ...cached.env },
    folder,
  });
}

/** Undefined where the system refuses it, as where the current folder was removed: the command itself then reports it. */
function unlessRefused(asking: () => string | undefined): string | undefined {
  try {
    return asking();
  } catch {
    return undefined;
  }
}

/** The shell that options name, and whether they ask for the host backend; undefined for any other options. */
function shellOf(options: readonly string[]): { readonly name: string; readonly isHost: boolean } | undefined {
  let name = 'default';
  let isHost = false;
  for (let index = 0; index < options.length; index += 2) {
    const [option, value] = options.slice(index, index + 2);
    if (option === '--target' && value !== undefined && /^[\w.-]+$/.test(value)) name = value;
    else if (option === '--backend' && value === 'host') isHost = true;
    else return undefined;
  }
  return { name, isHost };
}
