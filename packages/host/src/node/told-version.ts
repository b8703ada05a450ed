import type { VersionProbe } from '@mkcross/core';
import { printedBy } from './this-machine.ts';

/** How most programs tell their version: the first number of what `--version` prints. */
const common: VersionProbe = { args: ['--version'], pattern: String.raw`(?<![\w.])(\d+(?:\.\d+)*)` };

/** The version that a program tells, by the probe of its plugin or as most do; undefined where it tells none. */
export async function toldVersion(
  path: string,
  probe: VersionProbe | undefined,
  user: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { args, pattern } = probe ?? common;
  return new RegExp(pattern, 'm').exec(await printedBy(path, args, user))?.[1];
}
