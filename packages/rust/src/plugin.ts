import { definePlugin } from '@mkcross/core';

/** rustup with its folders in the project, and the compilers of the machine that builds. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'rust',
    package: '@mkcross/rust',
    summary: 'Rust by rustup, with toolchains and crates in the project, and host compilers that no target replaces.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  tools: {
    rustup: {
      why: 'Installs the toolchain that rust-toolchain.toml names.',
      nix: { package: { attr: ['rustup'] }, program: 'rustup' },
      find: [{ command: 'rustup' }],
      version: { args: ['--version'], pattern: 'rustup (\\d+\\.\\d+\\.\\d+)' },
      alsoProvides: ['cargo', 'rustc', 'rustdoc', 'cargo-clippy', 'cargo-fmt', 'rustfmt', 'rust-analyzer'],
      install: { apk: 'rustup', apt: 'rustup', brew: 'rustup', dnf: 'rustup', pacman: 'rustup', zypper: 'rustup' },
    },
  },
  toolchains: [
    {
      id: 'host',
      targets: { host: {} },
      languages: ['c', 'c++', 'rust'],
      package: {
        why: 'Compiles and links build scripts, procedural macros and code generators.',
        nix: { attr: ['stdenv.cc'] },
        prefixes: [''],
        install: {
          apk: 'build-base',
          apt: 'build-essential',
          brew: 'gcc',
          dnf: 'gcc-c++',
          pacman: 'base-devel',
          zypper: 'gcc-c++',
        },
      },
      programs: {
        cc: { name: 'cc', find: [{ command: 'cc' }, { command: 'gcc' }, { command: 'clang' }] },
        cxx: { name: 'c++', find: [{ command: 'c++' }, { command: 'g++' }, { command: 'clang++' }] },
        ar: { name: 'ar' },
        ranlib: { name: 'ranlib' },
      },
      linkage: 'dynamic',
    },
  ],
  shell: {
    tools: ['rustup'],
    env: {
      RUSTUP_HOME: {
        kind: 'set',
        value: [{ project: '.rustup' }],
        why: 'Toolchains belong to the project; the home folder is not touched.',
      },
      CARGO_HOME: {
        kind: 'set',
        value: [{ project: '.cargo' }],
        why: 'Downloaded crates and installed programs belong to the project.',
      },
      PATH: {
        kind: 'append',
        values: [[{ project: '.cargo/bin' }]],
        separator: ':',
        why: 'Programs installed with "cargo install" can be called.',
      },
    },
    hooks: [
      {
        id: 'flags',
        stage: 'environment',
        why: 'Flags in the user’s environment reach every target: even an empty RUSTFLAGS replaces the flags of all.',
        body: { file: 'scripts/flags.sh' },
      },
      {
        id: 'install',
        stage: 'toolchain',
        why: 'Installs what rust-toolchain.toml names, once: rustup would do so only where cargo is called.',
        once: ['rust-toolchain.toml', '.rustup/toolchains'],
        values: { rustup: [{ tool: 'rustup' }], root: [{ project: '' }] },
        body: { file: 'scripts/install.sh' },
      },
      {
        id: 'show',
        stage: 'greeting',
        why: 'Shows the toolchain in use.',
        values: { rustup: [{ tool: 'rustup' }], root: [{ project: '' }] },
        body: { file: 'scripts/show.sh' },
      },
    ],
  },
});
