import type { ToolchainPlugin } from '@mkcross/core';

/** A valid plugin that uses most of the contract. */
export const fullPlugin: ToolchainPlugin = {
  apiVersion: 1,
  meta: { id: 'board', package: 'mkcross-plugin-board', summary: 'Programs for the board.' },
  requires: ['rust'],
  uses: ['mkcross-plugin-family'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      version: { enum: ['1', '2'], default: '1', description: 'The version of the compiler.' },
      prefix: { type: 'string', format: 'project-path', default: '.board' },
    },
  },
  flakes: { sdk: { url: 'github:board/sdk', follows: true } },
  targets: [
    {
      triple: 'arm-board-eabi',
      arch: 'arm',
      bits: 32,
      endian: 'little',
      system: 'none',
      abi: 'eabi',
      format: 'elf',
      executableSuffix: '.elf',
      names: { gnu: 'arm-none-eabi', sdk: 'board' },
    },
  ],
  tools: {
    compiler: {
      why: 'It compiles.',
      nix: { package: { attr: ['board-cc'], flake: 'sdk' }, program: 'board-cc' },
      find: [
        { command: 'board-cc', through: 'wrap' },
        { variable: 'BOARD_HOME', path: 'bin/board-cc' },
      ],
      version: { args: ['--version'], pattern: '(\\d+\\.\\d+)' },
      versions: { option: 'version', of: { '1': { attr: ['board_1'], series: '1' } } },
      knownIssues: [{ args: ['-v'], pattern: 'broken (a|b)', why: 'It is broken.', fix: 'Install another.' }],
      install: { apt: 'board-cc' },
    },
    emulator: {
      why: 'It runs programs.',
      nix: { package: { attr: ['qemu'] }, program: ['qemu-', { target: 'arch' }] },
      find: [{ command: ['qemu-', { target: 'arch' }] }],
    },
  },
  libraries: {
    libc: {
      why: 'The C library.',
      nix: { package: { attr: ['stdenv.cc.libc'], set: 'target' } },
      find: { include: [{ path: ['/usr/', { target: 'gnu' }, '/include'] }] },
    },
  },
  scripts: {
    wrap: { values: { script: 'text', flags: { list: ['-a', [{ option: 'version' }]] } }, body: 'exec "$program"' },
    run: { values: { emulator: [{ tool: 'emulator' }] }, body: '"$emulator" "$@"' },
    compile: { values: { cc: [{ tool: 'compiler' }], ar: [{ program: 'ar' }] }, body: '"$cc" "$@"' },
  },
  toolchains: [
    {
      id: 'gcc',
      extends: 'family/gcc',
      targets: {
        'arm-board-eabi': {
          env: { BOARD_arm_board_eabi: { kind: 'set', value: [{ target: 'sdk' }], why: 'The SDK reads it.' } },
        },
      },
      languages: ['c', 'c++'],
      programs: {
        cc: { script: 'compile' },
        ar: { tool: 'compiler', args: ['-ar'] },
        strip: { name: 'strip', optional: {} },
      },
      c: { runtime: 'newlib', library: 'libc' },
      libraries: ['libc'],
      flags: { compile: [['-I', { library: 'libc', dir: 'include' }]] },
      linkage: 'static',
      runtime: [{ library: 'libc', dir: 'lib' }],
    },
  ],
  runners: [
    {
      command: 'board',
      runs: { system: ['none'], arch: ['arm'] },
      script: 'run',
      env: { BOARD_PREFIX: { kind: 'set', value: [{ project: { option: 'prefix' } }], why: 'Its state.' } },
      tools: ['emulator'],
      why: 'Programs run in the emulator.',
    },
  ],
  shell: {
    tools: ['compiler'],
    env: { PATH: { kind: 'append', values: [[{ project: 'bin' }]], separator: ':', why: 'Tools of the project.' } },
    hooks: [{ id: 'hello', stage: 'greeting', why: 'It greets.', body: 'echo hello' }],
  },
  fixtures: [{ id: 'blink', toolchains: ['gcc'], files: { 'a.c': 'int main;' }, build: ['make'], artifact: 'a' }],
};
