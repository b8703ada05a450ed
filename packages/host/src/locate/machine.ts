import type { PackageManager, Provision, VersionProbe } from '@mkcross/core';

/** A machine as those see it who look for tools. */
export interface Machine {
  /** The absolute path of a program on PATH, shells of ours left out. */
  readonly find: (command: string) => string | undefined;
  readonly isFolder: (path: string) => boolean;
  /** What the program at a path says its version is; undefined if it does not run or says nothing that the probe knows. */
  readonly version: (path: string, probe: VersionProbe) => Promise<string | undefined>;
  /** Where a program that was fetched is: the newest of a series. */
  readonly fetched: (provision: Provision, series: string | undefined) => Promise<string | undefined>;
  /** The package manager that hints are given for; undefined if none of those known is there. */
  readonly packageManager: PackageManager | 'nix' | undefined;
}

/** Whether a version belongs to a series, part by part: `0.15.2` to `0.15`, and not to `0.1`. */
export const isOfSeries = (version: string, series: string): boolean =>
  version === series || version.startsWith(`${series}.`);
