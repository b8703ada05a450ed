import type { Finding, Host } from '@mkcross/core';
import { sourceName, type DownloadSource } from '../../fetch/download-source.ts';
import { fetchArchive } from './fetch-archive.ts';
import type { FetchContext } from './fetch-job.ts';
import { fetchProgram } from './fetch-program.ts';

/** Something to fetch into mkcross' cache. */
export interface SourceRequest extends FetchContext {
  readonly source: DownloadSource;
  /** What the version begins with: `0.15`; undefined for the newest version. */
  readonly series: string | undefined;
  /** The hash in a lock file; undefined to accept the hash that the package index names. Archives have one in `source`. */
  readonly sha256?: string | undefined;
  readonly host: Host;
  /** Called for every piece of a file: the name of the file, the bytes so far, and the size if it is known. */
  readonly progress: (name: string, done: number, size: number | undefined) => void;
}

/** The absolute path of what was fetched, with a name and version for people; or why it could not be fetched. */
export type FetchedSource = { readonly path: string; readonly label: string } | { readonly found: Finding };

/**
 * Fetches a package of PyPI or an archive. Findings: FETCH_FAILED, FETCH_HASH_WRONG, FETCH_INSECURE, FETCH_NOTHING_FITS, FETCH_OFFLINE,
 * FETCH_SETTING_INVALID, FETCH_TIMED_OUT, FETCH_TOO_LARGE, FETCH_TOO_MANY_FILES, STOPPED.
 */
export async function fetchSource({ source, progress, ...request }: SourceRequest): Promise<FetchedSource> {
  const name = sourceName(source);
  if (source.from === 'url') {
    const onArchive = (done: number, size: number | undefined) => {
      progress(name, done, size);
    };
    const result = await fetchArchive({ ...request, source, name, progress: onArchive });
    return 'found' in result ? result : { path: result.path, label: name };
  }
  const result = await fetchProgram({
    ...request,
    source,
    progress: (wheel, done, size) => {
      progress(wheel.name, done, size);
    },
  });
  return 'found' in result ? result : { path: result.program, label: `${name} ${result.version}` };
}
