import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { VerifyWriter } from '@mkcross/verify';

/** The reports that verifications of a project wrote into it, these ones included, relative to it; they are remembered in `state`. */
export async function cachedReports(
  state: string,
  root: string,
  reports: readonly string[],
  writer: VerifyWriter,
): Promise<readonly string[]> {
  const list = join(state, 'reports.txt');
  const before = await readFile(list, 'utf8').catch(() => '');
  const known = before.split('\n').filter((line) => line !== '');
  const all = [...new Set([...known, ...reports.map((path) => relative(root, path))])].toSorted();
  if (all.length > known.length) await writer.write(list, `${all.join('\n')}\n`);
  return all;
}
