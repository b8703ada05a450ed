import { definePlugin } from '@mkcross/core';

/** Zig as a language: `zig build`, `zig run`, `zig test`. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'zig',
    package: '@mkcross/zig',
    summary: 'Zig for every target: zig build, run and test.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      version: {
        enum: ['0.13', '0.14', '0.15', '0.16', '0.17'],
        description: 'The version of Zig; by default that of nixpkgs. A nixpkgs without it gives its own.',
      },
    },
  },
  tools: {
    zig: {
      why: 'Compiles Zig, C and C++ for every target, with no compiler beside it.',
      nix: { package: { attr: ['zig'] }, program: 'zig' },
      find: [{ command: 'zig' }],
      version: { args: ['version'], pattern: '^(\\d+\\.\\d+\\.\\d+)' },
      versions: {
        option: 'version',
        of: {
          '0.13': { attr: ['zig_0_13', 'zig'], series: '0.13' },
          '0.14': { attr: ['zig_0_14', 'zig'], series: '0.14' },
          '0.15': { attr: ['zig_0_15', 'zig'], series: '0.15' },
          '0.16': { attr: ['zig_0_16', 'zig'], series: '0.16' },
          '0.17': { attr: ['zig_0_17', 'zig'], series: '0.17' },
        },
      },
      install: { apk: 'zig', brew: 'zig', dnf: 'zig', pacman: 'zig', pip: 'ziglang', zypper: 'zig' },
      provision: { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' },
    },
  },
  toolchains: [
    {
      id: 'zig',
      targets: {
        'aarch64-unknown-linux-musl': {},
        'riscv64gc-unknown-linux-musl': {},
        'x86_64-pc-windows-gnu': { linkage: 'system' },
        'x86_64-unknown-linux-musl': {},
      },
      languages: ['zig'],
      programs: {},
      zig: { tool: 'zig' },
      linkage: 'static',
    },
  ],
  shell: {
    hooks: [
      {
        id: 'version',
        stage: 'greeting',
        why: 'A nixpkgs without the version asked for gives its own.',
        values: { zig: [{ tool: 'zig' }], wanted: [{ option: 'version' }] },
        body: { file: 'scripts/check-version.sh' },
      },
    ],
  },
});
