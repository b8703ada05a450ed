import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const program = (name: string) => fileURLToPath(new URL(`../bin/${name}.js`, import.meta.url));

async function run(name: string, args: readonly string[], cwd?: string) {
  const options = { reject: false, ...(cwd === undefined ? {} : { cwd }), env: { FORCE_COLOR: 'true', NX_TASK: 'x' } };
  const { stdout, exitCode } = await execa('node', [program(name), ...args], options);
  return { lines: stdout.replaceAll(/\d+\.\d s/gu, 'N s').split('\n'), exitCode };
}

describe('a task', () => {
  const task = (script: string) => run('task', ['node', '-e', script]);

  it('that succeeds says nothing but that it is one passed', async () => {
    expect(await task('console.log("fine")')).toEqual({ lines: ['1 passed, 0 failed, N s'], exitCode: 0 });
  });

  it('that fails says all that its program said', async () => {
    const { lines, exitCode } = await task('console.log("out"); console.error("err"); process.exitCode = 3');
    expect(lines.filter((line) => line !== '')).toEqual(['out', 'err', '0 passed, 1 failed, N s']);
    expect(exitCode).toBe(1);
  });

  it('fails if its program does not exist', async () => {
    const { lines, exitCode } = await run('task', ['mkcross-no-such-program']);
    expect(lines).toEqual([expect.stringContaining('mkcross-no-such-program'), '0 passed, 1 failed, N s']);
    expect(exitCode).toBe(1);
  });

  it('runs its program without the variables of Nx', async () => {
    const script =
      'process.exitCode = Object.keys(process.env).some((name) => /^(NX_|FORCE_COLOR)/.test(name)) ? 1 : 0';
    expect(await task(script)).toEqual({ lines: ['1 passed, 0 failed, N s'], exitCode: 0 });
  });
});

describe('a task of jest', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mkcross-task-'));
    await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
    await writeFile(join(folder, 'good.test.js'), 'it("a", () => {}); it("b", () => {});');
    await writeFile(join(folder, 'bad.test.js'), 'it("c", () => {}); it("d", () => { throw new Error("wrong"); });');
    await writeFile(join(folder, 'broken.test.js'), 'require("no-such-module");');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('counts its test cases', async () => {
    expect(await run('task', ['--jest', 'good'], folder)).toEqual({ lines: ['2 passed, 0 failed, N s'], exitCode: 0 });
  });

  it('that fails says why', async () => {
    const { lines, exitCode } = await run('task', ['--jest', 'bad'], folder);
    expect(lines.join('\n')).toContain('wrong');
    expect([lines.at(-1), exitCode]).toEqual(['1 passed, 1 failed, N s', 1]);
  });

  it('counts a file of tests that does not start as one failed', async () => {
    const { lines, exitCode } = await run('task', ['--jest', 'broken'], folder);
    expect([lines.at(-1), exitCode]).toEqual(['0 passed, 1 failed, N s', 1]);
  });

  it('fails if jest fails without a failed test', async () => {
    const { lines, exitCode } = await run('task', ['--jest', 'no-such-file'], folder);
    expect([lines.at(-1), exitCode]).toEqual(['0 passed, 1 failed, N s', 1]);
  });
});

describe('the count of all tasks', () => {
  const count = (output: string, exitCode: number) =>
    run('count-tasks', ['node', '-e', `console.log(${JSON.stringify(output)}); process.exitCode = ${exitCode}`]);
  const good = '> nx run @mkcross/core:test  [local cache]\n\n> node task.js\n\n7 passed, 0 failed, 2.5 s\n';
  const bad = '✖  > nx run mkcross:lint\n\nx is not defined\n0 passed, 1 failed, 3.5 s\nWarning: exited\n';

  it('is the sum of what each says, whether it ran or is from the cache', async () => {
    const { lines, exitCode } = await count(
      `\n NX   Running\n\n${good}\n> nx run a:lint\n\n1 passed, 0 failed, 0.5 s\n`,
      0,
    );
    expect(lines).toEqual([
      '@mkcross/core:test … 7 passed, 0 failed, from the cache',
      'a:lint … 1 passed, 0 failed, N s',
      '8 passed, 0 failed',
    ]);
    expect(exitCode).toBe(0);
  });

  it('shows in full what failed, and why once more at the end', async () => {
    const { lines, exitCode } = await count(`${bad}${good}`, 1);
    expect(lines).toEqual([
      'mkcross:lint … 0 passed, 1 failed, N s',
      '',
      'x is not defined',
      '@mkcross/core:test … 7 passed, 0 failed, from the cache',
      'Failed: mkcross:lint',
      '',
      'x is not defined',
      '7 passed, 1 failed',
    ]);
    expect(exitCode).toBe(1);
  });

  it('repeats the tests that failed, not those that passed', async () => {
    const jest =
      '> nx run a:test\nFAIL a.test.ts\n  ✓ one (2 ms)\n  ✕ two\n  ● two\n    boom\n1 passed, 1 failed, 3.5 s\n';
    const { lines } = await count(jest, 1);
    expect(lines.slice(-4)).toEqual(['Failed: a:test', '  ● two', '    boom', '1 passed, 1 failed']);
  });

  it('reads what Nx colors', async () => {
    const colored = '\u001B[2m> \u001B[22m\u001B[2mnx run\u001B[22m a:lint\n\n0 passed, 1 failed, 0.5 s\n';
    const { lines } = await count(colored, 1);
    expect(lines).toEqual(['a:lint … 0 passed, 1 failed, N s', '', 'Failed: a:lint', '', '0 passed, 1 failed']);
  });

  it('fails if Nx fails without a task that did, and says what Nx said', async () => {
    const { lines, exitCode } = await count('NX   Cannot find project "x"', 1);
    expect(lines).toEqual(['NX   Cannot find project "x"', '0 passed, 1 failed']);
    expect(exitCode).toBe(1);
  });

  it('fails if a task ends without its last line', async () => {
    const { lines, exitCode } = await count('> nx run a:test\n\nKilled\n', 1);
    expect(lines).toEqual(['Killed', '0 passed, 1 failed']);
    expect(exitCode).toBe(1);
  });
});
