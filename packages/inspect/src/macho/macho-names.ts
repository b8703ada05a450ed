/** Architectures by cputype (mach/machine.h of Apple's xnu), under the names of Rust's triples. */
const cpus: Readonly<Record<number, string>> = {
  0x7: 'x86',
  0x1000007: 'x86_64',
  0xc: 'arm',
  0x100000c: 'aarch64',
  0x200000c: 'arm64_32',
  0x12: 'powerpc',
  0x1000012: 'powerpc64',
};

/** The architecture of a CPU; `arm64e` is told by the subtype. */
export function machoArch(cpu: number, subtype: number): string {
  if (cpu === 0x100000c && (subtype & 0xffffff) === 2) return 'arm64e';
  return cpus[cpu] ?? `cpu-${cpu}`;
}

/** Whether a number is a CPU of Mach-O: a universal file has the magic of a Java class. */
export const isCpu = (cpu: number): boolean => cpu in cpus;

/** Systems by platform (LC_BUILD_VERSION in mach-o/loader.h). */
export const platforms: Readonly<Record<number, string>> = {
  1: 'macos',
  2: 'ios',
  3: 'tvos',
  4: 'watchos',
  5: 'bridgeos',
  6: 'ios-macabi',
  7: 'ios-sim',
  8: 'tvos-sim',
  9: 'watchos-sim',
  10: 'driverkit',
  11: 'visionos',
  12: 'visionos-sim',
};
