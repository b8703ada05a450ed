import { compareVersions, isOfSeries, isRelease } from '../locate/version.ts';
import type { FileSystem } from '../system.ts';
import type { PypiSource } from './download-source.ts';
import { recordFile } from './fetched-record.ts';

/** The folder of a fetched package of one version, below the cache: `pypi/ziglang/0.15.2`. */
export const fetchedFolder = (cache: string, source: Pick<PypiSource, 'package'>, version: string): string =>
  `${packageFolder(cache, source)}/${version}`;

const packageFolder = (cache: string, source: Pick<PypiSource, 'package'>) => `${cache}/pypi/${source.package}`;

/** The path of a fetched program of the newest version, of a series if one is given; undefined if there is none. */
export async function fetchedProgram(
  files: Pick<FileSystem, 'list' | 'status'>,
  cache: string,
  source: Pick<PypiSource, 'package' | 'path'>,
  series: string | undefined,
): Promise<string | undefined> {
  const versions = (await files.list(packageFolder(cache, source)))
    .filter((version) => isRelease(version) && (series === undefined || isOfSeries(version, series)))
    .toSorted((a, b) => compareVersions(b, a));
  for (const version of versions) {
    const folder = fetchedFolder(cache, source, version);
    const program = `${folder}/${source.path}`;
    const [record, status] = await Promise.all([files.status(`${folder}/${recordFile}`), files.status(program)]);
    if (record?.kind === 'file' && status?.kind === 'file') return program;
  }
  return undefined;
}
