import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { isRunning } from './is-running.ts';
import { ownersOf } from '@mkcross/composer/node';
import type { Entry, WriteIo } from '../write/write-io.ts';

/** Writing on this machine. */
export const writeIo: WriteIo = {
  owners: ownersOf(process.geteuid?.(), process.env['SUDO_UID']),
  entry: (path) => unlessMissing(lstat(path)),
  target: (path) => unlessMissing(stat(path)),
  read: async (path) => {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  },
  readLink: (path) => readlink(path),
  list: (folder) => readdir(folder),
  makeFolder: (path, mode) =>
    mkdir(path, { mode }).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    }),
  setMode: chmod,
  create: (path, text, mode) => writeFile(path, text, { flag: 'wx', mode }),
  link: (path, target) => symlink(target, path),
  linkFile: (path, second) =>
    link(path, second)
      .catch((error: unknown) => {
        if (errorCode(error) === 'EEXIST') throw error;
        return copyFile(path, second, constants.COPYFILE_EXCL);
      })
      .then(
        () => true,
        (error: unknown) => {
          if (errorCode(error) === 'EEXIST') return false;
          throw error;
        },
      ),
  rename,
  remove: (path) =>
    unlink(path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    }),
  removeTree: (path) => rm(path, { recursive: true, force: true }),
  removeEmptyFolder: (path) => rmdir(path),
  process: process.pid,
  isRunning,
  randomId: randomUUID,
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
