import { access, lstat, readdir, readFile, stat } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import { errorCode, type FileKind, type Files } from './files.ts';

/** The file system of this machine. Text is UTF-8; anything else is an error, not replacement characters. */
export const disk: Files = {
  read: async (path) => new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  kind: async (path) => {
    const status = await unlessMissing(lstat(path), undefined);
    return status === undefined ? undefined : kindOf(status);
  },
  owner: async (path) => {
    const status = await unlessMissing(stat(path), undefined);
    return status === undefined ? undefined : { user: status.uid, device: status.dev };
  },
  list: async (path) => {
    const entries = await unlessMissing(readdir(path, { withFileTypes: true }), []);
    return entries
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  },
};

function kindOf(one: Dirent | Stats): FileKind {
  if (one.isSymbolicLink()) return 'link';
  if (one.isDirectory()) return 'folder';
  return one.isFile() ? 'file' : 'other';
}

/** What is read, or `instead` where nothing is at the path. */
async function unlessMissing<T, U>(reading: Promise<T>, instead: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return instead;
    throw error;
  }
}
