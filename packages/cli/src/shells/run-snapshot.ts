import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * How a shell of the machine was last made, so that a command in it starts without composing it again: all of this holds
 * as long as nothing that it was made from has changed. It is read before anything else is loaded, and needs no more than
 * Node.
 */
export interface RunSnapshot {
  /** What the shell was made from: variables of the user's own, and files and folders with their states; null for one that is not there. */
  readonly user: Readonly<Record<string, string | null>>;
  readonly files: Readonly<Record<string, string | null>>;
  /** Whether the machine's own toolchains were taken without being asked for, because Nix has no shell for the project. */
  readonly unasked: boolean;
  /** The variables that differ from the user's own. */
  readonly env: Readonly<Record<string, string>>;
  readonly bash: string;
  /** Hooks that run before each command, as bash. */
  readonly hooks: string;
}

/** Variables that bash sets for itself and hands on. */
const ownOfBash = ['OLDPWD', 'PWD', 'SHLVL'];

/**
 * The command that runs another in a shell: its hooks run in a bash that becomes the command, and leaves nothing of its
 * own in the environment of a user who has none of that (a service, a CI runner).
 */
export function throughHooks(
  { bash, hooks }: Pick<RunSnapshot, 'bash' | 'hooks'>,
  user: Readonly<Record<string, string | undefined>>,
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  if (hooks === '') return command;
  const without = ownOfBash.filter((name) => user[name] === undefined).flatMap((name) => ['-u', name]);
  const clean = without.length === 0 ? [] : ['env', ...without];
  return [bash, '--norc', '-c', `${hooks}exec "$@"\n`, 'mkcross', ...clean, ...command];
}

/** Where the snapshot of a shell is, below the project. */
export const snapshotFile = (root: string, shell: string): string => join(root, '.mkcross', 'host', shell, 'run.json');

/** The snapshot of a shell, if nothing has changed since. */
export function readSnapshot(
  file: string,
  user: Readonly<Record<string, string | undefined>>,
): RunSnapshot | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  if (!isSnapshot(value)) return undefined;
  const sameUser = Object.entries(value.user).every(([name, before]) => (user[name] ?? null) === before);
  const sameFiles = sameUser && Object.entries(value.files).every(([path, before]) => stateOf(path) === before);
  return sameFiles ? value : undefined;
}

/** Remembers how a shell was made; `names` and `paths` are the variables and files that it was made from. */
export function writeSnapshot(
  file: string,
  made: Pick<RunSnapshot, 'bash' | 'env' | 'hooks' | 'unasked'>,
  from: {
    readonly user: Readonly<Record<string, string | undefined>>;
    readonly names: readonly string[];
    readonly paths: readonly string[];
  },
): void {
  const snapshot: RunSnapshot = {
    user: Object.fromEntries(from.names.map((name) => [name, from.user[name] ?? null])),
    files: Object.fromEntries(from.paths.map((path) => [path, stateOf(path)])),
    ...made,
  };
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, JSON.stringify(snapshot));
  renameSync(beside, file);
}

/** Size and time of change of a file, or the time alone of a folder; null where there is none. */
function stateOf(path: string): string | null {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? null : `${status.isFile() ? status.size : ''} ${status.mtimeMs}`;
}

function isSnapshot(value: unknown): value is RunSnapshot {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    isTexts(value.user) &&
    'files' in value &&
    isTexts(value.files) &&
    'env' in value &&
    isTexts(value.env) &&
    'unasked' in value &&
    typeof value.unasked === 'boolean' &&
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
