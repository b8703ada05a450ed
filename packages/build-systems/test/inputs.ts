import type { AdapterInput, ResolvedToolchain } from '@mkcross/build-systems';
import { findTarget, type Host, type Role, type Target } from '@mkcross/core';

/** A target that mkcross knows. */
export function targetOf(triple: string): Target {
  const target = findTarget(triple);
  if (target === undefined) throw new Error(`Unknown target ${triple}.`);
  return target;
}

const gccNames: readonly (readonly [Role, string])[] = [
  ['ar', 'ar'],
  ['cc', 'gcc'],
  ['cxx', 'g++'],
  ['nm', 'nm'],
  ['objcopy', 'objcopy'],
  ['objdump', 'objdump'],
  ['ranlib', 'ranlib'],
  ['readelf', 'readelf'],
  ['strip', 'strip'],
];

/** A toolchain of a gcc, with folders of its own for the headers of its C library. */
export function gcc(target: Target, changes: Partial<ResolvedToolchain> = {}): ResolvedToolchain {
  const isWindows = target.system === 'windows';
  const roles: typeof gccNames = isWindows ? [...gccNames, ['windres', 'windres'], ['dlltool', 'dlltool']] : gccNames;
  return {
    ref: 'acme/gcc',
    prefix: `${target.triple}-`,
    languages: ['c', 'c++', 'rust'],
    programs: {
      ...Object.fromEntries(roles.map(([role, name]) => [role, `${target.triple}-${name}`])),
      linker: `${target.triple}-gcc`,
    },
    c: { runtime: isWindows ? 'msvcrt' : 'musl', library: 'acme/libc' },
    cxx: { runtime: 'libstdc++', link: 'static', ...(isWindows ? { archive: 'acme/libstdcxx' } : {}) },
    rustFlags: isWindows ? ['-C link-arg=-lntdll'] : [],
    executableFlags: ['-static'],
    libraries: isWindows ? ['acme/pthreads', `mkcross.toml/${target.triple}/./vendor`] : [],
    projectLibraries: isWindows ? [`mkcross.toml/${target.triple}/./vendor`] : [],
    linkage: isWindows ? 'system' : 'static',
    ...changes,
  };
}

/** A toolchain of a compiler that has headers and libraries inside it, and links as its target needs without being told. */
export function zig(target: Target, changes: Partial<ResolvedToolchain> = {}): ResolvedToolchain {
  const isWindows = target.system === 'windows';
  const programs: Partial<Record<Role, string>> = { ar: 'ar', cc: 'cc', cxx: 'c++', ranlib: 'ranlib' };
  return {
    ref: 'acme/zig',
    prefix: `${target.triple}-`,
    languages: ['c', 'c++', 'rust', 'zig'],
    programs: {
      ...Object.fromEntries(Object.entries(programs).map(([role, name]) => [role, `${target.triple}-${name}`])),
      ...(isWindows ? { windres: `${target.triple}-windres` } : {}),
      linker: `${target.triple}-rust-cc`,
    },
    c: { runtime: isWindows ? 'ucrt' : 'musl' },
    cxx: { runtime: 'libc++', link: 'static' },
    zig: { tool: 'zig/zig' },
    rustFlags: [],
    executableFlags: [],
    libraries: [],
    projectLibraries: [],
    linkage: isWindows ? 'system' : 'static',
    ...changes,
  };
}

export const musl = targetOf('x86_64-unknown-linux-musl');
const windows = targetOf('x86_64-pc-windows-gnu');
export const aarch64 = targetOf('aarch64-unknown-linux-musl');

const host: Host = 'x86_64-linux';

/** What starts a target's programs on the host of these tests. */
function runsOf({ system, arch, triple }: Target): AdapterInput['runs'] {
  if (system === 'windows') return { command: 'wine', program: `wine-${triple}` };
  if (system !== 'linux') return undefined;
  return arch === 'x86_64' ? 'host' : { command: `qemu-${arch}`, program: `qemu-${arch}-${triple}` };
}

/** A target with a toolchain, as an adapter gets it. */
export function inputOf(
  target: Target,
  toolchain: ResolvedToolchain,
  changes: Partial<AdapterInput> = {},
): AdapterInput {
  return {
    host,
    target,
    isHost: false,
    toolchain,
    runs: runsOf(target),
    settings: { cargo: { bindgen: false } },
    ...changes,
  };
}

/** The machine that builds. */
export const hostInput = (): AdapterInput => {
  const target = targetOf('x86_64-unknown-linux-gnu');
  return inputOf(target, gcc(target, { libraries: [], executableFlags: [], linkage: 'dynamic' }), {
    isHost: true,
    runs: 'host',
  });
};

/** The four that most tests look at. */
export const inputs = {
  gccMusl: inputOf(musl, gcc(musl)),
  gccWindows: inputOf(windows, gcc(windows)),
  zigMusl: inputOf(musl, zig(musl)),
  zigWindows: inputOf(windows, zig(windows)),
};
