import { definePlugin } from '@mkcross/core';

/** Static Linux programs, by gcc for musl or by zig. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'rust-musl',
    package: '@mkcross/rust-musl',
    summary: 'Static Linux programs in Rust, C and C++: musl on x86_64, aarch64 and riscv64.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  requires: ['rust'],
  uses: ['zig-cc'],
  libraries: {
    libc: {
      why: 'The headers of musl.',
      nix: { package: { set: 'target', attr: ['stdenv.cc.libc'] } },
      find: {
        // Debian and Fedora name the folders of musl as Zig names the target.
        include: [
          { path: ['/usr/include/', { target: 'zig' }] },
          { path: ['/usr/', { target: 'zig' }, '/include'] },
          { path: ['/usr/', { target: 'gnu' }, '/include'] },
          { path: '/usr/lib/musl/include' },
        ],
        lib: [
          { path: ['/usr/lib/', { target: 'zig' }] },
          { path: ['/usr/', { target: 'zig' }, '/lib'] },
          { path: ['/usr/', { target: 'gnu' }, '/lib'] },
          { path: '/usr/lib/musl/lib' },
        ],
        pkgconfig: [
          { path: ['/usr/lib/', { target: 'zig' }, '/pkgconfig'] },
          { path: ['/usr/', { target: 'zig' }, '/lib/pkgconfig'] },
          { path: '/usr/lib/musl/lib/pkgconfig' },
        ],
      },
      install: { apk: 'musl-dev', apt: 'musl-tools', dnf: 'musl-devel', pacman: 'musl' },
    },
  },
  scripts: { 'musl-gcc': { body: { file: 'scripts/musl-gcc.sh' } } },
  toolchains: [
    {
      id: 'gcc',
      targets: {
        'aarch64-unknown-linux-musl': {},
        'x86_64-unknown-linux-musl': {
          package: { install: { apk: 'musl-dev gcc', apt: 'musl-tools', dnf: 'musl-gcc', pacman: 'musl' } },
          programs: {
            // Debian calls the wrapper of the host's gcc by two names; a compiler that was built for musl accepts the same arguments.
            cc: {
              name: 'gcc',
              find: [
                { command: 'x86_64-unknown-linux-musl-gcc' },
                { command: 'x86_64-linux-musl-gcc', through: 'musl-gcc' },
                { command: 'musl-gcc', through: 'musl-gcc' },
              ],
            },
            // Archives do not depend on the C library.
            ar: { name: 'ar', find: [{ command: 'x86_64-linux-musl-ar' }, { command: 'ar' }] },
            ranlib: { name: 'ranlib', find: [{ command: 'x86_64-linux-musl-ranlib' }, { command: 'ranlib' }] },
            nm: { name: 'nm', find: [{ command: 'x86_64-linux-musl-nm' }, { command: 'nm' }], optional: {} },
            strip: {
              name: 'strip',
              find: [{ command: 'x86_64-linux-musl-strip' }, { command: 'strip' }],
              optional: {},
            },
            objcopy: {
              name: 'objcopy',
              find: [{ command: 'x86_64-linux-musl-objcopy' }, { command: 'objcopy' }],
              optional: {},
            },
          },
        },
      },
      hosts: ['aarch64-linux', 'x86_64-linux'],
      languages: ['c', 'c++', 'rust'],
      package: {
        why: 'gcc and binutils for musl.',
        nix: { set: 'target', attr: ['stdenv.cc'] },
        prefixes: [
          [{ target: 'gnu' }, '-'],
          [{ target: 'zig' }, '-'],
        ],
        installNote:
          'Few systems have gcc for musl on other architectures. Zig needs none: write toolchain = "zig" in mkcross.toml.',
      },
      programs: {
        cc: { name: 'gcc' },
        cxx: {
          name: 'g++',
          optional: {
            install: { apk: 'g++' },
            installNote: 'Few systems have g++ for musl. Zig needs none: write toolchain = "zig" in mkcross.toml.',
          },
        },
        ar: { name: 'ar' },
        ranlib: { name: 'ranlib' },
        nm: { name: 'nm', optional: {} },
        strip: { name: 'strip', optional: {} },
        objcopy: { name: 'objcopy', optional: {} },
      },
      c: { runtime: 'musl', library: 'libc' },
      cxx: { runtime: 'libstdc++', link: 'static' },
      flags: { executable: ['-static'] },
      // Not +crt-static: it is rustc's default here, and flags of a target switch off `build.rustflags` of cargo's configuration.
      linkage: 'static',
    },
    {
      id: 'zig',
      extends: 'zig-cc/rust',
      targets: {
        'aarch64-unknown-linux-musl': {},
        // nixpkgs has gcc for riscv64, but not in its binary cache. rustc's default for it is an executable that needs musl's loader.
        'riscv64gc-unknown-linux-musl': {
          flags: { compile: ['-mcpu=generic_rv64+m+a+f+d+c'] },
          rust: {
            linker: { script: 'zig-cc/rust-linker', values: { cpu: 'generic_rv64+m+a+f+d+c' } },
            flags: ['-C target-feature=+crt-static'],
          },
        },
        'x86_64-unknown-linux-musl': {},
      },
    },
  ],
});
