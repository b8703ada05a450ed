import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Files } from './files.ts';

/** The file system of this machine. Text is UTF-8; anything else is an error, not replacement characters. */
export const disk: Files = {
  read: async (path) => new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)),
  write: (path, text) => writeFile(path, text, { flag: 'wx' }),
  rename,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  remove: (path) => rm(path, { force: true }),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};
