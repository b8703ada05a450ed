import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MkcrossError, type Finding, type Host } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { chooseWheel, type Wheel } from '../../fetch/choose-wheel.ts';
import type { PypiSource } from '../../fetch/download-source.ts';
import { unpackedLimit } from '../../fetch/fetch-limits.ts';
import { fetchedFolder, fetchedProgram } from '../../fetch/fetched-program.ts';
import { parseRecord, recordFile, recordText } from '../../fetch/fetched-record.ts';
import { separated } from './url-credentials.ts';
import { system as machine } from '../system.ts';
import { downloadFile, downloadText } from './download.ts';
import { fetchJob, type FetchContext, type FetchJob } from './fetch-job.ts';
import { hashFolder } from './hash-folder.ts';
import { installFolder } from './install-folder.ts';
import { indexTypes, parseIndex } from './parse-index.ts';
import { unpackBudget } from './unpack-budget.ts';

/** A program to fetch from PyPI. */
export interface FetchRequest extends FetchContext {
  readonly source: PypiSource;
  /** `0.15`; undefined for the newest version. */
  readonly series: string | undefined;
  /** The hash of the wheel in a lock file; undefined to accept the hash that the index names. */
  readonly sha256?: string | undefined;
  readonly host: Host;
  /** Called for every piece of the file: the bytes so far, and the size if it is known. */
  readonly progress: (wheel: Wheel, done: number, size: number | undefined) => void;
}

/** The program that was fetched, or why it could not be. */
export type Fetched = { readonly program: string; readonly version: string } | { readonly found: Finding };

/**
 * Fetches the wheel of a program, verifies its hash, and unpacks it into the cache. Findings: FETCH_FAILED,
 * FETCH_HASH_WRONG, FETCH_INSECURE, FETCH_NOTHING_FITS, FETCH_OFFLINE, FETCH_SETTING_INVALID, FETCH_TIMED_OUT, FETCH_TOO_LARGE,
 * FETCH_TOO_MANY_FILES, STOPPED.
 */
export async function fetchProgram(request: FetchRequest): Promise<Fetched> {
  const { source, settings } = request;
  const setting = settings.offline ?? settings.noIndex;
  if (setting !== undefined) return { found: findings.FETCH_OFFLINE({ package: source.package, setting }) };
  const page = `${settings.index.url}/${source.package}/`;
  return fetchJob<Fetched>(request, source.package, page, async (job) => {
    const wheel = await wheelFrom(job, page, request);
    return installWheel(job, wheel, request);
  });
}

async function installWheel(job: FetchJob, { wheel, page }: IndexedWheel, request: FetchRequest): Promise<Fetched> {
  const { source, cache, settings, limits, progress } = request;
  const { signal } = job;
  const expected = request.sha256 ?? wheel.sha256;
  const url = separated(new URL(wheel.url)).href;
  const folder = fetchedFolder(cache, source, wheel.version);
  const fetched = () => fetchedProgram(machine.files, cache, source, wheel.version);
  /** Whether what is in the cache is of this wheel: another index can have another of the same version. */
  const isComplete = async () => {
    const record = parseRecord((await machine.files.read(join(folder, recordFile))) ?? '');
    return record?.sha256 === expected && (await fetched()) !== undefined;
  };
  if (!(await isComplete())) {
    const failure = await installFolder({ cache, folder }, isComplete, async (beside) => {
      const file = `${beside}.archive`;
      try {
        const { sha256, size } = await downloadFile(
          job,
          { url: wheel.url, shown: url, from: page, file },
          (done, all) => {
            progress(wheel, done, all);
          },
        );
        if (sha256 !== expected) return { found: findings.FETCH_HASH_WRONG({ url, expected, found: sha256 }) };
        const { unpackWheel } = await import('./unpack-wheel.ts');
        const bytes = unpackedLimit(limits, size);
        const budget = unpackBudget({ name: source.package, url, bytes, files: limits.unpackedFiles });
        await unpackWheel(file, beside, { budget, signal });
      } finally {
        await rm(file, { force: true });
      }
      if ((await machine.files.status(join(beside, source.path)))?.kind !== 'file')
        throw new Error(`the wheel does not contain ${source.path}`);
      const files = await hashFolder(beside, signal);
      const text = recordText({ index: settings.index.url, url, sha256: expected, files });
      await writeFile(join(beside, recordFile), text, { flag: 'wx' });
      return undefined;
    });
    if (failure !== undefined) return failure;
  }
  const program = await fetched();
  if (program === undefined) throw new Error(`the cache lost ${source.path}`);
  return { program, version: wheel.version };
}

interface IndexedWheel {
  readonly wheel: Wheel;
  /** The page that lists it, after redirects. */
  readonly page: string;
}

async function wheelFrom(
  job: FetchJob,
  page: string,
  { source, series, sha256, host, limits }: FetchRequest,
): Promise<IndexedWheel> {
  const answer = await downloadText(job, page, indexTypes);
  const files = await parseIndex(answer.text, answer.type, answer.url);
  if (files === undefined) throw new Error('the answer is not a package index');
  const { package: name } = source;
  const limit = limits.indexFiles;
  if (files.length > limit)
    throw new MkcrossError([findings.FETCH_TOO_MANY_FILES({ package: name, url: page, what: 'index', limit })]);
  // The locked wheel need not be the newest of its version. Without it, the hash of the newest does not match.
  const locked = files.filter((file) => file.sha256 === sha256);
  const wheel = chooseWheel(locked, host, series) ?? chooseWheel(files, host, series);
  if (wheel === undefined)
    throw new MkcrossError([findings.FETCH_NOTHING_FITS({ package: name, system: host, series, url: page })]);
  return { wheel, page: answer.url };
}
