import type { Target } from '@mkcross/core';

/** CMake's own names (cmake-variables(7), CMAKE_SYSTEM_NAME), where they are not what Zig and Rust say. */
const systems: Readonly<Record<string, string>> = {
  cygwin: 'CYGWIN',
  dragonfly: 'DragonFly',
  emscripten: 'Emscripten',
  freebsd: 'FreeBSD',
  fuchsia: 'Fuchsia',
  haiku: 'Haiku',
  hurd: 'GNU',
  illumos: 'SunOS',
  ios: 'iOS',
  linux: 'Linux',
  macos: 'Darwin',
  netbsd: 'NetBSD',
  nto: 'QNX',
  openbsd: 'OpenBSD',
  solaris: 'SunOS',
  tvos: 'tvOS',
  visionos: 'visionOS',
  vxworks: 'VxWorks',
  wasi: 'WASI',
  watchos: 'watchOS',
  windows: 'Windows',
};

/** As `uname -m` says, where that is not Zig's name. */
const processors: Readonly<Record<string, string>> = {
  powerpc: 'ppc',
  powerpc64: 'ppc64',
  powerpc64le: 'ppc64le',
  x86: 'i686',
};

/** As Windows itself says (PROCESSOR_ARCHITECTURE). */
const windowsProcessors: Readonly<Record<string, string>> = {
  aarch64: 'ARM64',
  arm: 'ARM',
  arm64ec: 'ARM64EC',
  x86: 'X86',
  x86_64: 'AMD64',
};

/** Whether a target is Android, of which CMake has an idea of its own. */
export const isAndroid = ({ abi }: Target): boolean => abi.startsWith('android');

/** What CMake calls a target's system and processor. */
export function cmakeNames(target: Target): { readonly system: string; readonly processor: string } {
  const { system, arch } = target;
  const ofSystem = system === 'windows' ? windowsProcessors : processors;
  return {
    system: isAndroid(target) ? 'Android' : (systems[system] ?? 'Generic'),
    processor: ofSystem[arch] ?? arch,
  };
}
