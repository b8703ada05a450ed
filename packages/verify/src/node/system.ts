import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import type { VerifyFiles, VerifySystem, VerifyWriter } from '@mkcross/verify';
import { glob } from 'tinyglobby';
import { runCommand } from './run-command.ts';

/** This machine; `project` writes below the project, and `user.writer` below a folder of the user. */
export const verifySystem = (
  project: VerifyWriter,
  user: { readonly folder: string; readonly writer: VerifyWriter },
): VerifySystem => ({
  files: { ...files, ...writing((path) => (path.startsWith(`${user.folder}/`) ? user.writer : project)) },
  start: runCommand,
  inspect: (path, shown) => withFile(path, (source) => inspect(source, shown)),
  hash,
  randomWord: () => randomBytes(6).toString('hex'),
  clock: () => performance.now() / 1000,
});

const writing = (writerOf: (path: string) => VerifyWriter): Pick<VerifyFiles, 'makeFolder' | 'remove' | 'write'> => ({
  write: (path, text) => writerOf(path).write(path, text),
  makeFolder: (path) => writerOf(path).makeFolder(path),
  remove: (path) => writerOf(path).removeFolder(path),
});

/** SHA-256 of a text. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is read of this machine. */
const files: Omit<VerifyFiles, keyof VerifyWriter | 'remove'> = {
  read: (path) => readFile(path, 'utf8').catch(() => undefined),
  list: (folder) => below(['**'], folder),
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
