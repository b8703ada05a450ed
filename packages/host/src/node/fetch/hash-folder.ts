import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readlink, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordFile, type UnpackedFile } from '../../fetch/fetched-record.ts';

/** How many files are read at once. */
const jobs = 8;

/** All that is in a folder, file by file, except its record. */
export async function hashFolder(folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, UnpackedFile>> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => !entry.isDirectory(),
  );
  const files = new Map<string, UnpackedFile>();
  const queue = entries[Symbol.iterator]();
  const work = async () => {
    for (const entry of queue) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path);
      if (name === recordFile) continue;
      signal.throwIfAborted();
      files.set(name, entry.isSymbolicLink() ? { link: await readlink(path) } : await hashFile(path, entry.isFile()));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return files;
}

async function hashFile(path: string, isFile: boolean): Promise<UnpackedFile> {
  if (!isFile) throw new Error(`${path} is neither a file nor a link`);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { sha256: hash.digest('hex'), executable: ((await stat(path)).mode & 0o100) !== 0 };
}
