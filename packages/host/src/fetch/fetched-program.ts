import type { Provision } from '@mkcross/core';
import { compareVersions, isOfSeries, isRelease } from '../locate/version.ts';
import type { FileSystem } from '../system.ts';

/** The folder of a fetched package of one version, below the cache: `pypi/ziglang/0.15.2`. */
export const fetchedFolder = (cache: string, { pypi }: Provision, version: string): string =>
  `${packageFolder(cache, pypi)}/${version}`;

const packageFolder = (cache: string, name: string) => `${cache}/pypi/${name}`;

/** The file in the folder of a fetched package that contains the hash of its wheel. */
export const wheelHashFile = 'wheel.sha256';

/** The path of a fetched program of the newest version, of a series if one is given; undefined if there is none. */
export async function fetchedProgram(
  files: Pick<FileSystem, 'list' | 'status'>,
  cache: string,
  provision: Provision,
  series: string | undefined,
): Promise<string | undefined> {
  const versions = (await files.list(packageFolder(cache, provision.pypi)))
    .filter((version) => isRelease(version) && (series === undefined || isOfSeries(version, series)))
    .toSorted((a, b) => compareVersions(b, a));
  for (const version of versions) {
    const program = `${fetchedFolder(cache, provision, version)}/${provision.program}`;
    if ((await files.status(program))?.kind === 'file') return program;
  }
  return undefined;
}
