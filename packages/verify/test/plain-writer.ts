import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VerifyWriter } from '@mkcross/verify';

/** Writes as it is told; who calls a verification passes a writer that checks where it writes. */
export const plainWriter: VerifyWriter = {
  write: async (path, text) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
};
