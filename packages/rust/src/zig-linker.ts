import { findTarget, type ArtifactStep, type Script, type Target, type Tool } from '@mkcross/core';
import { windres, zigEnvironment, zigTools } from '@mkcross/zig';
import type { Programs, RustTarget } from './rust-target.ts';
import { cVerification, rustVerification } from './verification.ts';
import { zigHeaders } from './zig-headers.ts';

/** The option that chooses who links and compiles C, as JSON Schema. */
export const linkerOption = {
  enum: ['gcc', 'zig'],
  default: 'gcc',
  description: 'Who links and compiles C and C++ of crates: gcc of the target, or zig by way of cargo-zigbuild.',
} as const;

/** The tools that scripts of targets name which zig links. */
export const zigLinkerTools: Readonly<Record<string, Tool>> = {
  ...(zigTools['zig'] === undefined ? {} : { zig: zigTools['zig'] }),
  'cargo-zigbuild': {
    why: 'Tells zig what rustc means: it leaves out and replaces words that zig does not take.',
    nix: { package: { attr: ['cargo-zigbuild'] }, program: 'cargo-zigbuild' },
    host: {
      commands: ['cargo-zigbuild'],
      version: { args: ['--version'], pattern: '(\\d+\\.\\d+\\.\\d+)' },
      provision: { pypi: 'cargo-zigbuild', program: 'scripts/cargo-zigbuild' },
      install: { apk: 'cargo-zigbuild', brew: 'cargo-zigbuild', pacman: 'cargo-zigbuild', pip: 'cargo-zigbuild' },
    },
  },
};

/**
 * What zig is told besides the target: what cargo-zigbuild writes into its own scripts (`prepare_zig_linker` in its source),
 * and that words which zig adds for Windows itself are no reason to stop at with `-Werror`.
 */
const words = (arch: string): string =>
  [
    '-g -fno-sanitize=all -Wno-unused-command-line-argument',
    ...(arch === 'riscv64' ? ['-mcpu=generic_rv64+m+a+f+d+c'] : []),
  ].join(' ');

/**
 * cargo-zigbuild prefers a zig of Python's packages, and asks rustc for its version, which only matters for those before
 * 1.59: a build by Nix has no rustc.
 */
const settings = `${zigEnvironment}export CARGO_ZIGBUILD_ZIG_PATH=$zig CARGO_ZIGBUILD_PYTHON_PATH=/var/empty/python
export CARGO_ZIGBUILD_RUSTC_VERSION="\${CARGO_ZIGBUILD_RUSTC_VERSION:-1.59.0}"
`;

/** What tells one target that zig links from another. */
interface ZigLinked extends Pick<RustTarget, 'cmake' | 'hosts' | 'runsOn' | 'rustflags' | 'triple'> {
  readonly artifact: Pick<ArtifactStep, 'arch' | 'format' | 'linkage'>;
}

/** A cross target of Rust that zig links, by way of cargo-zigbuild, with zig's own libc, libc++ and unwinder. */
export function zigLinked(target: ZigLinked): RustTarget {
  const { triple, artifact, ...rest } = target;
  const known = findTarget(triple);
  const zig = known?.zig ?? triple;
  const isWindows = known?.os === 'windows';
  const called = (program: string) => `${zig}-rust-${program}`;
  const compiler = (program: string) =>
    byZigbuild(called(program), `${program} -- ${words(artifact.arch)} -target ${zig}`);
  const programs: Programs = {
    cc: { script: called('cc') },
    cxx: { script: called('c++') },
    ar: { script: called('ar') },
    ranlib: { script: called('ranlib') },
  };
  return {
    ...rest,
    triple,
    inputs: {
      scripts: [
        compiler('cc'),
        compiler('c++'),
        byZigbuild(called('ar'), 'ar --'),
        byZigbuild(called('ranlib'), 'ranlib --'),
        ...(isWindows ? windowsScripts(known) : []),
      ],
    },
    ...(known === undefined ? {} : { hooks: [zigHeaders(known)] }),
    ...(isWindows ? { resourceCompiler: { script: `${known.gnu}-windres` } } : {}),
    programs,
    libraries: [],
    libc: null,
    c: { runtime: isWindows ? 'ucrt' : 'musl' },
    verification: [
      ...rustVerification(triple, artifact),
      ...cVerification(artifact, isWindows ? [] : ['-static'], programs.cc),
    ],
  };
}

/** A script that is a program of zig's, in the words that rustc has for it. */
const byZigbuild = (name: string, program: string): Script => ({
  name,
  values: { zig: [{ tool: 'zig' }], zigbuild: [{ tool: 'cargo-zigbuild' }] },
  body: `${settings}exec "$zigbuild" zig ${program} "$@"\n`,
});

/**
 * What is looked for on PATH by the names of mingw-w64: dlltool by rustc, for raw-dylib, the others by crates that compile
 * Windows resources (winresource, embed-resource).
 */
function windowsScripts({ arch, gnu }: Target): readonly Script[] {
  return [
    byZigbuild(`${gnu}-dlltool`, 'dlltool --'),
    byZigbuild(`${gnu}-ar`, 'ar --'),
    { name: `${gnu}-windres`, values: { zig: [{ tool: 'zig' }] }, body: windres(arch) },
  ];
}
