import type { Host } from '@mkcross/core';
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

/** Platform tags of wheels (https://packaging.python.org/specifications/platform-compatibility-tags) that run on a host. */
function platformOf(host: Host): RegExp {
  const [arch = '', system, abi] = host.split('-');
  if (system === 'linux') {
    const family = abi === 'musl' ? 'musllinux|linux' : 'manylinux|musllinux|linux';
    return new RegExp(String.raw`(^|\.)(${family})\w*_${arch}(\.|$)`);
  }
  if (system === 'darwin')
    return new RegExp(String.raw`(^|\.)macosx_\d+_\d+_(${arch === 'aarch64' ? 'arm64' : arch}|universal2)(\.|$)`);
  return new RegExp(String.raw`(^|\.)${system ?? ''}_\w*_${arch}(\.|$)`);
}

/**
 * The newest released wheel of a series for a host, by the names of files
 * (https://packaging.python.org/specifications/binary-distribution-format). Files without a hash are skipped, because they
 * could not be verified. Undefined if nothing matches.
 */
export function chooseWheel(files: readonly IndexedFile[], host: Host, series: string | undefined): Wheel | undefined {
  const platforms = platformOf(host);
  const wheels = files.flatMap((file): readonly Wheel[] => {
    const [, version, platform] = /^[^-]+-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-([^-]+)\.whl$/.exec(file.name) ?? [];
    const { sha256 } = file;
    if (version === undefined || platform === undefined || sha256 === undefined || file.yanked) return [];
    if (!isRelease(version) || !platforms.test(platform)) return [];
    return series === undefined || isOfSeries(version, series) ? [{ ...file, version, sha256 }] : [];
  });
  return wheels.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1);
}
