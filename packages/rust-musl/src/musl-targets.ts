import type { HostSystem, Triple } from '@mkcross/core';
import { cVerification, rustVerification, toolsCalled, zigLinked, type RustTarget } from '@mkcross/rust';

/** A target of musl: who may link it, and by which tools. */
interface Row {
  readonly triple: Triple;
  readonly arch: string;
  readonly runsOn: readonly HostSystem[];
  /** What precedes the names of gcc's tools and of its library; null where zig alone links. */
  readonly gcc: string | null;
  readonly rustflags: readonly string[];
}

const rows: readonly Row[] = [
  { triple: 'aarch64-unknown-linux-musl', arch: 'aarch64', runsOn: ['aarch64-linux'], gcc: 'aarch64-', rustflags: [] },
  {
    triple: 'riscv64gc-unknown-linux-musl',
    arch: 'riscv64',
    runsOn: [],
    // nixpkgs' gcc for it is not in the binary cache: it would take hours to build.
    gcc: null,
    // Unlike that of the others, rustc's default here is a program that needs musl's loader.
    rustflags: ['-C target-feature=+crt-static'],
  },
  // No +crt-static: it is rustc's default here, and flags of a target switch off `build.rustflags` of a cargo config.
  { triple: 'x86_64-unknown-linux-musl', arch: 'x86_64', runsOn: ['x86_64-linux'], gcc: '', rustflags: [] },
];

/** The targets of musl as a linker makes them, sorted by triple; zig's where gcc cannot be had. */
export const muslTargets = (linker: 'gcc' | 'zig'): readonly RustTarget[] =>
  rows.map(({ triple, arch, runsOn, gcc, rustflags }) => {
    const artifact = { format: 'elf', arch, linkage: 'static' } as const;
    const target = {
      triple,
      hosts: ['aarch64-linux', 'x86_64-linux'],
      runsOn,
      rustflags,
      cmake: { system: 'Linux', processor: arch },
    } as const;
    if (gcc === null || linker === 'zig') return zigLinked({ ...target, artifact });
    const programs = toolsCalled(gcc);
    return {
      ...target,
      programs,
      libraries: [],
      libc: `${gcc}libc`,
      c: { runtime: 'musl' },
      verification: [...rustVerification(triple, artifact), ...cVerification(artifact, ['-static'], programs.cc)],
    };
  });
