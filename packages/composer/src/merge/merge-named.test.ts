import type { NamedFile } from '../contribute/claims.ts';
import type { ModelHook, ModelProgram, Scoped } from '../model.ts';
import { mergeFiles, mergeHooks, mergePackages, mergePrograms } from './merge-named.ts';
import { isSameJson } from './same-json.ts';
import { shellsOf } from './scopes.ts';
import { valueText } from './value-text.ts';

const windows = 'x86_64-pc-windows-gnu';
const musl = 'x86_64-unknown-linux-musl';
const linux = 'x86_64-linux';
const mac = 'aarch64-darwin';
const shells = shellsOf({
  [linux]: { host: 'x86_64-unknown-linux-gnu', targets: [windows, musl] },
  [mac]: { host: 'aarch64-apple-darwin', targets: [musl] },
});
const where = { file: 'mkcross.toml', line: 1, column: 1 };
type Scope = Omit<Scoped, 'from'>;

const link = (from: string, name: string, to: string, scope: Scope = {}): ModelProgram => ({
  from,
  ...scope,
  name,
  link: to,
  why: 'It is a sample.',
});
const bash = (
  from: string,
  name: string,
  body: string,
  values: Readonly<Record<string, string>> = {},
): ModelProgram => ({
  from,
  name,
  values,
  body,
  why: 'It is a sample.',
});

describe('programs', () => {
  const merged = (...programs: readonly ModelProgram[]) => mergePrograms(shells, programs, where);

  test('are sorted by name', () => {
    const { programs, found } = merged(link('p', 'c', '/c'), link('p', 'a', '/a'), link('p', 'b', '/b'));
    expect([programs.map(({ name }) => name), found]).toEqual([['a', 'b', 'c'], []]);
  });
  test('that are the same are one, of the first owner, in all of their shells', () => {
    const three = [
      link('b', 'x', '/x', { targets: [musl] }),
      link('c', 'x', '/x'),
      link('a', 'x', '/x', { targets: [windows] }),
    ];
    expect(merged(...three).programs).toEqual([link('a', 'x', '/x')]);
    const two = [
      link('b', 'x', '/x', { targets: [musl], systems: [linux] }),
      link('a', 'x', '/x', { targets: [windows], systems: [linux] }),
    ];
    expect(merged(...two).programs).toEqual([link('a', 'x', '/x', { targets: [windows, musl], systems: [linux] })]);
    const one = link('a', 'x', '/x', { targets: [musl] });
    expect(merged(one).programs).toEqual([one]);
    expect(merged(link('a', 'x', '/x', { targets: [windows], systems: [mac] })).programs).toEqual([]);
    expect(merged(link('a', 'x', '/x', { systems: [linux, mac] })).programs).toEqual([link('a', 'x', '/x')]);
  });
  test.each([
    ['two links', link('a', 'x', '/1'), link('b', 'x', '/2')],
    ['a link and a script', link('a', 'x', '/1'), bash('b', 'x', 'true\n')],
    ['two scripts', bash('a', 'x', 'true\n'), bash('b', 'x', 'false\n')],
    ['one script with two values', bash('a', 'x', 'true\n', { A: '1' }), bash('b', 'x', 'true\n', { A: '2' })],
  ])('of one name in one shell conflict: %s', (_, one, two) => {
    for (const both of [
      [one, two],
      [two, one],
    ])
      expect(merged(...both).found).toEqual([
        { code: 'FILE_CONFLICT', severity: 'error', where, data: { name: 'x', owners: ['a', 'b'] } },
      ]);
  });
  test('of one name differ from system to system, sorted by content', () => {
    const onLinux = link('a', 'x', '/2', { systems: [linux] });
    const onMac = link('b', 'x', '/1', { systems: [mac] });
    expect(merged(onLinux, onMac)).toEqual({ programs: [onMac, onLinux], found: [] });
    expect(merged(onMac, onLinux)).toEqual({ programs: [onMac, onLinux], found: [] });
  });
  test('of one name and content by several owners conflict with another one once', () => {
    const { found } = merged(link('b', 'x', '/1'), link('a', 'x', '/1'), link('a', 'x', '/2'));
    expect(found).toMatchObject([{ data: { owners: ['a', 'b'] } }]);
  });
});

describe('files', () => {
  const file = (from: string, name: string, content: string, scope: Scope = {}): NamedFile => ({
    from,
    ...scope,
    name,
    content,
  });
  test('have one content for each name', () => {
    const { files, found } = mergeFiles(shells, [file('b', 'y', '2'), file('b', 'x', '1'), file('a', 'x', '1')], where);
    expect(files).toEqual({ x: { from: 'a', content: '1' }, y: { from: 'b', content: '2' } });
    expect(found).toEqual([]);
    expect(mergeFiles(shells, [file('b', 'x', '1'), file('a', 'x', '2')], where).found).toMatchObject([
      { code: 'FILE_CONFLICT', data: { name: 'x', owners: ['a', 'b'] } },
    ]);
  });
});

describe('hooks', () => {
  const hook = (from: string, stage: ModelHook['stage'], more: Partial<ModelHook> = {}): ModelHook => ({
    from,
    id: 'show',
    stage,
    values: {},
    body: 'true\n',
    why: 'It is a sample.',
    exports: false,
    ...more,
  });
  const order = (hooks: readonly ModelHook[], plugins: readonly string[]) =>
    mergeHooks(shells, hooks, plugins).hooks.map(({ from, stage, id }) => `${stage} ${from}/${id}`);

  test('run by stage, then in the order of plugins, then those of others by name', () => {
    const hooks = [
      hook('cmake', 'greeting'),
      hook('cargo', 'greeting'),
      hook('a', 'greeting'),
      hook('z', 'greeting'),
      hook('a', 'toolchain', { id: 'two' }),
      hook('z', 'environment', { id: 'three' }),
    ];
    const expected = [
      'environment z/three',
      'toolchain a/two',
      'greeting z/show',
      'greeting a/show',
      'greeting cargo/show',
      'greeting cmake/show',
    ];
    expect(order(hooks, ['z', 'a'])).toEqual(expected);
    expect(order(hooks.toReversed(), ['z', 'a'])).toEqual(expected);
  });
  test('of one plugin and stage run as declared', () => {
    const ids = ['c', 'a', 'b'];
    expect(
      order(
        ids.map((id) => hook('p', 'greeting', { id })),
        ['p'],
      ),
    ).toEqual(ids.map((id) => `greeting p/${id}`));
  });
  test('that are the same for several systems are one', () => {
    const both = [hook('p', 'greeting', { systems: [linux] }), hook('p', 'greeting', { systems: [mac] })];
    expect(mergeHooks(shells, both, ['p'])).toEqual({ hooks: [hook('p', 'greeting')], found: [] });
  });
  test.each<[string, Partial<ModelHook>]>([
    ['stage', { stage: 'toolchain' }],
    ['values', { values: { A: '1' } }],
    ['body', { body: 'false\n' }],
  ])('of one id in one shell that differ in their %s are a fault of the plugin', (_, other) => {
    const problem = 'two different hooks are called "show"';
    expect(mergeHooks(shells, [hook('p', 'greeting'), hook('p', 'greeting', other)], ['p']).found).toMatchObject([
      { code: 'PLUGIN_INVALID', data: { id: 'p', problem } },
    ]);
    const apart = [hook('p', 'greeting', { systems: [linux] }), hook('p', 'greeting', { ...other, systems: [mac] })];
    expect(mergeHooks(shells, apart, ['p']).found).toEqual([]);
    expect(mergeHooks(shells, [hook('p', 'greeting'), hook('q', 'greeting', other)], ['p']).found).toEqual([]);
  });
});

describe('packages', () => {
  const one = (from: string, attr: string, scope: Scope = {}) => ({ from, ...scope, package: { attr: [attr] } });
  test('are there once for each owner and scope, sorted', () => {
    const packages = [
      one('b', 'y'),
      one('a', 'z'),
      one('a', 'x', { systems: [linux] }),
      one('a', 'x', { systems: [mac] }),
    ];
    const expected = [one('a', 'x'), one('a', 'z'), one('b', 'y')];
    expect(mergePackages(shells, packages)).toEqual(expected);
    expect(mergePackages(shells, packages.toReversed())).toEqual(expected);
    expect(mergePackages(shells, [one('a', 'x', { targets: [musl] }), one('a', 'x', { targets: [windows] })])).toEqual([
      one('a', 'x', { targets: [windows, musl] }),
    ]);
  });
});

test.each<[unknown, unknown, boolean]>([
  [1, 1, true],
  [1, 2, false],
  ['1', 1, false],
  [null, null, true],
  [null, {}, false],
  [{}, null, false],
  [[], {}, false],
  [{}, [], false],
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [[1, 2], [1], false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: undefined }, { b: undefined }, false],
  [{ a: { b: 1 } }, { a: { b: 2 } }, false],
])('%j and %j are the same: %j', (a, b, same) => {
  expect(isSameJson(a, b)).toBe(same);
});

test.each<[Parameters<typeof valueText>[0], string]>([
  ['a "b"', '"a \\"b\\""'],
  [['-L', { library: 'p/l', dir: 'lib' }], '"-L${p/l:lib}"'],
  [[{ tool: 'p/t' }], '"${p/t}"'],
  [[{ project: '' }], '"${project}"'],
  [[{ project: 'a/b' }], '"${project/a/b}"'],
  [[{ program: 'gcc' }], '"${gcc}"'],
  [[{ file: 'x.cfg' }], '"${x.cfg}"'],
  [[{ defaultTarget: true }], '"${default target}"'],
])('the value %j is shown as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});
