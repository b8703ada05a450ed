import type { Host, Installation } from '@mkcross/core';
import type { FileSystem } from '../system.ts';
import { fetchedProgram } from './fetched-program.ts';
import { recordFile } from './fetched-record.ts';

/** Where a tool or library can be had without a package manager. */
export type Provision = NonNullable<Installation['provision']>;

/** A package of PyPI, and the place of the program in its wheel. */
export interface PypiSource {
  readonly from: 'pypi';
  readonly package: string;
  readonly path: string;
}

/** An archive at a URL: `.tar.gz`, `.tgz`, `.tar.xz` or `.zip`; and the place of the program or folder in it. */
export interface UrlSource {
  readonly from: 'url';
  readonly url: string;
  /** The SHA-256 hash of the archive in hexadecimal. */
  readonly sha256: string;
  readonly path: string;
}

/** What mkcross can download for one host. */
export type DownloadSource = PypiSource | UrlSource;

/** What mkcross downloads for a host; undefined where there is nothing for the host, or for packages of cargo and npm. */
export function downloadSource(provision: Provision | undefined, host: Host): DownloadSource | undefined {
  if (provision === undefined) return undefined;
  if (provision.from === 'url') {
    const archive = provision.files[host];
    return archive === undefined ? undefined : { from: 'url', ...archive, path: provision.path };
  }
  return provision.from === 'pypi' ? { from: 'pypi', package: provision.package, path: provision.path } : undefined;
}

/** The command that installs a package which mkcross does not download: of cargo or npm. */
export function installerCommand(provision: Provision | undefined): string | undefined {
  if (provision?.from === 'cargo') return `cargo install ${provision.package}`;
  return provision?.from === 'npm' ? `npm install --global ${provision.package}` : undefined;
}

/** The name of a source in the lock file: the package, or the URL. */
export const sourceName = (source: DownloadSource): string => (source.from === 'pypi' ? source.package : source.url);

/** The folder of an archive in the cache. It is kept under its hash: two plugins that name the same archive share it. */
export const archiveFolder = (cache: string, { sha256 }: Pick<UrlSource, 'sha256'>): string =>
  `${cache}/url/${sha256.toLowerCase()}`;

/** The folder in the cache with all that was unpacked, of a program or folder in it at `path`. */
export const unpackedFolder = (path: string, source: DownloadSource): string =>
  source.path === '.' ? path : path.slice(0, -`/${source.path}`.length);

/**
 * The absolute path of what was downloaded before; undefined if it was not. Of packages, the newest version in the series is
 * taken; an archive has one version only.
 */
export async function downloaded(
  files: Pick<FileSystem, 'list' | 'status'>,
  cache: string,
  source: DownloadSource,
  series: string | undefined,
): Promise<string | undefined> {
  if (source.from === 'pypi') return fetchedProgram(files, cache, source, series);
  const folder = archiveFolder(cache, source);
  const path = source.path === '.' ? folder : `${folder}/${source.path}`;
  const [record, status] = await Promise.all([files.status(`${folder}/${recordFile}`), files.status(path)]);
  return record?.kind !== 'file' || status === undefined ? undefined : path;
}
