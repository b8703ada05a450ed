import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
await setUp(() => undefined);

/** C for musl, Windows and aarch64 by the toolchains of mkcross' own plugins, without Rust, so that no toolchain is installed. */
const plugin = {
  apiVersion: 1,
  meta: { id: 'c-only', package: 'mkcross-plugin-c-only', summary: 'C for static Linux and Windows.' },
  uses: ['rust-musl', 'rust-mingw'],
  toolchains: [
    { id: 'musl', extends: 'rust-musl/gcc', targets: { 'x86_64-unknown-linux-musl': {} }, languages: ['c'] },
    { id: 'mingw', extends: 'rust-mingw/gcc', targets: { 'x86_64-pc-windows-gnu': {} }, languages: ['c'] },
  ],
};

let folder: string;
let project: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-liars-'));
  project = join(folder, 'project');
  await mkdir(project);
  await writeFile(join(project, 'c-only.json'), JSON.stringify(plugin));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Verifies one target with programs that come before the machine's own on PATH. */
async function verdictWith(target: string, liars: Readonly<Record<string, string>>) {
  const bin = await mkdtemp(join(folder, 'bin-'));
  for (const [name, body] of Object.entries(liars)) {
    await writeFile(join(bin, name), `#!/bin/bash\n${body}\n`);
    await chmod(join(bin, name), 0o755);
  }
  await writeFile(
    join(project, 'mkcross.toml'),
    `plugins = ["./c-only.json", "qemu", "wine"]\ntargets = ["${target}"]\n`,
  );
  await rm(join(project, '.mkcross'), { recursive: true, force: true });
  const { stdout, stderr } = await execa('node', [command, 'verify', '--json', '--backend', 'host'], {
    cwd: project,
    env: { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter) },
    reject: false,
  });
  const report: unknown = JSON.parse(stdout === '' ? 'null' : stdout);
  return { report, stderr };
}

/** The kinds of the steps that failed. */
function failedSteps(report: unknown): readonly unknown[] {
  const text = JSON.stringify(report);
  return [...text.matchAll(/"kind":"(\w+)"[^{}]*?"status":"failed"/g)].map(([, kind]) => kind);
}

const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

describe('programs of the machine that are what they claim to be', () => {
  it.each([musl, windows])('are proven for %s', async (target) => {
    expect(await verdictWith(target, {})).toMatchObject({ report: { verdict: 'proven' } });
  });
});

describe('a program of the machine that lies is found out:', () => {
  it.each([
    ['gcc of the host, statically with glibc, as gcc of musl', 'check', musl, { 'musl-gcc': 'exec gcc -static "$@"' }],
    ['gcc of the host as gcc of musl', 'check', musl, { 'musl-gcc': 'exec gcc "${@/-static/-O0}"' }],
    [
      'gcc of another architecture as gcc of musl',
      'build',
      musl,
      { 'musl-gcc': 'exec x86_64-w64-mingw32-gcc-posix "$@"' },
    ],
    [
      'a compiler that copies a program of the machine',
      'check',
      musl,
      { 'musl-gcc': 'while [ "$1" != -o ]; do shift; done; exec cp /bin/true "$2"' },
    ],
    ['a compiler that does nothing', 'build', musl, { 'musl-gcc': 'exit 0' }],
    ['gcc of the host as gcc of mingw-w64', 'build', windows, { 'x86_64-w64-mingw32-gcc-posix': 'exec gcc "$@"' }],
    ['Wine that prints what programs usually print', 'run', windows, { wine: 'echo hello' }],
    ['Wine that does nothing', 'run', windows, { wine: 'exit 0' }],
  ])('%s', async (_, kind, target, liars) => {
    // The same name under which the plugin looks first.
    const twice = 'musl-gcc' in liars ? { ...liars, 'x86_64-linux-musl-gcc': liars['musl-gcc'] } : liars;
    const { report } = await verdictWith(target, twice);
    expect(report).toMatchObject({ verdict: 'failed' });
    expect(failedSteps(report)).toContain(kind);
  });
});
