import { rm } from 'node:fs/promises';
import { coreFindings, findingsOf, type Finding } from '@mkcross/core';
import { archiveFolder, downloaded, type UrlSource } from '../../fetch/download-source.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { system as machine } from '../system.ts';
import { download, makeWhole, reasonOf, type Download } from './download.ts';

/** An archive to fetch. */
export interface ArchiveRequest extends Download {
  readonly source: UrlSource;
  /** The tool or library that it is fetched for: `wasi/libc`. */
  readonly name: string;
  /** mkcross' cache folder, shared by all projects of a user. */
  readonly cache: string;
}

/**
 * Fetches an archive into the cache, if it is not there: verifies its hash, and unpacks it. Returns the absolute path of
 * the source's path in it. Findings: FETCH_FAILED, FETCH_HASH_WRONG, STOPPED.
 */
export async function fetchArchive(
  request: ArchiveRequest,
): Promise<{ readonly path: string } | { readonly found: Finding }> {
  const { source, name, cache, signal } = request;
  const failed = (reason: string) => ({ found: findings.FETCH_FAILED({ package: name, url: source.url, reason }) });
  const fetched = () => downloaded(machine.files, cache, source, undefined);
  const before = await fetched();
  if (before !== undefined) return { path: before };
  const expected = source.sha256.toLowerCase();
  try {
    const failure = await makeWhole(
      { cache, folder: archiveFolder(cache, source) },
      async () => (await fetched()) !== undefined,
      async (beside) => {
        const file = `${beside}.archive`;
        try {
          const sha256 = await download(source.url, file, request);
          if (sha256 !== expected)
            return { found: findings.FETCH_HASH_WRONG({ url: source.url, expected, found: sha256 }) };
          const { unpack } = await import('./unpack.ts');
          await unpack(file, beside, new URL(source.url).pathname);
          return undefined;
        } finally {
          await rm(file, { force: true });
        }
      },
    );
    if (failure !== undefined) return failure;
  } catch (error) {
    const [refused] = findingsOf(error) ?? [];
    if (refused !== undefined) return { found: refused };
    return signal.aborted ? { found: coreFindings.STOPPED({}) } : failed(reasonOf(error));
  }
  const path = await fetched();
  return path === undefined ? failed(`the archive does not contain ${source.path}`) : { path };
}
