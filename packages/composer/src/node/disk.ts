import { accessSync, lstatSync, readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { errorCode, type FileKind, type Files } from './files.ts';
import { readOrdinary } from './read-ordinary.ts';

/**
 * The file system of this machine. Text is UTF-8; anything else is an error, not replacement characters. What is read is small, and nothing
 * else happens meanwhile: to hand each call to a thread takes longer than the call.
 */
export const disk: Files = {
  read: (path) => promised(() => new TextDecoder('utf-8', { fatal: true }).decode(readOrdinary(path))),
  readExactly: (path) =>
    promised(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readOrdinary(path))),
  exists: (path) =>
    promised(() =>
      unlessMissing(() => {
        accessSync(path);
        return true;
      }, false),
    ),
  kind: (path) =>
    promised(() => {
      const status = unlessMissing(() => lstatSync(path), undefined);
      return status === undefined ? undefined : kindOf(status);
    }),
  owner: (path) =>
    promised(() => {
      const status = unlessMissing(() => statSync(path), undefined);
      return status === undefined ? undefined : { user: status.uid, device: status.dev };
    }),
  list: (path) =>
    promised(() =>
      unlessMissing(() => readdirSync(path, { withFileTypes: true }), [])
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ),
  // The other one asks for each folder above.
  realPath: (path) => promised(() => realpathSync.native(path)),
};

/** The result of a call as a promise, which fails with what it throws. */
export function promised<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(call());
  });
}

function kindOf(one: Dirent | Stats): FileKind {
  if (one.isSymbolicLink()) return 'link';
  if (one.isDirectory()) return 'folder';
  return one.isFile() ? 'file' : 'other';
}

/** What is read, or `instead` where nothing is at the path. */
function unlessMissing<T, U>(reading: () => T, instead: U): T | U {
  try {
    return reading();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return instead;
    throw error;
  }
}
