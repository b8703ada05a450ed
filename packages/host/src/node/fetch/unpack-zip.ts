import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { open, type Entry, type ZipFile } from 'yauzl';
import type { Unpacking } from './unpack.ts';

/** A symbolic link in an archive: its path, and what it contains. */
interface Link {
  readonly path: string;
  readonly target: string;
}

/**
 * Unpacks a zip file into a folder, with the modes of its files; `rename` changes a file's name. Links are made last, so
 * that no file is written through one.
 */
export async function unpackZip(
  archive: string,
  folder: string,
  { budget, signal }: Unpacking,
  rename: (name: string) => string = (name) => name,
): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(archive, { lazyEntries: true, autoClose: true }, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  const links: Link[] = [];
  const add = async (entry: Entry) => {
    signal.throwIfAborted();
    budget.take(entry.uncompressedSize);
    links.push(...(await unpackEntry(zip, entry, join(folder, rename(entry.fileName)), signal)));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: Entry) => {
        add(entry).then(() => {
          zip.readEntry();
        }, reject);
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
  for (const { path, target } of links) await symlink(target, path);
}

/** The longest path that systems know, and so the longest text of a link. */
const longestLink = 4096;

/**
 * Writes a file; a link is returned instead. yauzl refuses names that lead out of the folder, and files that are larger than
 * the archive says.
 */
async function unpackEntry(zip: ZipFile, entry: Entry, path: string, signal: AbortSignal): Promise<readonly Link[]> {
  if (entry.fileName.endsWith('/')) return [];
  await mkdir(dirname(path), { recursive: true });
  const source = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
  // The upper half of these is the mode of Unix (APPNOTE.TXT of PKWARE, 4.4.15).
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & 0o170000) === 0o120000) {
    if (entry.uncompressedSize > longestLink) throw new Error(`its link ${entry.fileName} is too long`);
    return [{ path, target: await text(source) }];
  }
  await pipeline(source, createWriteStream(path, { flags: 'wx' }), { signal });
  if ((mode & 0o100) !== 0) await chmod(path, 0o755);
  return [];
}
