import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import type { VerifyFiles, VerifySystem } from '@mkcross/verify';
import { glob } from 'tinyglobby';
import { runCommand } from './run-command.ts';

/** This machine. */
export const verifySystem = (): VerifySystem => ({
  files,
  start: runCommand,
  inspect: (path, shown) => withFile(path, (source) => inspect(source, shown)),
  hash,
  randomWord: () => randomBytes(6).toString('hex'),
  clock: () => performance.now() / 1000,
});

/** SHA-256 of a text. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The files of this machine. */
const files: VerifyFiles = {
  read: (path) => readFile(path, 'utf8').catch(() => undefined),
  list: (folder) => below(['**'], folder),
  write: async (path, text) => {
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${randomUUID()}`;
    try {
      await writeFile(beside, text);
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  },
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  identity: async (path) => {
    const status = await stat(path, { bigint: true }).catch(() => undefined);
    if (status?.isFile() !== true) return undefined;
    const { ino, size, mtimeNs, ctimeNs } = status;
    return [await realpath(path), ...[ino, size, mtimeNs, ctimeNs].map(String)].join(' ');
  },
  contentHash: async (path) => {
    const content = createHash('sha256');
    for await (const piece of createReadStream(path)) content.update(bytesOf(piece));
    return content.digest('hex');
  },
  glob: below,
};

const bytesOf = (piece: unknown) => (piece instanceof Uint8Array ? piece : Buffer.from(String(piece)));

async function below(patterns: readonly string[], folder: string): Promise<readonly string[]> {
  if ((await stat(folder).catch(() => undefined))?.isDirectory() !== true) return [];
  const found = await glob([...patterns], { cwd: folder, dot: true, followSymbolicLinks: false });
  return found.toSorted().map((path) => join(folder, path));
}
