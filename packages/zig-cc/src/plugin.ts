import { definePlugin } from '@mkcross/core';

/** A program of LLVM's binutils: `zig objcopy` cannot strip and does not know PE, and there is no `zig strip` or `zig nm`. */
const llvm = (name: string, why: string) =>
  ({
    why,
    nix: { package: { attr: ['llvmPackages.bintools-unwrapped'] }, program: name },
    find: [{ command: name }, { path: `/usr/lib/llvm*/bin/${name}` }],
    optional: true,
    install: { apk: 'llvm', apt: 'llvm', brew: 'llvm', dnf: 'llvm', pacman: 'llvm', zypper: 'llvm' },
  }) as const;

const caught = `#include <cstdio>
#include <stdexcept>
#include <thread>

int main() {
    const char *caught = "nothing";
    std::thread([&] {
        try {
            throw std::runtime_error("thrown");
        } catch (const std::runtime_error &) {
            caught = "an exception in a thread";
        }
    }).join();
    std::printf("caught %s\\n", caught);
}
`;

/** zig as a C and C++ compiler; `rust` and `rust-windows` are bases for plugins that link Rust with it. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'zig-cc',
    package: '@mkcross/zig-cc',
    summary: 'C and C++ for every target by zig cc, as compilers that every build system takes.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  uses: ['zig'],
  tools: {
    'cargo-zigbuild': {
      why: 'Translates the linker arguments of rustc for zig.',
      nix: { package: { attr: ['cargo-zigbuild'] }, program: 'cargo-zigbuild' },
      find: [{ command: 'cargo-zigbuild' }],
      version: { args: ['--version'], pattern: '(\\d+\\.\\d+\\.\\d+)' },
      install: { apk: 'cargo-zigbuild', brew: 'cargo-zigbuild', pacman: 'cargo-zigbuild', pip: 'cargo-zigbuild' },
      provision: { from: 'pypi', package: 'cargo-zigbuild', path: 'scripts/cargo-zigbuild' },
    },
    'llvm-nm': llvm('llvm-nm', 'Lists symbols of objects for any target.'),
    'llvm-objcopy': llvm('llvm-objcopy', 'Separates debug information of any target.'),
    'llvm-objdump': llvm('llvm-objdump', 'Shows the contents of objects for any target.'),
    'llvm-readelf': llvm('llvm-readelf', 'Shows the headers of programs for Linux.'),
    'llvm-strip': llvm('llvm-strip', 'Strips programs of any target.'),
  },
  scripts: {
    compiler: {
      values: { zig: [{ tool: 'zig/zig' }], target: [{ target: 'zig' }], system: [{ target: 'system' }] },
      body: { file: 'scripts/compiler.sh' },
    },
    windres: {
      values: { zig: [{ tool: 'zig/zig' }], arch: [{ target: 'arch' }] },
      body: { file: 'scripts/windres.sh' },
    },
    rc: {
      values: { zig: [{ tool: 'zig/zig' }], arch: [{ target: 'arch' }] },
      body: { file: 'scripts/rc.sh' },
    },
    'rust-linker': {
      values: { zig: [{ tool: 'zig/zig' }], zigbuild: [{ tool: 'cargo-zigbuild' }], target: [{ target: 'zig' }] },
      body: { file: 'scripts/rust-linker.sh' },
    },
    'rust-dlltool': {
      values: { zig: [{ tool: 'zig/zig' }], zigbuild: [{ tool: 'cargo-zigbuild' }] },
      body: { file: 'scripts/dlltool.sh' },
    },
  },
  toolchains: [
    {
      id: 'zig',
      targets: {
        'aarch64-unknown-linux-musl': {},
        'riscv64gc-unknown-linux-musl': {},
        'x86_64-unknown-linux-musl': {},
      },
      languages: ['c', 'c++'],
      programs: {
        cc: { script: 'compiler', values: { language: 'cc' } },
        cxx: { script: 'compiler', values: { language: 'c++' } },
        ar: { tool: 'zig/zig', args: ['ar'] },
        ranlib: { tool: 'zig/zig', args: ['ranlib'] },
        nm: { tool: 'llvm-nm' },
        objcopy: { tool: 'llvm-objcopy' },
        objdump: { tool: 'llvm-objdump' },
        readelf: { tool: 'llvm-readelf' },
        strip: { tool: 'llvm-strip' },
      },
      c: { runtime: 'musl' },
      cxx: { runtime: 'libc++', link: 'static' },
      linkage: 'static',
      limits: {
        openmp: 'zig has no OpenMP runtime.',
        coverage: 'zig has no profiling runtime; --coverage does not link.',
        sanitizers: 'zig has no runtime for AddressSanitizer.',
      },
    },
    {
      id: 'zig-windows',
      extends: 'zig',
      targets: { 'x86_64-pc-windows-gnu': {} },
      programs: {
        windres: { script: 'windres' },
        rc: { script: 'rc' },
        dlltool: { tool: 'zig/zig', args: ['dlltool'] },
      },
      c: { runtime: 'ucrt' },
      linkage: 'system',
      limits: { lto: 'zig cannot link LTO objects for Windows.' },
    },
    {
      id: 'rust',
      extends: 'zig',
      targets: {},
      languages: ['c', 'c++', 'rust'],
      rust: { linker: { script: 'rust-linker' } },
    },
    {
      id: 'rust-windows',
      extends: 'zig-windows',
      targets: {},
      languages: ['c', 'c++', 'rust'],
      // rustc calls dlltool for #[link(kind = "raw-dylib")].
      programs: { dlltool: { script: 'rust-dlltool' } },
      rust: { linker: { script: 'rust-linker' } },
    },
  ],
  fixtures: [
    {
      id: 'exception-in-thread',
      files: { 'caught.cpp': caught },
      build: [[{ program: 'cxx' }], 'caught.cpp', '-o', 'caught'],
      artifact: 'caught',
      runs: [{ stdout: 'caught an exception in a thread\n' }],
    },
  ],
});
