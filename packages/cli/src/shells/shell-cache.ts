import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A shell of the host backend as it was last made, so that a command in it starts without composing it again. It is valid
 * while nothing that it was made from has changed. It is read before anything else is loaded, with Node's modules alone.
 */
export interface CachedShell {
  /** The user's variables that the shell was made from; null for one that was not set. */
  readonly user: Readonly<Record<string, string | null>>;
  /** The states of files and folders that the shell was made from, by {@link stateOf}. */
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

/** The path of a cached shell below the project's root. */
export const cachedShellPath = (root: string, shell: string): string =>
  join(root, '.mkcross', 'host', shell, 'run.json');

/** A cached shell, if it is valid for a user with the environment `user`. */
export function readCachedShell(
  path: string,
  user: Readonly<Record<string, string | undefined>>,
): CachedShell | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  if (!isCachedShell(value)) return undefined;
  const isSameUser = Object.entries(value.user).every(([name, before]) => (user[name] ?? null) === before);
  const isValid = isSameUser && Object.entries(value.files).every(([file, before]) => stateOf(file) === before);
  return isValid ? value : undefined;
}

/** The size and modification time of a file, or the time alone of a folder; null if nothing is there. */
export function stateOf(path: string): string | null {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? null : `${status.isFile() ? status.size : ''} ${status.mtimeMs}`;
}

function isCachedShell(value: unknown): value is CachedShell {
  return (
    typeof value === 'object' &&
    value !== null &&
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
