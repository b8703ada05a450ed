import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@mkcross/core';
import { archiveFolder, downloaded, type UrlSource } from '../../fetch/download-source.ts';
import { unpackedLimit } from '../../fetch/fetch-limits.ts';
import { recordFile, recordText } from '../../fetch/fetched-record.ts';
import { separated } from './url-credentials.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { system as machine } from '../system.ts';
import { downloadFile, type Progress } from './download.ts';
import { fetchJob, type FetchContext } from './fetch-job.ts';
import { hashFolder } from './hash-folder.ts';
import { installFolder } from './install-folder.ts';
import { unpackBudget } from './unpack-budget.ts';

/** An archive to fetch. */
export interface ArchiveRequest extends FetchContext {
  readonly source: UrlSource;
  /** The tool or library that it is fetched for: `wasi/libc`. */
  readonly name: string;
  readonly progress: Progress;
}

/**
 * Fetches an archive into the cache, if it is not there: verifies its hash, and unpacks it. Returns the absolute path of
 * the source's path in it. Findings: FETCH_FAILED, FETCH_HASH_WRONG, FETCH_INSECURE, FETCH_OFFLINE, FETCH_SETTING_INVALID,
 * FETCH_TIMED_OUT, FETCH_TOO_LARGE, FETCH_TOO_MANY_FILES, STOPPED.
 */
export async function fetchArchive(
  request: ArchiveRequest,
): Promise<{ readonly path: string } | { readonly found: Finding }> {
  const { source, name, cache, settings, limits, progress } = request;
  const fetched = () => downloaded(machine.files, cache, source, undefined);
  const before = await fetched();
  if (before !== undefined) return { path: before };
  if (settings.offline !== undefined)
    return { found: findings.FETCH_OFFLINE({ package: name, setting: settings.offline }) };
  const { href: url } = separated(new URL(source.url));
  const expected = source.sha256.toLowerCase();
  const folder = archiveFolder(cache, source);
  return fetchJob<{ readonly path: string }>(request, name, url, async (job) => {
    const { signal } = job;
    const isComplete = async () => (await fetched()) !== undefined;
    const failure = await installFolder({ cache, folder }, isComplete, async (beside) => {
      const file = `${beside}.archive`;
      try {
        const { sha256, size } = await downloadFile(job, { url: source.url, shown: url, file }, progress);
        if (sha256 !== expected) return { found: findings.FETCH_HASH_WRONG({ url, expected, found: sha256 }) };
        const { unpack } = await import('./unpack.ts');
        const bytes = unpackedLimit(limits, size);
        const budget = unpackBudget({ name, url, bytes, files: limits.unpackedFiles });
        await unpack(file, beside, new URL(url).pathname, { budget, signal });
      } finally {
        await rm(file, { force: true });
      }
      const there = await stat(join(beside, source.path)).catch(() => undefined);
      if (there === undefined) throw new Error(`the archive does not contain ${source.path}`);
      const files = await hashFolder(beside, signal);
      const text = recordText({ index: null, url, sha256: expected, files });
      await writeFile(join(beside, recordFile), text, { flag: 'wx' });
      return undefined;
    });
    if (failure !== undefined) return failure;
    const path = await fetched();
    if (path === undefined) throw new Error(`the cache lost ${source.path}`);
    return { path };
  });
}
