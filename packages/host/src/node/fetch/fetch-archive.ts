import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { coreFindings, type Finding } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { download, makeWhole, reasonOf, type Download } from './download.ts';

/** An archive at a URL: `.tar.gz`, `.tgz`, `.tar.xz` or `.zip`. */
export interface Archive {
  readonly url: string;
  /** The SHA-256 hash of the archive in hexadecimal. */
  readonly sha256: string;
}

/** An archive to fetch. */
export interface ArchiveRequest extends Download {
  readonly archive: Archive;
  /** The file or folder to use, relative to the unpacked archive. */
  readonly path: string;
  /** The tool or library that it is fetched for: `wasi/libc`. */
  readonly name: string;
  /** mkcross' cache folder, shared by all projects of a user. */
  readonly cache: string;
}

/** The path in a fetched archive, absolute; undefined if the archive was not fetched. */
export async function fetchedPath({ cache, archive, path }: Pick<ArchiveRequest, 'archive' | 'cache' | 'path'>) {
  const absolute = join(folderOf(cache, archive), path);
  const isThere = await stat(absolute).then(
    () => true,
    () => false,
  );
  return isThere ? absolute : undefined;
}

/** An archive is kept under its hash: two plugins that fetch the same one share it. */
const folderOf = (cache: string, { sha256 }: Archive) => join(cache, 'url', sha256.toLowerCase());

/**
 * Fetches an archive into the cache, if it is not there: verifies its hash, and unpacks it. Returns the absolute path of
 * `path` in it. Findings: FETCH_FAILED, FETCH_HASH_WRONG, STOPPED.
 */
export async function fetchArchive(
  request: ArchiveRequest,
): Promise<{ readonly path: string } | { readonly found: Finding }> {
  const { archive, name, cache, signal } = request;
  const failed = (reason: string) => ({ found: findings.FETCH_FAILED({ package: name, url: archive.url, reason }) });
  const before = await fetchedPath(request);
  if (before !== undefined) return { path: before };
  const expected = archive.sha256.toLowerCase();
  try {
    const failure = await makeWhole(
      folderOf(cache, archive),
      async () => (await fetchedPath(request)) !== undefined,
      async (beside) => {
        const file = `${beside}.archive`;
        try {
          const sha256 = await download(archive.url, file, request);
          if (sha256 !== expected)
            return { found: findings.FETCH_HASH_WRONG({ url: archive.url, expected, found: sha256 }) };
          const { unpack } = await import('./unpack.ts');
          await unpack(file, beside, new URL(archive.url).pathname);
          return undefined;
        } finally {
          await rm(file, { force: true });
        }
      },
    );
    if (failure !== undefined) return failure;
  } catch (error) {
    return signal.aborted ? { found: coreFindings.STOPPED({}) } : failed(reasonOf(error));
  }
  const path = await fetchedPath(request);
  return path === undefined ? failed(`the archive does not contain ${request.path}`) : { path };
}
