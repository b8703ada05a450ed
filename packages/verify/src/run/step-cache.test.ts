import type { Artifact } from '@mkcross/build-systems';
import { fakeMachine } from '../../test/fake-machine.ts';
import { stepCache } from './step-cache.ts';

const artifact = (parts: Partial<Artifact> = {}): Artifact => ({
  name: 'app',
  path: '/out/app',
  kind: 'executable',
  run: true,
  folder: '/out',
  ...parts,
});
const cached = { key: 'k', evidence: ['static'], artifacts: [artifact()], printed: { list: '{}' } };
const machine = () => {
  const one = fakeMachine(() => undefined, { '/out/app': 'x', '/out/lib': 'x', '/out/test': 'x' });
  const cache = stepCache(one, '/cache');
  const files = () => [...one.disk.keys()].filter((path) => path.startsWith('/cache/'));
  /** Puts a text in place of what is remembered of a step. */
  const damage = (text: string) => {
    for (const path of files()) one.disk.set(path, text);
  };
  return { ...one, cache, files, damage };
};

test('a step is found by its name and key', async () => {
  const { cache } = machine();
  await cache.keep('a', cached);
  await cache.keep('b', { ...cached, evidence: [] });
  expect(await cache.find('a', 'k')).toEqual(cached);
  expect(await cache.find('b', 'k')).toEqual({ ...cached, evidence: [] });
  expect(await cache.find('a', 'other')).toBeUndefined();
  expect(await cache.find('c', 'k')).toBeUndefined();
});

test('every kind of artifact is remembered', async () => {
  const { cache } = machine();
  const artifacts = [
    artifact(),
    artifact({ kind: 'library', path: '/out/lib', run: false }),
    artifact({ kind: 'test', path: '/out/test' }),
  ];
  await cache.keep('a', { ...cached, artifacts });
  expect((await cache.find('a', 'k'))?.artifacts).toEqual(artifacts);
});

test('a step of which an artifact is gone is not found', async () => {
  const { cache, disk } = machine();
  await cache.keep('a', { ...cached, artifacts: [artifact(), artifact({ path: '/out/lib' })] });
  disk.delete('/out/lib');
  expect(await cache.find('a', 'k')).toBeUndefined();
});

test('a step is forgotten', async () => {
  const { cache, files } = machine();
  await cache.keep('a', cached);
  await cache.drop('a');
  expect([await cache.find('a', 'k'), files()]).toEqual([undefined, []]);
});

const one = artifact();
test.each<[string, unknown]>([
  ['nothing', ''],
  ['no JSON', '{'],
  ['null', null],
  ['a text', 'k'],
  ['no key', { ...cached, key: undefined }],
  ['another key', { ...cached, key: 1 }],
  ['no evidence', { ...cached, evidence: undefined }],
  ['evidence that is no list', { ...cached, evidence: 'static' }],
  ['evidence that is no text', { ...cached, evidence: [1] }],
  ['no artifacts', { ...cached, artifacts: undefined }],
  ['artifacts that are not a list', { ...cached, artifacts: {} }],
  ['an artifact that is null', { ...cached, artifacts: [null] }],
  ['an artifact that is a text', { ...cached, artifacts: ['/out/app'] }],
  ['an artifact without a name', { ...cached, artifacts: [{ ...one, name: 1 }] }],
  ['an artifact without a path', { ...cached, artifacts: [{ ...one, path: 1 }] }],
  ['an artifact without a folder', { ...cached, artifacts: [{ ...one, folder: undefined }] }],
  ['an artifact that is neither run nor not', { ...cached, artifacts: [{ ...one, run: 'yes' }] }],
  ['an artifact of another kind', { ...cached, artifacts: [{ ...one, kind: 'object' }] }],
  ['one artifact of several', { ...cached, artifacts: [one, null] }],
  ['no output', { ...cached, printed: undefined }],
  ['output that is null', { ...cached, printed: null }],
  ['output that is a text', { ...cached, printed: 'x' }],
  ['output that is no text', { ...cached, printed: { a: '', list: 1 } }],
])('what is damaged counts as forgotten: %s', async (_, content) => {
  const { cache, damage } = machine();
  await cache.keep('a', cached);
  damage(typeof content === 'string' && content !== 'k' ? content : JSON.stringify(content));
  expect(await cache.find('a', 'k')).toBeUndefined();
});
