import type { HostSystem } from '@mkcross/core';
import { compareVersions, isOfSeries, isRelease } from '../locate/version.ts';

/** A file of a package, as a package index lists it. */
export interface IndexedFile {
  readonly name: string;
  readonly url: string;
  /** Lower-case hexadecimal; undefined if the index has none. */
  readonly sha256: string | undefined;
  readonly yanked: boolean;
}

/** A wheel for one host system, of a released version. */
export interface Wheel extends IndexedFile {
  readonly version: string;
  readonly sha256: string;
}

/** Platform tags of wheels (https://packaging.python.org/specifications/platform-compatibility-tags) that run on a system. */
const platforms: Readonly<Record<HostSystem, RegExp>> = {
  'aarch64-darwin': /(^|\.)macosx_\d+_\d+_(arm64|universal2)(\.|$)/,
  'aarch64-linux': /(^|\.)(manylinux|musllinux|linux)\w*_aarch64(\.|$)/,
  'x86_64-darwin': /(^|\.)macosx_\d+_\d+_(x86_64|universal2)(\.|$)/,
  'x86_64-linux': /(^|\.)(manylinux|musllinux|linux)\w*_x86_64(\.|$)/,
};

/**
 * The newest released wheel of a series for a system, by the names of files
 * (https://packaging.python.org/specifications/binary-distribution-format). Files without a hash are skipped, because they
 * could not be verified. Undefined if nothing matches.
 */
export function chooseWheel(
  files: readonly IndexedFile[],
  system: HostSystem,
  series: string | undefined,
): Wheel | undefined {
  const wheels = files.flatMap((file): readonly Wheel[] => {
    const [, version, platform] = /^[^-]+-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-([^-]+)\.whl$/.exec(file.name) ?? [];
    const { sha256 } = file;
    if (version === undefined || platform === undefined || sha256 === undefined || file.yanked) return [];
    if (!isRelease(version) || !platforms[system].test(platform)) return [];
    return series === undefined || isOfSeries(version, series) ? [{ ...file, version, sha256 }] : [];
  });
  return wheels.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1);
}
