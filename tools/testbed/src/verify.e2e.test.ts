import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  copyExample,
  develop,
  isReport,
  mkcrossInShell as mkcross,
  runInShell,
  setUp,
  stepNames,
  verifyInShell,
} from '@mkcross/testbed';
import type { Report } from '@mkcross/verify';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

/** A copy of an example's sources, so that nothing was built or verified before. */
async function copyOf(example: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mkcross-verify-${example}-`));
  folders.push(folder);
  await copyExample(example, folder);
  return folder;
}

/** Where mkcross remembers what passed. */
const state = await mkdtemp(join(tmpdir(), 'mkcross-verify-state-'));
folders.push(state);

const inShell = (project: string, script: string) => runInShell(testbed, project, state, script);
const verify = (project: string, args = '') => verifyInShell(testbed, project, state, args);
const steps = ({ targets }: Report) => targets.flatMap((target) => target.steps);

describe.each([
  ['zig-hello', 'src/main.zig', /^\S+ zig-build: /],
  ['cpp-cmake', 'src/main.cpp', /^\S+ cmake: /],
  ['c-meson', 'src/main.c', /^\S+ meson: /],
  ['c-make', 'fold.c', /^\S+ verify\.build: /],
  ['devenv', 'words.c', /^\S+ verify\.build: /],
])('mkcross verify on the example %s', (example, source, again) => {
  let project: string;
  beforeAll(async () => {
    project = await copyOf(example);
  });

  it('proves every target, and writes reports', async () => {
    const report = await verify(project, '--junit junit.xml --html report.html');
    expect({ failed: stepNames(report, 'failed'), verdict: report.verdict }).toEqual({ failed: [], verdict: 'proven' });
    expect(report.targets.length).toBeGreaterThan(1);
    for (const { steps: of } of report.targets) expect(of.map(({ kind }) => kind)).toContain('run');
    const junit = await readFile(join(project, 'junit.xml'), 'utf8');
    expect(junit.match(/<testcase /g)).toHaveLength(steps(report).length);
    const html = await readFile(join(project, 'report.html'), 'utf8');
    for (const { target } of report.targets) expect(html).toContain(`<h2 id="${target}">`);
    expect(html).not.toMatch(/<script|<link|src=|https?:/);
  });

  it('does nothing again where nothing has changed', async () => {
    const report = await verify(project);
    expect(report.verdict).toBe('proven');
    expect(steps(report).filter(({ status }) => status !== 'unchanged')).toEqual([]);
  });

  it('does again what depends on a source that was touched, and no fixture', async () => {
    await utimes(join(project, source), new Date(), new Date());
    const report = await verify(project);
    const done = stepNames(report, 'passed');
    expect(done.length).toBeGreaterThanOrEqual(report.targets.length);
    expect(done.filter((name) => !again.test(name))).toEqual([]);
  });
});

describe('mkcross verify', () => {
  let project: string;
  beforeAll(async () => {
    project = await copyOf('hello-rust');
  });

  it('outside of the shell says how to enter it', async () => {
    const { exitCode, stderr } = await execa('node', [command, 'verify'], { cwd: project, reject: false });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch('nix develop -c npx mkcross verify');
  });

  it('in the shell of one target verifies that', async () => {
    const shell = 'x86_64-unknown-linux-musl';
    const script = `${mkcross} verify --json`;
    const { stdout } = await develop(testbed, { project, shell, command: ['bash', '-c', script] });
    const report: unknown = JSON.parse(stdout);
    expect(isReport(report) && report.targets.map(({ target }) => target)).toEqual([shell]);
  });

  it('tells of what happens as it happens, a JSON object a line', async () => {
    const { stdout, exitCode } = await inShell(project, `${mkcross} verify --events --fresh`);
    const events = stdout.split('\n').map((line): unknown => JSON.parse(line));
    expect(exitCode).toBe(0);
    expect(events[0]).toMatchObject({ event: 'start' });
    expect(events.at(-1)).toMatchObject({ event: 'end', report: { verdict: 'proven' } });
    const count = (event: string) => stdout.split('\n').filter((line) => line.startsWith(`{"event":"${event}"`)).length;
    expect(count('step')).toBe(count('step-start'));
  });

  it('interrupted at any moment leaves no process and no half report, and is right the next time', async () => {
    const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now() % 100_000);
    console.log(`seed ${seed}: set MKCROSS_SEED to have these moments again`);
    const times = Number(process.env['MKCROSS_INTERRUPTIONS'] ?? 8);
    const random = randomNumbers(seed);
    const moments = Array.from({ length: times }, () => (random() * 4).toFixed(2));
    const mark = `MKCROSS_INTERRUPTED=${randomUUID()}`;
    const script = `set -m
for moment in ${moments.join(' ')}; do
  for signal in INT TERM; do
    rm -rf target "$XDG_STATE_HOME/mkcross/verify"
    ${mark} ${mkcross} verify --json --junit junit.xml --html report.html >out.json 2>err.txt & verify=$!
    sleep $moment; kill -$signal $verify 2>/dev/null; wait $verify; code=$?
    left=$(grep -lsz '^${mark}' /proc/[0-9]*/environ | tr '\\n' ' ')
    reports=$(ls | grep -E '^(junit|report)' | tr '\\n' ' ')
    echo "$moment $signal $code [$left] $reports"
    [ "$code" != 1 ] || cat out.json >&2
    rm -f junit.xml report.html
  done
done`;
    const { stdout, stderr } = await inShell(project, script);
    const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
    expect(lines).toHaveLength(times * 2);
    // 143 where it had not yet begun to listen.
    const wrong = lines.filter((line) => !/ (1[34][03] \[\] |0 \[\] junit\.xml report\.html )$/.test(line));
    expect([wrong, wrong.length > 0 ? stderr : '']).toEqual([[], '']);
    expect((await verify(project)).verdict).toBe('proven');
  });

  it('takes a stamp that was cut short for none', async () => {
    const below = await readdir(join(state, 'mkcross/verify'), { recursive: true, withFileTypes: true });
    const stamps = below.filter((entry) => entry.isFile());
    expect(stamps).not.toEqual([]);
    for (const { parentPath, name } of stamps) await writeFile(join(parentPath, name), '{"key":"');
    const report = await verify(project);
    expect(report.verdict).toBe('proven');
    expect(stepNames(report, 'unchanged')).toEqual([]);
  });
});

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
