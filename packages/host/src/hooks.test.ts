import { enterShell, environmentOf } from '@mkcross/host';
import { memorySystem } from '../test/memory-system.ts';

const hook = (id: string, once: readonly string[] = []) => ({
  id: `a/${id}`,
  stage: 'environment' as const,
  script: `${id}\n`,
  once,
});
const entering = { user: { HOME: '/h', MINE: '1' }, folder: '/p', stages: ['environment'] as const };
const shell = { env: { A: 'b' }, bash: '/bin/bash', state: '/p/.mkcross/host' };

it('returns what hooks export, without what bash sets for itself', async () => {
  const system = memorySystem({ scriptResult: 'A=changed\0PWD=/p\0SHLVL=1\0_=x\0NEW=a=b\0' });
  const env = await enterShell(system, { ...shell, hooks: [hook('one'), hook('two')] }, entering);
  expect(env).toEqual({ HOME: '/h', MINE: '1', A: 'changed', NEW: 'a=b' });
  expect(system.scripts).toEqual(['one\ntwo\n\nenv -0 >&3\n']);
});

it('runs hooks of the given stages alone, and no bash without them', async () => {
  const system = memorySystem();
  const greeting = { ...hook('hello'), stage: 'greeting' as const };
  expect(await enterShell(system, { ...shell, hooks: [greeting] }, entering)).toEqual({
    HOME: '/h',
    MINE: '1',
    A: 'b',
  });
  expect(system.scripts).toEqual([]);
});

it('skips a hook while the files that it reads are unchanged', async () => {
  const system = memorySystem({ files: { '/p/rust-toolchain.toml': '1', '/p/.rustup': 'x' } });
  const once = hook('install', ['/p/rust-toolchain.toml', '/p/.rustup']);
  const enter = () => enterShell(system, { ...shell, hooks: [once] }, entering);
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

it('reads what "env -0" prints', () => {
  expect(environmentOf('A=1\0B=two\nlines\0broken\0OLDPWD=/\0')).toEqual([
    ['A', '1'],
    ['B', 'two\nlines'],
  ]);
  expect(environmentOf('')).toEqual([]);
});
