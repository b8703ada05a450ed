import type { ModelFixture, ShellModel } from '@mkcross/composer';
import { groupByLookup, requiredTools } from '@mkcross/host';
import {
  allTargets,
  musl,
  sampleEntry,
  sampleModel,
  sampleTarget,
  sampleTool,
  shellOf,
  windows,
} from '../test/sample-model.ts';

const part = { from: 'a', why: 'test' } as const;
const hook = { ...part, id: 'h', stage: 'environment', body: '', exports: false } as const;
const fixture = (parts: Partial<ModelFixture>): ModelFixture => ({
  from: 'a',
  id: 'c',
  files: {},
  build: [[{ tool: 't' }]],
  artifact: 'x',
  expect: {},
  runs: [],
  ...parts,
});
const withFixture = (parts: Partial<ModelFixture>): Partial<ShellModel> => ({
  targets: { [musl]: { ...sampleTarget(musl), fixtures: [fixture(parts)] } },
});
const t = [{ tool: 't' }];

it.each<[string, Partial<ShellModel>, boolean, boolean]>([
  ['a variable', { env: { A: [sampleEntry(t)] } }, true, true],
  ['a variable of one target', { env: { A: [sampleEntry(t, { targets: [windows] })] } }, true, false],
  ['a variable that is removed', { env: { A: [sampleEntry(t, { kind: 'unset' })] } }, false, false],
  ['a hook', { hooks: [{ ...hook, values: { a: t } }] }, true, true],
  ['a hook of one target', { hooks: [{ ...hook, targets: [windows], values: { a: t } }] }, true, false],
  ['a list of a hook', { hooks: [{ ...hook, values: { text: 'x', a: { list: ['y', t] } } }] }, true, true],
  ['a link', { programs: [{ ...part, name: 'cc', link: t }] }, true, true],
  ['a program', { programs: [{ ...part, name: 'cc', values: { text: 'list', a: t }, body: '' }] }, true, true],
  ['a package', { packages: [{ ...part, package: { attr: ['x'] }, tool: 't' }] }, true, true],
  [
    'a package of one target',
    { packages: [{ ...part, targets: [windows], package: { attr: ['x'] }, tool: 't' }] },
    true,
    false,
  ],
  ['a package that is no tool', { packages: [{ ...part, package: { attr: ['t'] } }] }, false, false],
  ['the fixture of a target', withFixture({}), true, true],
  ['a fixture of this host', withFixture({ systems: ['x86_64-linux'] }), true, true],
  ['a fixture of another host', withFixture({ systems: ['aarch64-darwin'] }), false, false],
  ['nothing', {}, false, false],
])('the tool of %s is required in the shell of all targets: %j, of one: %j', (_, parts, inAll, inOne) => {
  const model = sampleModel({ tools: { t: sampleTool('t') }, ...parts });
  const required = [allTargets, shellOf(musl)].map((choice) => [...requiredTools(model, choice).tools]);
  expect(required).toEqual([inAll ? ['t'] : [], inOne ? ['t'] : []]);
});

it('files are required that others name, each once', () => {
  const model = sampleModel({
    env: { A: [sampleEntry([{ file: 'outer' }])] },
    files: {
      outer: { from: 'a', content: [{ file: 'inner' }, { file: 'inner' }, { file: 'outer' }] },
      inner: { from: 'a', content: t },
      unused: { from: 'a', content: [{ tool: 'other' }] },
    },
  });
  const { files, tools } = requiredTools(model, allTargets);
  expect([[...files], [...tools]]).toEqual([['outer', 'inner'], ['t']]);
});

it('tools are one where they are looked up in the same places in the same version', () => {
  const tools = [
    { name: 'a/zig', tool: sampleTool('zig') },
    { name: 'b/zig', tool: sampleTool('zig', { from: 'b', why: 'other' }) },
    { name: 'c/zig', tool: sampleTool('zig', { series: '0.15' }) },
    { name: 'd/zig', tool: sampleTool('zig', { find: [{ path: '/opt/zig' }] }) },
  ];
  expect(groupByLookup(tools).map(({ names }) => names)).toEqual([['a/zig', 'b/zig'], ['c/zig'], ['d/zig']]);
});
