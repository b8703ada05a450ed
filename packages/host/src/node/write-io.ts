import { constants, promises, type Stats } from 'node:fs';
import { errorCode } from './error-code.ts';
import { isRunning } from './is-running.ts';
import { ownersOf } from '@mkcross/composer/node';
import type { Entry, WriteIo } from '../write/write-io.ts';

/** Writing on this machine. What of Node few commands use is loaded when it is used: `promises`, which is a getter, and `crypto`. */
export const writeIo: WriteIo = {
  owners: ownersOf(process.geteuid?.(), process.env['SUDO_UID']),
  entry: (path) => unlessMissing(promises.lstat(path)),
  target: (path) => unlessMissing(promises.stat(path)),
  read: async (path) => {
    const file = await promises.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  },
  readLink: (path) => promises.readlink(path),
  list: (folder) => promises.readdir(folder),
  makeFolder: (path, mode) =>
    promises.mkdir(path, { mode }).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    }),
  setMode: (path, mode) => promises.chmod(path, mode),
  create: (path, text, mode) => promises.writeFile(path, text, { flag: 'wx', mode }),
  link: (path, target) => promises.symlink(target, path),
  linkFile: (path, second) =>
    promises
      .link(path, second)
      .catch((error: unknown) => {
        if (errorCode(error) === 'EEXIST') throw error;
        return promises.copyFile(path, second, constants.COPYFILE_EXCL);
      })
      .then(
        () => true,
        (error: unknown) => {
          if (errorCode(error) === 'EEXIST') return false;
          throw error;
        },
      ),
  rename: (from, to) => promises.rename(from, to),
  remove: (path) =>
    promises.unlink(path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    }),
  removeTree: (path) => promises.rm(path, { recursive: true, force: true }),
  removeEmptyFolder: (path) => promises.rmdir(path),
  process: process.pid,
  isRunning,
  randomId: () => crypto.randomUUID(),
};

async function unlessMissing(reading: Promise<Stats>): Promise<Entry | undefined> {
  try {
    const status = await reading;
    return { kind: kindOf(status), owner: status.uid, mode: status.mode & 0o7777 };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function kindOf(status: Stats): Entry['kind'] {
  if (status.isSymbolicLink()) return 'link';
  if (status.isDirectory()) return 'folder';
  return status.isFile() ? 'file' : 'other';
}
