import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coreFindings, findingsOf, type Finding, type Host } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { chooseWheel, type Wheel } from '../../fetch/choose-wheel.ts';
import type { PypiSource } from '../../fetch/download-source.ts';
import { fetchedFolder, fetchedProgram, wheelHashFile } from '../../fetch/fetched-program.ts';
import { system as machine } from '../system.ts';
import { download, makeWhole, reasonOf } from './download.ts';
import { indexTypes, parseIndex } from './parse-index.ts';

/** A program to fetch from PyPI. */
export interface FetchRequest {
  readonly source: PypiSource;
  /** `0.15`; undefined for the newest version. */
  readonly series: string | undefined;
  /** The hash of the wheel in a lock file; undefined to accept the hash that the index names. */
  readonly sha256?: string | undefined;
  readonly host: Host;
  /** mkcross' cache folder, shared by all projects of a user. */
  readonly cache: string;
  /** The URL of the package index: `https://pypi.org/simple`. */
  readonly index: string;
  readonly signal: AbortSignal;
  /** Called for every piece of the file: the bytes so far, and the size if it is known. */
  readonly progress: (wheel: Wheel, done: number, size: number | undefined) => void;
}

/** The program that was fetched, or why it could not be. */
export type Fetched = { readonly program: string; readonly version: string } | { readonly found: Finding };

/** The URL of the package index that uv or pip is configured to use, else PyPI. */
export const indexOf = (env: Readonly<Record<string, string>>): string =>
  env['UV_DEFAULT_INDEX'] ?? env['UV_INDEX_URL'] ?? env['PIP_INDEX_URL'] ?? 'https://pypi.org/simple';

/**
 * Fetches the wheel of a program, verifies its hash, and unpacks it into the cache. Findings: FETCH_FAILED,
 * FETCH_HASH_WRONG, FETCH_NOTHING_FITS, STOPPED.
 */
export async function fetchProgram(request: FetchRequest): Promise<Fetched> {
  const { source, cache, signal, progress } = request;
  const failed = (url: string, reason: string) => ({
    found: findings.FETCH_FAILED({ package: source.package, url, reason }),
  });
  const page = `${request.index.replace(/\/$/, '')}/${source.package}/`;
  const chosen = await wheelFrom(page, request).catch((error: unknown) => failed(page, reasonOf(error)));
  if ('found' in chosen) return chosen;
  const { wheel } = chosen;
  const fetched = () => fetchedProgram(machine.files, cache, source, wheel.version);
  try {
    const failure = await makeWhole(
      { cache, folder: fetchedFolder(cache, source, wheel.version) },
      async () => (await fetched()) !== undefined,
      async (beside) => {
        const file = join(beside, 'wheel');
        const sha256 = await download(wheel.url, file, {
          signal,
          progress: (done, size) => {
            progress(wheel, done, size);
          },
        });
        const expected = request.sha256 ?? wheel.sha256;
        if (sha256 !== expected)
          return { found: findings.FETCH_HASH_WRONG({ url: wheel.url, expected, found: sha256 }) };
        const { unpackWheel } = await import('./unpack-wheel.ts');
        await unpackWheel(file, beside);
        await rm(file);
        await writeFile(join(beside, wheelHashFile), `${sha256}\n`);
        return undefined;
      },
    );
    if (failure !== undefined) return failure;
  } catch (error) {
    const [refused] = findingsOf(error) ?? [];
    if (refused !== undefined) return { found: refused };
    return signal.aborted ? { found: coreFindings.STOPPED({}) } : failed(wheel.url, reasonOf(error));
  }
  const program = await fetched();
  if (program === undefined) return failed(wheel.url, `the wheel does not contain ${source.path}`);
  return { program, version: wheel.version };
}

async function wheelFrom(
  page: string,
  { source, series, sha256, host, signal }: FetchRequest,
): Promise<{ readonly wheel: Wheel } | { readonly found: Finding }> {
  const response = await fetch(page, { headers: { accept: indexTypes }, signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const files = await parseIndex(await response.text(), response.headers.get('content-type') ?? '', page);
  if (files === undefined) throw new Error('the answer is not a package index');
  // The locked wheel need not be the newest of its version. Without it, the hash of the newest does not match.
  const locked = files.filter((file) => file.sha256 === sha256);
  const wheel = chooseWheel(locked, host, series) ?? chooseWheel(files, host, series);
  return wheel === undefined
    ? { found: findings.FETCH_NOTHING_FITS({ package: source.package, system: host, series, url: page }) }
    : { wheel };
}
