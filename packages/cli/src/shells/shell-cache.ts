import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemCode } from '@mkcross/core';
import { encodedPath, stateFolder } from '@mkcross/host';
import { readOwnFile } from '../own-file.ts';

/**
 * A shell of the host backend as it was last made, so that a command in it starts without composing it again. It is valid
 * while nothing that it was made from has changed. It is read before anything else is loaded, with Node's modules alone.
 */
export interface CachedShell {
  /** The project's folder. */
  readonly root: string;
  /** The owner of that folder, who was accepted. */
  readonly owner: number;
  /** The user's variables that the shell was made from; null for one that was not set. */
  readonly user: Readonly<Record<string, string | null>>;
  /** The states of all that the shell was made from and consists of, by {@link stateOf}. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Whether the host backend was chosen because the user named none. */
  readonly automatic: boolean;
  /** The variables that the shell sets. */
  readonly env: Readonly<Record<string, string>>;
  /** The user's variables that the shell removes. */
  readonly unset: readonly string[];
  /** The path of the bash that runs hooks. */
  readonly bash: string;
  /** Bash that runs before each command; may be empty. */
  readonly hooks: string;
}

/** Variables that bash sets for itself and exports. */
const setByBash = ['OLDPWD', 'PWD', 'SHLVL'];

/**
 * The command that runs another one after a shell's hooks: they run in a bash that becomes the command. Variables that bash
 * sets for itself are removed where the user has none, as in a service or a CI runner.
 */
export function wrapWithHooks(
  { bash, hooks }: Pick<CachedShell, 'bash' | 'hooks'>,
  user: Readonly<Record<string, string | undefined>>,
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  if (hooks === '') return command;
  const unset = setByBash.filter((name) => user[name] === undefined).flatMap((name) => ['-u', name]);
  const clean = unset.length === 0 ? [] : ['env', ...unset];
  return [bash, '--norc', '-c', `${hooks}exec "$@"\n`, 'mkcross', ...clean, ...command];
}

/**
 * The path of a cached shell. It is in the user's state folder and not in the project, because what it says is run: a project could
 * contain one.
 */
export const cachedShellPath = (
  user: Readonly<Record<string, string | undefined>>,
  root: string,
  shell: string,
): string => join(stateFolder(user, homedir()), 'shells', encodedPath(root), '_', `${shell}.json`);

/** A cached shell of a project, if it is valid for a user with the environment `user`, and nobody else could write it. */
export function readCachedShell(
  root: string,
  shell: string,
  user: Readonly<Record<string, string | undefined>>,
): CachedShell | undefined {
  try {
    return validShell(root, user, JSON.parse(readOwnFile(cachedShellPath(user, root, shell)).toString()));
  } catch {
    // The shell is made again, which reports what is wrong.
    return undefined;
  }
}

/** What a file of the state folder contains, if it is a cached shell that is valid. */
function validShell(
  root: string,
  user: Readonly<Record<string, string | undefined>>,
  value: unknown,
): CachedShell | undefined {
  if (!isCachedShell(value) || value.root !== root || ownerOf(root) !== value.owner) return undefined;
  // mkcross never writes a file that leaves out what it depends on.
  if (typeof value.files[join(root, 'mkcross.toml')] !== 'string') return undefined;
  const isSameUser = Object.entries(value.user).every(([name, before]) => (user[name] ?? null) === before);
  const isValid = isSameUser && Object.entries(value.files).every(([file, before]) => stateOf(file) === before);
  return isValid ? value : undefined;
}

/** The owner of a folder. */
export const ownerOf = (folder: string): number => statSync(folder, { throwIfNoEntry: false })?.uid ?? -1;

/**
 * What tells whether a file, link or folder is the same as before, without reading it: where a link leads and what is there, owner, mode,
 * place on the disk and times; of a folder, the time at which its list of names changed. Null if nothing is there; the code of the system
 * where it does not say, as of a folder on PATH that the user may not enter.
 */
export function stateOf(path: string): string | null {
  try {
    return knownState(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return code;
  }
}

function knownState(path: string): string | null {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined) return null;
  const target = link.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : link;
  const to = link.isSymbolicLink() ? `${readlinkSync(path)} ` : '';
  if (target === undefined) return to;
  const { uid, mode, ino, mtimeMs, ctimeMs, size } = target;
  return `${to}${[uid, mode, ino, mtimeMs, ...(target.isFile() ? [ctimeMs, size] : [])].join(' ')}`;
}

function isCachedShell(value: unknown): value is CachedShell {
  return (
    typeof value === 'object' &&
    value !== null &&
    'root' in value &&
    typeof value.root === 'string' &&
    'owner' in value &&
    typeof value.owner === 'number' &&
    'user' in value &&
    isTexts(value.user) &&
    'files' in value &&
    isTexts(value.files) &&
    'env' in value &&
    isTexts(value.env) &&
    'unset' in value &&
    isTexts(value.unset) &&
    'automatic' in value &&
    typeof value.automatic === 'boolean' &&
    'bash' in value &&
    typeof value.bash === 'string' &&
    'hooks' in value &&
    typeof value.hooks === 'string'
  );
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((one) => one === null || typeof one === 'string');
