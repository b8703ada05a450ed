import { definePlugin } from '@mkcross/core';

/** Runs Linux programs of other architectures. One entry serves all: names differ by the target alone. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'qemu',
    package: '@mkcross/qemu',
    summary: 'Runs Linux programs of other architectures by qemu.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  tools: {
    qemu: {
      why: 'Runs Linux programs of another architecture.',
      // qemu-user came with nixpkgs 25.05; the whole of qemu has the same programs.
      nix: { package: { attr: ['qemu-user', 'qemu'] }, program: ['qemu-', { target: 'qemu' }] },
      find: [{ command: ['qemu-', { target: 'qemu' }, '-static'] }, { command: ['qemu-', { target: 'qemu' }] }],
      version: { args: ['--version'], pattern: 'version (\\d+\\.\\d+(?:\\.\\d+)?)' },
      install: {
        apk: 'qemu-user',
        apt: 'qemu-user-static',
        dnf: 'qemu-user',
        pacman: 'qemu-user',
        zypper: 'qemu-linux-user',
      },
    },
  },
  scripts: { run: { values: { qemu: [{ tool: 'qemu' }] }, body: { file: 'scripts/run.sh' } } },
  runners: [
    {
      command: ['qemu-', { target: 'qemu' }],
      hosts: ['aarch64-linux', 'x86_64-linux'],
      // Android has the system "linux" too, but a C library and a loader that qemu cannot find.
      runs: {
        system: ['linux'],
        arch: ['aarch64', 'arm', 'loongarch64', 'powerpc64le', 'riscv64', 's390x', 'x86', 'x86_64'],
        abi: ['gnu', 'gnueabi', 'gnueabihf', 'musl', 'musleabi', 'musleabihf'],
      },
      script: 'run',
      why: 'Linux programs of another architecture start under qemu.',
    },
  ],
});
