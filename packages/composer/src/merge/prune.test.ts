import { compose, modelOf } from '@mkcross/composer';
import { samplePlugins, sampleProject } from '../../test/sample-plugin.ts';
import type { ModelEntry, ModelLibrary, ModelProgram, ModelTool, ShellModel, Value } from '../model.ts';
import { prune } from './prune.ts';

const scope = { from: 'a', why: 'It is a sample.' } as const;
const tool: ModelTool = { ...scope, nix: { package: { attr: ['x'] }, program: 'x' }, find: [] };
const library: ModelLibrary = { ...scope, nix: { package: { attr: ['x'] } }, find: {} };
const empty: ShellModel = {
  ...modelOf(compose(sampleProject({ plugins: ['zig-cc'] }), samplePlugins, [])),
  targets: {},
  tools: { c: tool, a: tool, b: tool },
  libraries: { c: library, a: library, b: library },
  packages: [],
  path: [],
  programs: [],
  files: {},
  env: {},
  hooks: [],
};
const set = (value: Value): ModelEntry => ({ ...scope, kind: 'set', value, agreeing: [], overridden: [] });
const script = (name: string, values: Readonly<Record<string, Value>> = {}): ModelProgram => ({
  ...scope,
  name,
  values,
  body: 'true\n',
});
const pruned = (parts: Partial<ShellModel>, scripts: readonly string[] = []) => {
  const { tools, libraries, programs, env } = prune({ ...empty, ...parts }, new Set(scripts));
  return {
    tools: Object.keys(tools),
    libraries: Object.keys(libraries),
    programs: programs.map(({ name }) => name),
    env,
  };
};

test('tools and libraries that nothing names are left out, the others sorted', () => {
  expect(pruned({})).toMatchObject({ tools: [], libraries: [] });
  const value: Value = [{ tool: 'c' }, { library: 'c', dir: 'lib' }, { tool: 'a' }, { library: 'a', dir: 'bin' }];
  expect(pruned({ env: { X: [set(value)] } })).toMatchObject({ tools: ['a', 'c'], libraries: ['a', 'c'] });
});

test('tools of packages and folders of PATH are kept', () => {
  const one = { ...scope, package: { attr: ['x'] } };
  expect(pruned({ packages: [{ ...one, tool: 'b' }, one] }).tools).toEqual(['b']);
  expect(pruned({ path: [{ ...scope, tool: 'b' }] }).tools).toEqual(['b']);
});

describe('programs that stand for scripts', () => {
  test('are left out where nothing names them, and so are those that they name', () => {
    const programs = [script('a', { x: [{ program: 'b' }] }), script('b', { x: [{ tool: 'a' }] }), script('own')];
    expect(pruned({ programs }, ['a', 'b'])).toMatchObject({ programs: ['own'], tools: [] });
    const env = { X: [set([{ program: 'a' }])] };
    expect(pruned({ programs, env }, ['a', 'b'])).toMatchObject({ programs: ['a', 'b', 'own'], tools: ['a'] });
    const other = { X: [set([{ tool: 'c' }])] };
    expect(pruned({ programs, env: other }, ['a', 'b'])).toMatchObject({ programs: ['own'], tools: ['c'] });
  });
  test('are not other programs', () => {
    expect(pruned({ programs: [script('a')] })).toMatchObject({ programs: ['a'] });
  });
});

describe('variables with the default target', () => {
  const list: ModelEntry = { kind: 'list', separator: ':', prepend: [], append: [] };
  const env = {
    A: [set([{ defaultTarget: true }])],
    B: [set('x'), set(['a', { defaultTarget: true }])],
    C: [list],
    D: [set([{ tool: 'a' }])],
  };
  test('are left out if the model has none', () => {
    expect(pruned({ env, defaultTarget: { value: false, from: 'a' } }).env).toEqual({
      B: [set('x')],
      C: [list],
      D: [set([{ tool: 'a' }])],
    });
  });
  test('are kept where there is one', () => {
    expect(pruned({ env, defaultTarget: { value: 'first', from: 'a' } }).env).toEqual(env);
  });
});
