import {
  API_VERSION,
  definePlugin,
  findTarget,
  type Contribution,
  type HostSystem,
  type RefineContext,
  type RunnerOffer,
  type Script,
  type Tool,
} from '@mkcross/core';
import { runScript } from './run-script.ts';

/** Architectures by their usual names: qemu's, and the machines that it is offered on: never that of the same architecture. */
const rows: readonly (readonly [arch: string, qemu: string, hosts: readonly [HostSystem, ...HostSystem[]]])[] = [
  ['aarch64', 'aarch64', ['x86_64-linux']],
  ['arm', 'arm', ['aarch64-linux', 'x86_64-linux']],
  ['loongarch64', 'loongarch64', ['aarch64-linux', 'x86_64-linux']],
  ['powerpc64le', 'ppc64le', ['aarch64-linux', 'x86_64-linux']],
  ['riscv64', 'riscv64', ['aarch64-linux', 'x86_64-linux']],
  ['s390x', 's390x', ['aarch64-linux', 'x86_64-linux']],
  ['x86', 'i386', ['aarch64-linux', 'x86_64-linux']],
  ['x86_64', 'x86_64', ['aarch64-linux']],
];

const programOf = (qemu: string) => `qemu-${qemu}`;

const tool = (qemu: string): Tool => ({
  why: `Runs Linux programs for ${qemu}.`,
  // qemu-user came with nixpkgs 25.05; the whole of qemu has the same programs.
  nix: { package: { attr: ['qemu-user', 'qemu'] }, program: programOf(qemu) },
  host: {
    commands: [`${programOf(qemu)}-static`, programOf(qemu)],
    version: { args: ['--version'], pattern: 'version (\\d+\\.\\d+(?:\\.\\d+)?)' },
    install: {
      apk: programOf(qemu),
      apt: 'qemu-user-static',
      dnf: 'qemu-user',
      pacman: 'qemu-user',
      zypper: 'qemu-linux-user',
    },
  },
});

/** What all of them do before they become qemu. */
const common: Script = { name: 'mkcross-qemu', values: {}, body: runScript };

/** A program of qemu's own name stands on PATH, so that whoever looks for it finds it and our messages: zig does. */
const script = (qemu: string): Script => ({
  name: programOf(qemu),
  values: { run: [{ script: common.name }], qemu: [{ tool: programOf(qemu) }] },
  body: 'exec "$run" "$qemu" "$@"\n',
});

const runner = ([arch, qemu, hosts]: (typeof rows)[number]): RunnerOffer => ({
  runs: { os: 'linux', arch: [arch] },
  hosts,
  why: 'Linux programs of another architecture start under qemu.',
  script: {
    name: `mkcross-${programOf(qemu)}`,
    values: { qemu: [{ script: programOf(qemu) }] },
    body: 'export MKCROSS_RUNTIME_PATH\nexec "$qemu" "$@"\n',
  },
});

/** Leaves only what the project's targets need. */
function refine(contribution: Contribution, { target, targets, systems }: RefineContext): Contribution {
  if (target !== undefined) return contribution;
  const wanted = targets.map(findTarget).flatMap((one) => (one?.os === 'linux' ? [one.arch] : []));
  const scripts = rows
    .filter(([arch, , hosts]) => wanted.includes(arch) && hosts.some((host) => systems.includes(host)))
    .map(([, qemu]) => script(qemu));
  return scripts.length === 0 ? {} : { inputs: { scripts: [common, ...scripts] } };
}

/** Runs Linux programs of other architectures on this machine: cargo run, zig build test, ctest, and by hand. */
export const qemu = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'qemu',
    package: '@mkcross/qemu',
    summary: 'Runs Linux programs of other architectures by qemu.',
  },
  tools: Object.fromEntries(rows.map(([, qemu]) => [programOf(qemu), tool(qemu)])),
  hosts: ['aarch64-linux', 'x86_64-linux'],
  shell: { inputs: { scripts: [common, ...rows.map(([, qemu]) => script(qemu))] } },
  targets: [],
  runners: rows.map(runner),
  refine,
});
