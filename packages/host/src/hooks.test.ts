import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enterShell, environmentOf, hostShell, type System } from '@mkcross/host';
import { system as realSystem } from '@mkcross/host/node';
import { memorySystem } from '../test/memory-system.ts';
import { sampleContext } from '../test/sample-model.ts';

const hook = (id: string, once: readonly string[] = []) => ({
  id: `a/${id}`,
  stage: 'environment' as const,
  script: `${id}\n`,
  once,
});
const entering = { user: { HOME: '/h', MINE: '1', GONE: 'x' }, folder: '/p', stages: ['environment'] as const };
/** What writes below a project. */
const writerOf = ({ writer }: System, folder = '/p') => ({ writer: writer({ of: 'project', folder }) });
const shell = { env: { A: 'b' }, unset: ['GONE'], bash: '/bin/bash', state: '/p/.mkcross/host' };

it('returns what hooks export, without what bash sets for itself', async () => {
  const system = memorySystem({ scriptResult: 'A=changed\0PWD=/p\0SHLVL=1\0_=x\0NEW=a=b\0' });
  const env = await enterShell(system, { ...shell, ...writerOf(system), hooks: [hook('one'), hook('two')] }, entering);
  expect(env).toEqual({ HOME: '/h', MINE: '1', A: 'changed', NEW: 'a=b' });
  expect(system.scripts).toEqual([expect.stringMatching(/\none\ntwo\n$/)]);
});

it('runs hooks of the given stages alone, and no bash without them', async () => {
  const system = memorySystem();
  const greeting = { ...hook('hello'), stage: 'greeting' as const };
  expect(await enterShell(system, { ...shell, ...writerOf(system), hooks: [greeting] }, entering)).toEqual({
    HOME: '/h',
    MINE: '1',
    A: 'b',
  });
  expect(system.scripts).toEqual([]);
});

it('skips a hook that succeeded while the files that it reads are unchanged', async () => {
  const system = memorySystem({
    scriptResult: ':a/install\0',
    files: { '/p/rust-toolchain.toml': '1', '/p/.rustup': 'x' },
  });
  const once = hook('install', ['/p/rust-toolchain.toml', '/p/.rustup']);
  const enter = () => enterShell(system, { ...shell, ...writerOf(system), hooks: [once] }, entering);
  await enter();
  await enter();
  expect(system.scripts).toHaveLength(1);
  system.contents.set('/p/rust-toolchain.toml', '2');
  await enter();
  expect(system.scripts).toHaveLength(2);
  system.contents.delete('/p/.rustup');
  await enter();
  await enter();
  expect(system.scripts).toHaveLength(4);
});

it('runs a hook every time that names no files, or names one that does not exist, though it succeeded', async () => {
  for (const once of [[], ['/p/gone']]) {
    const system = memorySystem({ scriptResult: ':a/always\0A=1\0' });
    const written: unknown[] = [];
    const writer = { ...writerOf(system).writer, write: (path: string) => Promise.resolve(void written.push(path)) };
    const enter = () => enterShell(system, { ...shell, writer, hooks: [hook('always', once)] }, entering);
    await enter();
    await enter();
    expect([system.scripts.length, written]).toEqual([2, []]);
  }
});

it('runs a hook again that failed', async () => {
  const system = memorySystem({ scriptResult: ':a/other\0A=1\0', files: { '/p/x': '1' } });
  const enter = () =>
    enterShell(system, { ...shell, ...writerOf(system), hooks: [hook('install', ['/p/x'])] }, entering);
  await enter();
  await enter();
  expect(system.scripts).toHaveLength(2);
});

describe('in bash', () => {
  const context = sampleContext({
    hooks: [
      {
        ...{ from: 'a', id: 'first', stage: 'environment', why: 'test' },
        exports: true,
        values: { words: { list: ['two words', "it's"] }, one: '' },
        body: 'export COUNT=${#words[@]} LAST=${words[1]}\n[ "$1" = "" ] && false',
      },
      { from: 'a', id: 'second', stage: 'environment', why: 'test', exports: true, values: {}, body: 'export NEXT=1' },
      { from: 'a', id: 'third', stage: 'environment', why: 'test', exports: true, values: {}, body: 'exit 4' },
    ],
  });
  const { hooks } = hostShell(context, {});

  it('a failing hook is reported with its owner, and the others run', () => {
    const script = hooks.slice(0, 2).map((one) => one.script);
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `${script.join('')}echo "$COUNT $LAST $NEXT \${mkcross_done[*]}"`],
      {
        encoding: 'utf8',
      },
    );
    expect([stdout, stderr]).toEqual([
      "2 it's 1 a/second\n",
      'mkcross: the hook "first" of a failed with exit code 1\n',
    ]);
  });

  it('what was exported reaches the shell, also if a hook exits; only what succeeded counts as done', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mkcross-hooks-'));
    const once = hooks.map((one) => ({ ...one, once: [folder] }));
    const state = join(folder, 'state');
    const env = { PATH: process.env['PATH'] ?? '' };
    const left = await enterShell(
      realSystem,
      { env, unset: [], hooks: once, bash: '/bin/bash', state, ...writerOf(realSystem, folder) },
      { ...entering, user: {}, folder },
    );
    expect(left).toEqual({ ...env, COUNT: '2', LAST: "it's", NEXT: '1' });
    expect(await readdir(join(state, 'hooks'))).toEqual(['a-second']);
    await rm(folder, { recursive: true });
  });

  it('a plugin’s hook leaves nothing in the shell: no variable, no folder, and not its end', () => {
    const body = 'export CC=liar PATH=/nowhere\nRUSTFLAGS=liar\ncd /\ncd() { exit 9; }\nexit 0';
    const quiet = {
      from: 'a',
      id: 'quiet',
      stage: 'environment',
      why: 'test',
      exports: false,
      values: {},
      body,
    } as const;
    const [one] = hostShell(sampleContext({ hooks: [quiet] }), {}).hooks;
    const { stdout } = spawnSync(
      'bash',
      ['--norc', '-c', `${one?.script}cd . && echo "\${CC-} $PATH \${RUSTFLAGS-} $PWD \${mkcross_done[*]}"`],
      {
        encoding: 'utf8',
        cwd: '/usr',
        env: { PATH: '/usr/bin' },
      },
    );
    expect(stdout).toBe(' /usr/bin  /usr a/quiet\n');
  });
});

it('reads what "env -0" prints', () => {
  expect(environmentOf(':a/b=c\0A=1:\0B=two\nlines\0broken\0OLDPWD=/\0')).toEqual([
    ['A', '1:'],
    ['B', 'two\nlines'],
  ]);
  expect(environmentOf('')).toEqual([]);
});

it('does not take a bash that was killed, or does not start, for one without hooks', async () => {
  const killed = [{ ...hook('kill'), script: 'kill -KILL $$\n' }];
  for (const [bash, hooks] of [
    ['/bin/bash', killed],
    ['/nowhere/bash', [hook('one')]],
  ] as const)
    await expect(
      enterShell(realSystem, { ...shell, ...writerOf(realSystem), bash, hooks }, { ...entering, folder: '/' }),
    ).rejects.toMatchObject({ code: 'HOOKS_NOT_FINISHED', findings: [{ data: { bash } }] });
});
