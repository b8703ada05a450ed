import { isInShell, targetsToVerify, type PlanRequest } from '@mkcross/verify';
import { fixtureName } from './verify-plan.ts';
import type { ModelTarget, ShellModel } from '@mkcross/composer';
import {
  choiceOf,
  fillWithout,
  fixtureOf,
  host,
  modelTarget,
  musl,
  planOf,
  sampleModel,
  settings,
  system,
  windows,
  wine,
} from '../../test/sample-model.ts';

const other = 'aarch64-linux';
const planned = (model: ShellModel, parts: Partial<PlanRequest> & { readonly names?: readonly string[] } = {}) => {
  const [first] = planOf(model, parts).targets;
  if (first === undefined) throw new Error('there is a target');
  return first;
};
const projectOf = (
  parts: Partial<ModelTarget>,
  more: Parameters<typeof planOf>[1] = {},
  triple: typeof musl | typeof windows = musl,
) => planned(sampleModel([modelTarget(triple, parts)]), more).projects[0];

test.each([
  [{ from: 'a', id: 'c' }, 'a/c'],
  [{ from: 'a', id: 'a/c' }, 'a/c'],
  [{ from: 'a', id: 'b/a/' }, 'a/b/a/'],
  [{ from: 'a', id: 'a' }, 'a/a'],
])('the fixture %j is called %s', (fixture, name) => {
  expect(fixtureName(fixture)).toBe(name);
});

describe('how the project is built', () => {
  const custom = { settings: { ...settings, build: 'make', artifacts: [] } };
  const linkageOf = (parts: Partial<ModelTarget>) => projectOf(parts, custom)?.by !== 'none' && expectedOf(parts);
  const expectedOf = (parts: Partial<ModelTarget>) => {
    const project = projectOf(parts, custom);
    return project?.by === 'custom' ? project.expected.linkage : undefined;
  };
  test('by a line of mkcross.toml leaves the linkage that all toolchains of this system have', () => {
    const choices = [choiceOf('c'), choiceOf('rust'), choiceOf('zig', { systems: [other], linkage: 'dynamic' })];
    expect(linkageOf({ choices })).toBe('static');
    expect(linkageOf({ choices: [...choices, choiceOf('go', { linkage: 'system' })] })).toBeUndefined();
    expect(linkageOf({ choices: [] })).toBeUndefined();
  });
  test('by a build system needs a toolchain for its kind, this system and all its languages', () => {
    const names = ['CMakeLists.txt'];
    const toolchainOf = (choices: ModelTarget['choices']) => {
      const project = projectOf({ choices }, { names });
      return project?.by === 'adapter' ? project.toolchain : project?.by;
    };
    const right = choiceOf('c', { toolchain: 'right' });
    const wrong = [
      choiceOf('rust', { languages: ['c', 'c++'] }),
      choiceOf('c', { systems: [other] }),
      choiceOf('c', { languages: ['rust'] }),
    ];
    expect(toolchainOf([...wrong, right])).toBe('right');
    expect(toolchainOf(wrong)).toBe('none');
  });
  test('names the file by which the build system was recognised', () => {
    const fileOf = (names: readonly string[]) => {
      const project = projectOf({ choices: [] }, { names });
      return project?.by === 'none' ? project.found[0]?.data : undefined;
    };
    expect(fileOf(['x', 'meson.build'])).toMatchObject({ file: 'meson.build' });
    expect(fileOf(['GNUmakefile'])).toMatchObject({ file: 'GNUmakefile' });
  });
  test.each([
    ['the host', { runsOn: [system], runner: wine }, 'host'],
    ['a runner', { runsOn: [], runner: wine }, { command: 'wine', program: wine.program }],
    [
      'nothing, where the runner is for another system',
      { runsOn: [other], runner: { ...wine, systems: [other] } },
      undefined,
    ],
    ['nothing', { runsOn: [] }, undefined],
  ] as const)('has its programs run by %s', (_, parts, runs) => {
    const project = projectOf({ ...parts, choices: [choiceOf('c')] }, { names: ['CMakeLists.txt'] }, windows);
    expect(project?.by === 'adapter' && project.target).toMatchObject({ isHost: false });
    expect(project?.by === 'adapter' && project.target.runs).toEqual(runs);
  });
  test('is told that it is for the host', () => {
    const model = sampleModel([modelTarget(host)]);
    const plan = planOf(model, { targets: [{ triple: host, project: true }], names: ['CMakeLists.txt'] });
    expect(plan.targets[0]?.projects[0]).toMatchObject({ target: { isHost: true } });
  });
});

describe('the targets', () => {
  test('are none on a system that the project does not have', () => {
    const model = sampleModel([modelTarget(musl)]);
    expect(targetsToVerify(model, other, [musl, 'x'])).toEqual({ targets: [], unknown: [musl, 'x'] });
    expect(targetsToVerify(model, other, [])).toEqual({ targets: [], unknown: [] });
  });
  test('do not have the host for fixtures of another system', () => {
    const ofHost = modelTarget(host, { fixtures: [fixtureOf(host, { systems: [other] })] });
    const { targets } = targetsToVerify(sampleModel([modelTarget(musl), ofHost]), system, []);
    expect(targets.map(({ triple }) => triple)).toEqual([musl]);
    const { systems, ...model } = sampleModel([modelTarget(musl)]);
    const gone = { ...model, systems, targets: {} };
    expect(targetsToVerify(gone, system, []).targets).toEqual([{ triple: musl, project: true }]);
  });
  test('are left out where the model does not have them', () => {
    const plan = planOf(sampleModel([modelTarget(musl)]), { targets: [{ triple: 'a-b-c', project: true }] });
    expect(plan.targets).toEqual([]);
  });
});

describe('what results depend on', () => {
  const set = { kind: 'set', value: 'x', why: 'It.', agreeing: [], overridden: [], from: 'sample' } as const;
  const part = { from: 'sample', values: ['x'], why: 'It.' } as const;
  const list = { kind: 'list', separator: ':', prepend: [], append: [] } as const;
  const environment = (parts: Partial<ShellModel>, env: Readonly<Record<string, string>> = {}) =>
    planned(sampleModel([modelTarget(musl)], parts), { env }).environment;
  test.each<[string, ShellModel['env'][string], boolean]>([
    ['a value', [set], true],
    ['a value of another target', [{ ...set, targets: [windows] }], false],
    ['one of several values', [{ ...set, targets: [windows] }, set], true],
    ['an addition', [{ ...list, append: [part] }], true],
    ['an addition at the other end', [{ ...list, prepend: [part] }], true],
    ['an addition of another target', [{ ...list, append: [{ ...part, targets: [windows] }] }], false],
    ['one of several additions', [{ ...list, append: [{ ...part, targets: [windows] }, part] }], true],
    ['no addition', [list], false],
  ])('is a variable with %s', (_, entries, is) => {
    expect('X' in environment({ env: { X: entries } })).toBe(is);
    expect('PATH' in environment({ env: { PATH: entries } })).toBe(false);
  });
  test('is the value of a variable in the shell, and the content of programs and files', () => {
    const files = {
      a: { from: 'sample', content: 'text' },
      b: { from: 'sample', content: 'text', targets: [windows] as const },
    };
    const script = { from: 'sample', name: 's', values: { A: '1' }, body: 'true\n', why: 'It.' };
    const link = { from: 'sample', name: 'l', link: '/bin/l', why: 'It.' };
    const elsewhere = { ...link, name: 'e', systems: [other] as const };
    expect(
      environment({ env: { X: [set], Y: [set] }, files, programs: [script, link, elsewhere] }, { X: 'here' }),
    ).toEqual({
      X: 'here',
      Y: '',
      'file a': '"text"',
      'program l': '"/bin/l"',
      'program s': '[{"A":"1"},"true\\n"]',
    });
  });
  test('are the paths of its tools, and those in variables, each once and sorted', () => {
    const model = sampleModel([modelTarget(musl), modelTarget(windows)], {
      env: Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [name, [set]])),
    });
    const env = { A: '/z', B: '/a', C: '/a', D: '/a:/b', E: '/a b', F: 'a/b', OTHER: '/other' };
    expect(planned(model, { env }).tools).toEqual(['/a', `/shell/sample/gcc@${musl}`, '/z']);
    const fill = fillWithout(`sample/gcc@${musl}`);
    expect(planned(model, { fill }).tools).toEqual([]);
  });
  test('are the programs of the shell, with null for those that it lacks', () => {
    const script = { from: 'sample', name: 's', values: {}, body: 'true\n', why: 'It.' };
    const model = sampleModel([modelTarget(musl)], {
      programs: [script, { ...script, name: 't' }, { ...script, name: 'u' }],
    });
    const fill: PlanRequest['fill'] = (one) =>
      'program' in one && one.program === 's' ? '/s' : 'program' in one && one.program === 't' ? '' : undefined;
    expect(planned(model, { fill }).programs).toEqual({ s: '/s', t: null, u: null });
  });
});

describe('a shell is that of a target', () => {
  const script = (name: string, more = {}) => ({
    from: 'sample',
    name,
    values: {},
    body: 'true\n',
    why: 'It.',
    ...more,
  });
  const inShell = (programs: ShellModel['programs'], ...missing: readonly string[]) =>
    isInShell(sampleModel([modelTarget(musl)], { programs }), musl, system, fillWithout(...missing));
  test.each<[string, ShellModel['programs'], readonly string[], boolean]>([
    [
      'if it has one of its programs',
      [script('a', { targets: [musl] }), script('b', { targets: [musl] })],
      ['a'],
      true,
    ],
    ['and not if it has none', [script('a', { targets: [musl] })], ['a'], false],
    ['and not if it has only programs of all targets', [script('a', { targets: [musl] }), script('b')], ['a'], false],
    [
      'and not by programs of other targets',
      [script('a', { targets: [musl] }), script('b', { targets: [windows] })],
      ['a'],
      false,
    ],
    [
      'and not by programs of other systems',
      [script('a', { targets: [musl] }), script('b', { targets: [musl], systems: [other] })],
      ['a'],
      false,
    ],
    ['if the target has no programs of its own', [script('a')], ['a'], true],
  ])('%s', (_, programs, missing, is) => {
    expect(inShell(programs, ...missing)).toBe(is);
  });
});
