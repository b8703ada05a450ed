import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import { system } from '../system.ts';

/** How something is downloaded. */
export interface Download {
  readonly signal: AbortSignal;
  /** Called for every piece: the bytes so far, and the size if it is known. */
  readonly progress: (done: number, size: number | undefined) => void;
}

/** Downloads a URL to a file that does not exist, and returns its SHA-256 hash in lower-case hexadecimal. */
export async function download(url: string, file: string, { signal, progress }: Download): Promise<string> {
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const hash = createHash('sha256');
  let done = 0;
  const counted = new Transform({
    transform: (piece: Buffer, _, next) => {
      hash.update(piece);
      done += piece.length;
      progress(done, Number.isFinite(length) ? length : undefined);
      next(null, piece);
    },
  });
  await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(file, { flags: 'wx' }), { signal });
  return hash.digest('hex');
}

/**
 * Makes a folder in the cache in one step: `make` fills a folder beside it, which is then renamed, so that a download that is cut off
 * leaves nothing. `isThere` says whether another process made it in the meantime: then the other's is kept.
 */
export async function makeWhole<Failure>(
  { cache, folder }: { readonly cache: string; readonly folder: string },
  isThere: () => Promise<boolean>,
  make: (beside: string) => Promise<Failure | undefined>,
): Promise<Failure | undefined> {
  const beside = `${folder}.${randomUUID()}`;
  try {
    await system.writer({ of: 'user', folder: cache }).makeFolder(dirname(folder));
    await mkdir(beside, { mode: 0o700 });
    const failure = await make(beside);
    if (failure !== undefined) return failure;
    await rename(beside, folder).catch(async (error: unknown) => {
      if (!(await isThere())) throw error;
    });
    return undefined;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Why something failed, in words. Node's own message is "fetch failed"; its cause has the reason. */
export function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { cause } = error;
  const inner = types.isNativeError(cause) ? cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const known: Readonly<Record<string, string>> = {
    EAI_AGAIN: 'the host name could not be resolved; check the network connection',
    ECONNREFUSED: 'the connection was refused; check the network connection',
    EDQUOT: 'the disk quota is exceeded',
    ENOSPC: 'no space is left on the disk',
    ENOTFOUND: 'the host name could not be resolved; check the network connection',
    UND_ERR_SOCKET: 'the connection was cut off',
  };
  return known[code] ?? inner.message;
}
