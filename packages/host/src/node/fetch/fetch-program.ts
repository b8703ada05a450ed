import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import { coreFindings, type Finding, type HostSystem, type Provision } from '@mkcross/core';
import { chooseWheel, type Wheel } from '../../fetch/choose-wheel.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { indexTypes, parseIndex } from './parse-index.ts';
import { fetchedFolder, fetchedProgram, wheelHashFile } from './fetched-program.ts';
import { unpack } from './unpack.ts';

/** A program to be fetched. */
export interface FetchRequest {
  readonly provision: Provision;
  /** `0.15`; undefined for the newest. */
  readonly series: string | undefined;
  /** The hash that a lock file has for the wheel; undefined where any that the index names will do. */
  readonly sha256?: string | undefined;
  readonly system: HostSystem;
  /** mkcross' cache, shared by all projects of a user. */
  readonly cache: string;
  /** The index of Python packages: `https://pypi.org/simple`. */
  readonly index: string;
  readonly signal: AbortSignal;
  /** Told of every piece of the file: bytes so far, and of how many if that is known. */
  readonly progress: (wheel: Wheel, done: number, of: number | undefined) => void;
}

/** What was fetched; a finding where it could not be. */
export type Fetched = { readonly program: string; readonly version: string } | { readonly found: Finding };

/** The index that pip is told to use, or PyPI itself. */
export const indexOf = (env: Readonly<Record<string, string>>): string =>
  env['UV_DEFAULT_INDEX'] ?? env['UV_INDEX_URL'] ?? env['PIP_INDEX_URL'] ?? 'https://pypi.org/simple';

/**
 * Fetches a program's wheel, checks its hash, and unpacks it into the cache: beside its place first, then moved there
 * whole, so that a download that is cut off leaves nothing, and of two at once the first is kept.
 */
export async function fetchProgram(request: FetchRequest): Promise<Fetched> {
  const { provision, cache, signal } = request;
  const { pypi } = provision;
  const failed = (url: string, reason: string) => ({ found: findings.FETCH_FAILED({ package: pypi, url, reason }) });
  const page = `${request.index.replace(/\/$/, '')}/${pypi}/`;
  const listed = await wheelFrom(page, request).catch((error: unknown) => failed(page, reasonOf(error)));
  if ('found' in listed) return listed;
  const { wheel } = listed;
  const place = fetchedFolder(cache, provision, wheel.version);
  const beside = `${place}.${randomUUID()}`;
  try {
    await mkdir(beside, { recursive: true });
    const file = join(beside, 'wheel');
    const sha256 = await download(wheel, file, request);
    const expected = request.sha256 ?? wheel.sha256;
    if (sha256 !== expected) return { found: findings.FETCH_HASH_WRONG({ url: wheel.url, expected, found: sha256 }) };
    await unpack(file, beside);
    await rm(file);
    await writeFile(join(beside, wheelHashFile), `${sha256}\n`);
    await rename(beside, place).catch(async (error: unknown) => {
      // Another was first.
      if ((await fetchedProgram(cache, provision, wheel.version)) === undefined) throw error;
    });
  } catch (error) {
    if (signal.aborted) return { found: coreFindings.STOPPED({}) };
    return failed(wheel.url, reasonOf(error));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  const program = await fetchedProgram(cache, provision, wheel.version);
  if (program === undefined) return failed(wheel.url, `it holds no ${provision.program}`);
  return { program, version: wheel.version };
}

async function wheelFrom(
  page: string,
  { provision, series, sha256, system, signal }: FetchRequest,
): Promise<{ readonly wheel: Wheel } | { readonly found: Finding }> {
  const response = await fetch(page, { headers: { accept: indexTypes }, signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const files = parseIndex(await response.text(), response.headers.get('content-type') ?? '', page);
  if (files === undefined) throw new Error('it is no index of packages');
  // The one of the lock, which need not be the newest of its version; else the hash of another says that it is not.
  const locked = files.filter((file) => file.sha256 === sha256);
  const wheel = chooseWheel(locked, system, series) ?? chooseWheel(files, system, series);
  return wheel === undefined
    ? { found: findings.FETCH_NOTHING_FITS({ package: provision.pypi, system, series, url: page }) }
    : { wheel };
}

/** Writes a wheel to a file, and gives its hash. */
async function download(wheel: Wheel, file: string, { signal, progress }: FetchRequest): Promise<string> {
  const response = await fetch(wheel.url, { signal });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const hash = createHash('sha256');
  let done = 0;
  const counted = new Transform({
    transform: (piece: Buffer, _, next) => {
      hash.update(piece);
      done += piece.length;
      progress(wheel, done, Number.isFinite(length) ? length : undefined);
      next(null, piece);
    },
  });
  await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(file), { signal });
  return hash.digest('hex');
}

/** What stopped it, in words: Node's own message is "fetch failed", and its cause tells why. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { cause } = error;
  const inner = types.isNativeError(cause) ? cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const known: Readonly<Record<string, string>> = {
    EAI_AGAIN: 'its name cannot be looked up; is this machine online?',
    ECONNREFUSED: 'the connection was refused; is this machine online?',
    EDQUOT: 'no space is left for you',
    ENOSPC: 'no space is left on the disk',
    ENOTFOUND: 'its name is not known; is this machine online?',
    UND_ERR_SOCKET: 'the connection was cut off',
  };
  return known[code] ?? inner.message;
}
