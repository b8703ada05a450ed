import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { refuseEscapes } from './refuse-escapes.ts';
import type { UnpackBudget } from './unpack-budget.ts';
import { unpackZip } from './unpack-zip.ts';

/** How an archive is unpacked. */
export interface Unpacking {
  readonly budget: UnpackBudget;
  readonly signal: AbortSignal;
}

/**
 * Unpacks an archive into an empty folder; `name` tells its format by its end. Nothing is written outside the folder, and
 * an archive is refused if one of its links leads out of it. Findings, thrown: FETCH_TOO_LARGE, FETCH_TOO_MANY_FILES.
 */
export async function unpack(archive: string, folder: string, name: string, how: Unpacking): Promise<void> {
  if (name.endsWith('.zip')) await unpackZip(archive, folder, how);
  else if (/\.(tar\.gz|tgz|tar\.xz)$/.test(name)) await unpackTar(archive, folder, name.endsWith('.xz'), how);
  else throw new Error('its name does not end in .tar.gz, .tgz, .tar.xz or .zip');
  await refuseEscapes(folder);
}

/** tar refuses names with `..` (an error because of `strict`), takes absolute names as relative, and writes through no link. */
async function unpackTar(archive: string, folder: string, isXz: boolean, { budget, signal }: Unpacking): Promise<void> {
  const { extract } = await import('tar');
  const refused = new AbortController();
  const both = AbortSignal.any([signal, refused.signal]);
  const target = extract({
    cwd: folder,
    strict: true,
    preserveOwner: false,
    filter: (_, entry) => {
      // What was read before goes on being unpacked.
      if (both.aborted) return false;
      try {
        budget.take(0);
      } catch (error) {
        refused.abort(error);
        return false;
      }
      // What is unpacked can be removed again, whatever the archive says.
      if ('mode' in entry)
        entry.mode = (entry.mode ?? 0) | ('type' in entry && entry.type === 'Directory' ? 0o700 : 0o600);
      return true;
    },
  });
  // Counted as it comes: an archive can consist of what is not written, too.
  let sum = 0;
  const counted = new Transform({
    transform: (piece: Buffer, _, next) => {
      sum += piece.length;
      try {
        if (sum > budget.bytes) budget.take(sum);
      } catch (error) {
        refused.abort(error);
      }
      next(null, piece);
    },
  });
  // It goes on with what it has begun when it is ended, and then fails because its folder is gone.
  target.on('error', () => undefined);
  const source = createReadStream(archive);
  try {
    if (!isXz) await pipeline(source, createGunzip(), counted, target, { signal: both });
    else {
      // Node finds no named exports in this CommonJS module.
      const { default: xz } = await import('xz-decompress');
      const raw = Readable.fromWeb(new xz.XzReadableStream(Readable.toWeb(source)));
      await pipeline(raw, counted, target, { signal: both });
    }
  } catch (error) {
    throw refused.signal.aborted ? refused.signal.reason : error;
  }
  if (refused.signal.aborted) throw refused.signal.reason;
}
