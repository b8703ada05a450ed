import { createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { open, type Entry, type ZipFile } from 'yauzl';

/** Unpacks a wheel into a folder, with the modes of its files; what pip would install as scripts goes to `scripts`. */
export async function unpack(wheel: string, folder: string): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(wheel, { lazyEntries: true, autoClose: true }, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      extract(zip, entry, folder).then(() => {
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
}

/** yauzl refuses names that lead out of the folder. */
async function extract(zip: ZipFile, entry: Entry, folder: string): Promise<void> {
  const name = entry.fileName.replace(/^[^/]+\.data\/scripts\//, 'scripts/');
  if (name.endsWith('/')) return;
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const source = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
  await pipeline(source, createWriteStream(path));
  // The upper half of these are the mode of Unix (APPNOTE.TXT of PKWARE, 4.4.15).
  const mode = entry.externalFileAttributes >>> 16;
  if (name.startsWith('scripts/') || (mode & 0o100) !== 0) await chmod(path, 0o755);
}
