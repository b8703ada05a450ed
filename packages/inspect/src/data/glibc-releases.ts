import { isHigher } from '../elf/elf-versions.ts';

/**
 * Distributions by the glibc that they came with, from each one's package list (packages.debian.org, packages.ubuntu.com,
 * Red Hat's release notes). The oldest still in use are there; what needs older versions runs on all of these.
 */
const releases: readonly (readonly [string, string])[] = [
  ['Debian 8', '2.19'],
  ['Debian 9', '2.24'],
  ['Debian 10', '2.28'],
  ['Debian 11', '2.31'],
  ['Debian 12', '2.36'],
  ['Debian 13', '2.41'],
  ['RHEL 6', '2.12'],
  ['RHEL 7', '2.17'],
  ['RHEL 8', '2.28'],
  ['RHEL 9', '2.34'],
  ['RHEL 10', '2.39'],
  ['Ubuntu 14.04', '2.19'],
  ['Ubuntu 16.04', '2.23'],
  ['Ubuntu 18.04', '2.27'],
  ['Ubuntu 20.04', '2.31'],
  ['Ubuntu 22.04', '2.35'],
  ['Ubuntu 24.04', '2.39'],
];

/** Of each distribution the oldest release that has a version of glibc: `['Debian 12', 'RHEL 9', 'Ubuntu 22.04']`. */
export function releasesWith(glibc: string | undefined): readonly string[] {
  if (glibc === undefined) return [];
  const oldest = new Map<string, string>();
  for (const [release, version] of releases) {
    const [distribution = ''] = release.split(' ');
    if (!isHigher(glibc, version) && !oldest.has(distribution)) oldest.set(distribution, release);
  }
  return [...oldest.values()];
}
