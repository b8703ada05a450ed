import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provision } from '@mkcross/core';
import { compareVersions } from '../../fetch/choose-wheel.ts';
import { isOfSeries } from '../../locate/machine.ts';

/** Where a fetched package of one version is, below the cache: `ziglang/0.15.2`. */
export const fetchedFolder = (cache: string, { pypi }: Provision, version: string): string =>
  join(cache, 'pypi', pypi, version);

/** The file in the folder of a fetched package that holds the hash of its wheel. */
export const wheelHashFile = 'wheel.sha256';

/** The program of the newest version that was fetched, of a series if one is asked for. */
export async function fetchedProgram(
  cache: string,
  provision: Provision,
  series: string | undefined,
): Promise<string | undefined> {
  const versions = await readdir(fetchedFolder(cache, provision, '.')).catch(() => []);
  const wanted = versions
    .filter(
      (version) => /^\d+(\.\d+)*(\.post\d+)?$/.test(version) && (series === undefined || isOfSeries(version, series)),
    )
    .toSorted(compareVersions)
    .toReversed();
  for (const version of wanted) {
    const program = join(fetchedFolder(cache, provision, version), provision.program);
    if ((await stat(program).catch(() => undefined))?.isFile() === true) return program;
  }
  return undefined;
}
