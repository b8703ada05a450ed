import { createReadStream } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unpackZip } from './unpack-zip.ts';

/**
 * Unpacks an archive into an empty folder; `name` tells its format by its end. Nothing is written outside the folder, and
 * an archive is refused if one of its links leads out of it.
 */
export async function unpack(archive: string, folder: string, name: string): Promise<void> {
  if (name.endsWith('.zip')) await unpackZip(archive, folder);
  else if (/\.(tar\.gz|tgz|tar\.xz)$/.test(name)) await unpackTar(archive, folder, name.endsWith('.xz'));
  else throw new Error('its name does not end in .tar.gz, .tgz, .tar.xz or .zip');
  await refuseEscapes(folder);
}

/** tar refuses names with `..` (an error because of `strict`), takes absolute names as relative, and writes through no link. */
async function unpackTar(archive: string, folder: string, isXz: boolean): Promise<void> {
  const { extract } = await import('tar');
  const source = createReadStream(archive);
  const target = extract({ cwd: folder, strict: true, preserveOwner: false });
  if (!isXz) return pipeline(source, target);
  // Node finds no named exports in this CommonJS module.
  const { default: xz } = await import('xz-decompress');
  return pipeline(Readable.fromWeb(new xz.XzReadableStream(Readable.toWeb(source))), target);
}

/** Fails if a link in a folder leads out of it, or nowhere. */
async function refuseEscapes(folder: string): Promise<void> {
  const root = await realpath(folder);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined || !`${target}${sep}`.startsWith(`${root}${sep}`))
      throw new Error(`its link ${link.slice(root.length + 1)} leads out of the archive or to nothing`);
  }
}
