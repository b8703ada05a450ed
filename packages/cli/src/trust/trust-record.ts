import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodedPath } from '@mkcross/host';
import type { CommandContext } from '../command-context.ts';
import { trustKinds, type TrustItem } from './trust-item.ts';

/** What a user allowed a project. */
export interface TrustRecord {
  /** The project's folder without links. */
  readonly root: string;
  readonly items: readonly TrustItem[];
}

/** The version of the record's shape. */
const version = 1;

/** The longest text of an item that is kept, to show how it changed. */
const longest = 10_000;

/** The file in which it is kept what a user allowed a project: in the user's own state folder, by the project's path. */
export const trustRecordPath = (state: string, root: string): string =>
  join(state, 'trust', encodedPath(root), '_', 'allowed.json');

/**
 * What the user allowed a project; undefined if nothing, or if others than the user could have written it: each folder from the state
 * folder down has to be a real one that belongs to the user, whom alone it lets write.
 */
export function readTrustRecord(state: string, root: string): TrustRecord | undefined {
  const path = trustRecordPath(state, root);
  try {
    checkFolders(state, dirname(path));
    const value: unknown = JSON.parse(readOwn(path));
    return isRecord(value) && value.root === root ? { root, items: value.items } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what the user allows a project, in place of what was allowed before. */
export async function writeTrustRecord(
  { machine }: CommandContext,
  state: string,
  { root, items }: TrustRecord,
): Promise<void> {
  const kept = items.map((item) => ({ ...item, text: item.text.slice(0, longest) }));
  const text = `${JSON.stringify({ version, root, items: kept })}\n`;
  await machine.writer({ of: 'user', folder: state }).write(trustRecordPath(state, root), text);
}

/** Forgets what the user allowed a project, and its cached shells. */
export async function removeTrustRecord({ machine }: CommandContext, state: string, root: string): Promise<void> {
  const writer = machine.writer({ of: 'user', folder: state });
  for (const folder of [dirname(trustRecordPath(state, root)), join(state, 'shells', encodedPath(root), '_')])
    if (existsSync(folder)) await writer.removeFolder(folder);
}

const user = process.geteuid?.();

/** Fails where a folder from `first` down to `last` is a link, belongs to another user or can be written by others. */
function checkFolders(first: string, last: string): void {
  // The state folder itself may be reached by a link that the user made.
  checkOwn(statSync(first));
  for (let folder = last; folder !== first; folder = dirname(folder)) {
    const status = lstatSync(folder);
    if (!status.isDirectory()) throw new Error('it is not a folder');
    checkOwn(status);
  }
}

function checkOwn({ uid, mode }: { readonly uid: number; readonly mode: number }): void {
  if (user !== undefined && (uid !== user || (mode & 0o022) !== 0)) throw new Error('it can be written by others');
}

function readOwn(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    if (!status.isFile()) throw new Error('it is not a file');
    checkOwn(status);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function isRecord(value: unknown): value is TrustRecord {
  return (
    isObject(value) &&
    value['version'] === version &&
    typeof value['root'] === 'string' &&
    Array.isArray(value['items']) &&
    value['items'].every(isItem)
  );
}

const isItem = (value: unknown): value is TrustItem =>
  isObject(value) &&
  typeof value['kind'] === 'string' &&
  Object.hasOwn(trustKinds, value['kind']) &&
  ['name', 'phase', 'text', 'digest'].every((key) => typeof value[key] === 'string');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
