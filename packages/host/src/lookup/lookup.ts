import type { FileSystem, Variables } from '../system.ts';
import { expandPath } from './expand-path.ts';

/**
 * A folder: an absolute path, or a path below the folder that an environment variable names. `*` stands for any part of one
 * name; see {@link expandPath} for the order of several matches.
 */
export type Folder = { readonly path: string } | { readonly variable: string; readonly path: string };

/** A program: a name on PATH, or its path. With `through`, this bash calls it as `$program` and corrects its behaviour. */
export type Lookup = { readonly command: string; readonly through?: string } | Folder;

/** A program that was found. */
export interface FoundProgram {
  readonly path: string;
  readonly through?: string;
}

/** What lookups use of a machine. */
export interface LookupMachine {
  readonly env: Variables;
  readonly files: Pick<FileSystem, 'list' | 'status'>;
  /** The absolute path of a program on PATH. */
  readonly find: (command: string) => string | undefined;
}

/**
 * The first program that exists and is accepted, in the order of the lookups. `accepts` is for instance a check of its
 * version. @default every program is accepted
 */
export async function findProgramBy(
  lookups: readonly Lookup[],
  machine: LookupMachine,
  accepts: (path: string) => Promise<boolean> = () => Promise.resolve(true),
): Promise<FoundProgram | undefined> {
  for (const lookup of lookups) {
    for (const path of await programsOf(lookup, machine))
      if (await accepts(path))
        return 'command' in lookup && lookup.through !== undefined ? { path, through: lookup.through } : { path };
  }
  return undefined;
}

async function programsOf(lookup: Lookup, machine: LookupMachine): Promise<readonly string[]> {
  if (!('command' in lookup)) return existing(lookup, machine, 'file');
  const path = machine.find(lookup.command);
  return path === undefined ? [] : [path];
}

/** The first folder that exists, in the order given: a sysroot, an SDK, a folder of headers. */
export async function findFolder(
  folders: readonly Folder[],
  machine: Pick<LookupMachine, 'env' | 'files'>,
): Promise<string | undefined> {
  for (const folder of folders) {
    const [first] = await existing(folder, machine, 'folder');
    if (first !== undefined) return first;
  }
  return undefined;
}

async function existing(
  folder: Folder,
  { env, files }: Pick<LookupMachine, 'env' | 'files'>,
  kind: 'file' | 'folder',
): Promise<readonly string[]> {
  const path = pathOf(folder, env);
  if (path === undefined) return [];
  const paths = await expandPath(path, files);
  const statuses = await Promise.all(paths.map(files.status));
  return paths.filter((_, index) => statuses[index]?.kind === kind);
}

/** The path of a folder; undefined if its variable is not set, empty or relative. */
function pathOf(folder: Folder, env: Variables): string | undefined {
  const path = 'variable' in folder ? joined(env[folder.variable] ?? '', folder.path) : folder.path;
  return path.startsWith('/') ? path : undefined;
}

function joined(folder: string, path: string): string {
  if (folder === '') return '';
  const base = folder.replace(/\/+$/, '');
  return path === '.' ? base || '/' : `${base}/${path}`;
}
