import { definePlugin, type ToolchainPlugin } from '@mkcross/core';
import type { Config, Project } from '@mkcross/composer';

/** A plugin with what a test is about. */
export function samplePlugin(id: string, parts: Omit<ToolchainPlugin, 'apiVersion' | 'meta'> = {}): ToolchainPlugin {
  return { apiVersion: 1, meta: { id, package: `mkcross-plugin-${id}`, summary: 'A sample.' }, ...parts };
}

/** A project that lists plugins and targets; the rest as by default. */
export function sampleProject(parts: Partial<Config>): Project {
  return {
    config: {
      plugins: [],
      targets: ['x86_64-pc-windows-gnu'],
      defaultTarget: false,
      cargo: { bindgen: false },
      nix: { nixpkgs: 'github:NixOS/nixpkgs/nixos-25.11', systems: ['x86_64-linux'], packages: [] },
      host: { fetch: false },
      env: {},
      target: {},
      verify: { artifacts: [], buildLimit: 60, runLimit: 60, run: {} },
      plugin: {},
      ...parts,
    },
    places: {
      file: 'mkcross.toml',
      positions: { '/plugins': { line: 1, column: 1 }, '/targets/0': { line: 2, column: 12 } },
    },
  };
}

/** A target's table with what a test is about. */
export const targetTable = (parts: Partial<Config['target'][string]>): Config['target'][string] => ({
  libraries: [],
  env: {},
  ...parts,
});

const compilers = (attr: string) => ({ why: 'Compiles.', nix: { set: 'target' as const, attr: [attr] } });

/** Compiles for the machine that builds. */
export const rust = definePlugin({
  apiVersion: 1,
  meta: { id: 'rust', package: '@mkcross/rust', summary: 'Rust.' },
  tools: {
    rustup: {
      why: 'Installs Rust.',
      nix: { package: { attr: ['rustup'] }, program: 'rustup' },
      alsoProvides: ['cargo'],
      find: [{ command: 'rustup' }],
    },
  },
  toolchains: [
    {
      id: 'host',
      targets: { host: {} },
      languages: ['c', 'c++', 'rust'],
      package: { why: 'Compiles build scripts.', nix: { attr: ['stdenv.cc'] }, prefixes: [''] },
      programs: { cc: { name: 'cc', find: [{ command: 'cc' }, { command: 'gcc' }] }, ar: { name: 'ar' } },
      linkage: 'dynamic',
    },
  ],
  shell: {
    tools: ['rustup'],
    env: { CARGO_HOME: { kind: 'set', value: [{ project: '.cargo' }], why: 'Crates belong to the project.' } },
    hooks: [
      {
        id: 'show',
        stage: 'greeting',
        why: 'Shows it.',
        values: { rustup: [{ tool: 'rustup' }] },
        body: '"$rustup" show\n',
      },
    ],
  },
});

/** Zig, as a tool and for Zig projects. */
export const zig = definePlugin({
  apiVersion: 1,
  meta: { id: 'zig', package: '@mkcross/zig', summary: 'Zig.' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { version: { enum: ['0.15', '0.16'] } },
  },
  tools: {
    zig: {
      why: 'Compiles.',
      nix: { package: { attr: ['zig'] }, program: 'zig' },
      find: [{ command: 'zig' }],
      versions: {
        option: 'version',
        of: { '0.15': { attr: ['zig_0_15'], series: '0.15' }, '0.16': { attr: ['zig_0_16'], series: '0.16' } },
      },
    },
  },
  toolchains: [
    {
      id: 'zig',
      targets: { 'x86_64-pc-windows-gnu': {}, 'x86_64-unknown-linux-musl': {} },
      languages: ['zig'],
      programs: {},
      zig: { tool: 'zig' },
      linkage: 'static',
    },
  ],
});

/** Zig as a C compiler, and as the base of Rust toolchains. */
export const zigCc = definePlugin({
  apiVersion: 1,
  meta: { id: 'zig-cc', package: '@mkcross/zig-cc', summary: 'C by zig.' },
  uses: ['zig'],
  scripts: {
    compiler: {
      values: { zig: [{ tool: 'zig/zig' }], target: [{ target: 'zig' }] },
      body: 'exec "$zig" "$language" -target "$target" "$@"\n',
    },
  },
  toolchains: [
    {
      id: 'zig',
      targets: { 'aarch64-unknown-linux-musl': {}, 'x86_64-unknown-linux-musl': {} },
      languages: ['c', 'c++'],
      programs: {
        cc: { script: 'compiler', values: { language: 'cc' } },
        cxx: { script: 'compiler', values: { language: 'c++' } },
        ar: { tool: 'zig/zig', args: ['ar'] },
      },
      c: { runtime: 'musl' },
      cxx: { runtime: 'libc++', link: 'static' },
      linkage: 'static',
    },
    {
      id: 'zig-windows',
      extends: 'zig',
      targets: { 'x86_64-pc-windows-gnu': {} },
      programs: { dlltool: { tool: 'zig/zig', args: ['dlltool'] } },
      c: { runtime: 'ucrt' },
      linkage: 'system',
    },
    {
      id: 'rust-windows',
      extends: 'zig-windows',
      targets: {},
      languages: ['c', 'c++', 'rust'],
      rust: { linker: { script: 'compiler', values: { language: 'cc' } } },
    },
  ],
  fixtures: [
    {
      id: 'exception',
      files: { 'caught.cpp': 'int main() {}\n' },
      build: [[{ program: 'cxx' }], 'caught.cpp', '-o', 'caught'],
      artifact: 'caught',
      runs: [{ stdout: '' }],
    },
  ],
});

/** Windows by gcc. */
export const rustMingw = definePlugin({
  apiVersion: 1,
  meta: { id: 'rust-mingw', package: '@mkcross/rust-mingw', summary: 'Windows.' },
  requires: ['rust'],
  uses: ['zig-cc'],
  libraries: {
    pthreads: {
      why: 'rustc asks for it.',
      nix: { package: { set: 'target', attr: ['windows.pthreads'] } },
      find: { lib: [{ path: ['/usr/', { target: 'gnu' }, '/lib'] }] },
    },
    libstdcxx: {
      why: 'The C++ library.',
      nix: {
        package: { set: 'target', attr: ['stdenv.cc.cc'] },
        dirs: { bin: { output: 'lib', path: [{ target: 'gnu' }, '/lib'] } },
      },
      find: {},
    },
  },
  toolchains: [
    {
      id: 'gcc',
      targets: { 'x86_64-pc-windows-gnu': {} },
      hosts: ['aarch64-linux', 'x86_64-linux'],
      languages: ['c', 'c++', 'rust'],
      package: { ...compilers('stdenv.cc'), suffixes: ['-posix', ''], install: { apt: 'mingw' } },
      programs: {
        cc: { name: 'gcc' },
        cxx: { name: 'g++', optional: {} },
        ar: { name: 'ar' },
        windres: { name: 'windres' },
      },
      c: { runtime: 'msvcrt' },
      cxx: { runtime: 'libstdc++', link: 'static', archive: 'libstdcxx' },
      libraries: ['pthreads'],
      flags: { link: ['-lntdll'], executable: ['-static'] },
      rust: { flags: ['-C link-arg=-lntdll'] },
      linkage: 'system',
      runtime: [{ library: 'libstdcxx', dir: 'bin' }],
    },
    {
      id: 'gcc-dll',
      extends: 'gcc',
      targets: { 'x86_64-pc-windows-gnu': {} },
      cxx: { link: 'dynamic' },
      flags: { executable: [] },
      linkage: 'dynamic',
    },
    { id: 'zig', extends: 'zig-cc/rust-windows', targets: { 'x86_64-pc-windows-gnu': {} } },
  ],
});

/** Static Linux. */
const rustMusl = definePlugin({
  apiVersion: 1,
  meta: { id: 'rust-musl', package: '@mkcross/rust-musl', summary: 'Static Linux.' },
  requires: ['rust'],
  scripts: { 'musl-gcc': { body: 'exec "$program" "$@"\n' } },
  toolchains: [
    {
      id: 'gcc',
      targets: {
        'aarch64-unknown-linux-musl': {},
        'x86_64-unknown-linux-musl': {
          programs: { cc: { name: 'gcc', find: [{ command: 'musl-gcc', through: 'musl-gcc' }] } },
        },
      },
      languages: ['c', 'c++', 'rust'],
      package: compilers('stdenv.cc'),
      programs: { cc: { name: 'gcc' }, ar: { name: 'ar' } },
      c: { runtime: 'musl' },
      flags: { executable: ['-static'] },
      linkage: 'static',
    },
  ],
});

/** Runs Windows programs. */
export const wine = definePlugin({
  apiVersion: 1,
  meta: { id: 'wine', package: '@mkcross/wine', summary: 'Runs Windows programs.' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { prefix: { type: 'string', default: '.wine' } },
  },
  tools: {
    wine: { why: 'Runs.', nix: { package: { attr: ['wine64'] }, program: 'wine' }, find: [{ command: 'wine' }] },
    wineserver: {
      why: 'Keeps state.',
      nix: { package: { attr: ['wine64'] }, program: 'wineserver' },
      find: [{ command: 'wineserver' }],
    },
  },
  scripts: { run: { values: { wine: [{ tool: 'wine' }] }, body: 'exec "$wine" "$@"\n' } },
  runners: [
    {
      command: 'wine',
      hosts: ['x86_64-linux'],
      runs: { system: ['windows'], arch: ['x86_64'] },
      script: 'run',
      env: {
        WINEPREFIX: { kind: 'set', value: [{ project: { option: 'prefix' } }], why: 'It belongs to the project.' },
      },
      tools: ['wineserver'],
      why: 'Windows programs start under Wine.',
    },
  ],
});

/** Runs Linux programs of other architectures. */
export const qemu = definePlugin({
  apiVersion: 1,
  meta: { id: 'qemu', package: '@mkcross/qemu', summary: 'Runs Linux programs.' },
  tools: {
    qemu: {
      why: 'Runs.',
      nix: { package: { attr: ['qemu-user', 'qemu'] }, program: ['qemu-', { target: 'qemu' }] },
      find: [{ command: ['qemu-', { target: 'qemu' }] }],
    },
  },
  scripts: { run: { values: { qemu: [{ tool: 'qemu' }] }, body: 'exec "$qemu" "$@"\n' } },
  runners: [
    {
      command: ['qemu-', { target: 'qemu' }],
      runs: { system: ['linux'], arch: ['aarch64', 'riscv64', 'x86_64'], abi: ['gnu', 'musl'] },
      script: 'run',
      why: 'Linux programs of another architecture start under qemu.',
    },
  ],
});

/** All samples. */
export const samplePlugins: readonly ToolchainPlugin[] = [rust, zig, zigCc, rustMingw, rustMusl, wine, qemu];
