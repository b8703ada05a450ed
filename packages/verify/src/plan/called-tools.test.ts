import type { ModelPlaceholder, ModelTool, ShellModel, Value } from '@mkcross/composer';
import { modelTarget, musl, sampleModel, system, windows } from '../../test/sample-model.ts';
import { calledTools } from './called-tools.ts';
import { fillCommand, type Fill } from './fill-command.ts';
import { shellFill } from './shell-fill.ts';
import { isInScope, shellPrograms } from './shell-scope.ts';

const other = 'aarch64-darwin';
const tool = (program: ModelTool['nix']['program'], more: Partial<ModelTool> = {}): ModelTool => ({
  from: 'sample',
  why: 'It is a sample.',
  nix: { package: { attr: ['x'] }, program },
  find: [],
  ...more,
});
const scope = { from: 'sample', why: 'It is a sample.' } as const;
const program = (
  name: string,
  values: Readonly<Record<string, Value | { readonly list: readonly Value[] }>>,
  more = {},
) => ({
  ...scope,
  name,
  values,
  body: 'true\n',
  ...more,
});
const packaged = (key: string, more = {}) => ({ ...scope, package: { attr: ['x'] }, tool: key, ...more });
const model = (parts: Partial<ShellModel>): ShellModel => {
  const base = sampleModel([modelTarget(musl)]);
  return { ...base, ...parts, programs: [...base.programs, ...(parts.programs ?? [])] };
};
const gcc = `sample/gcc@${musl}`;

describe('the tools that a command calls', () => {
  const called = (parts: Partial<ShellModel>, command: readonly Value[]) =>
    calledTools(model(parts), { triple: musl, system }, command).toSorted();
  test('are those that it names, anywhere', () => {
    expect(called({}, [[{ tool: 'a' }], 'x', ['-I', { tool: 'b' }]])).toEqual(['a', 'b']);
    expect(called({}, [])).toEqual([]);
    expect(called({}, ['x', 'y'])).toEqual([]);
  });
  test('are those of the programs that it names, one through another', () => {
    const programs = [
      program('a', { one: [{ program: 'b' }], list: { list: [[{ tool: 'listed' }]] } }),
      program('b', { back: [{ program: 'a' }], cc: [{ program: `${musl}-cc` }] }),
    ];
    expect(called({ programs }, [[{ program: 'a' }]])).toEqual(['listed', gcc].toSorted());
    expect(called({ programs }, ['a'])).toEqual(['listed', gcc].toSorted());
    expect(called({ programs }, [[{ program: `${musl}-cc` }]])).toEqual([gcc]);
    // A word that is no program of the shell is only an argument.
    expect(called({ programs }, ['x', 'a'])).toEqual([]);
  });
  test('are not those of programs of other targets and systems', () => {
    const programs = [
      program('a', { one: [{ tool: 'windows' }] }, { targets: [windows] }),
      program('a', { one: [{ tool: 'mac' }] }, { systems: [other] }),
    ];
    expect(called({ programs }, ['a'])).toEqual([]);
  });
  test('are those of packages that bring a program of that name', () => {
    const parts = {
      tools: { rustup: tool('rustup', { alsoProvides: ['cargo'] }), make: tool('make') },
      packages: [packaged('rustup'), packaged('make'), { ...scope, package: { attr: ['y'] } }, packaged('gone')],
    };
    expect(called(parts, ['rustup'])).toEqual(['rustup']);
    expect(called(parts, ['cargo', 'build'])).toEqual(['rustup']);
    expect(called(parts, ['ninja'])).toEqual([]);
    expect(called({ ...parts, packages: [packaged('make', { targets: [windows] })] }, ['make'])).toEqual([]);
  });
});

test.each([
  [{}, true],
  [{ targets: [musl] }, true],
  [{ targets: [windows] }, false],
  [{ systems: [system] }, true],
  [{ systems: [other] }, false],
  [{ targets: [musl], systems: [other] }, false],
  [{ targets: [windows], systems: [system] }, false],
] as const)('%j is in the shell of a target: %j', (limits, is) => {
  expect(isInScope(limits, musl, system)).toBe(is);
});

test('the programs of a shell are those that it generates, and those of its packages', () => {
  const parts = {
    programs: [program('a', {}), program('b', {}, { targets: [windows] })],
    tools: { rustup: tool('rustup', { alsoProvides: ['cargo'] }), gcc: tool({ prefixed: 'gcc' }), make: tool('make') },
    packages: [
      packaged('rustup'),
      packaged('gcc'),
      packaged('gone'),
      packaged('make', { systems: [other] }),
      { ...scope, package: { attr: ['y'] } },
    ],
  };
  expect(shellPrograms(model(parts), musl, system)).toEqual({
    generated: [`${musl}-cc`, 'a'],
    packaged: ['rustup', 'cargo'],
  });
});

describe('a command', () => {
  const fill: Fill = (placeholder) => {
    const [name = ''] = Object.values(placeholder).map(String);
    return name === 'gone' ? undefined : name === 'empty' ? '' : `/s/${name}`;
  };
  const filled = (command: readonly Value[]) => {
    const result = fillCommand({ triple: musl, fill, provided: ['make', 'gone'] }, command);
    return 'found' in result ? result.found.map(({ code, data }) => [code, data]) : [result.program, ...result.words];
  };
  const notInShell = (name: string) => ['PROGRAM_NOT_IN_SHELL', { program: name, triple: musl }];
  const unresolved = (placeholder: ModelPlaceholder) => [
    'PLACEHOLDER_UNRESOLVED',
    { placeholder: JSON.stringify(placeholder), triple: musl },
  ];
  test.each<[string, readonly Value[], readonly unknown[]]>([
    ['a program, by its name for people', [[{ program: 'cc' }], 'a.c'], ['/s/cc', 'cc', 'a.c']],
    ['a tool', [[{ tool: 'zig' }], 'cc'], ['/s/zig', '/s/zig', 'cc']],
    ['a program below a folder', [[{ project: 'x' }, '/run'], 'a'], ['/s/x/run', '/s/x/run', 'a']],
    ['a program with something behind', [[{ program: 'cc' }, '-9']], ['/s/cc-9', '/s/cc-9']],
    ['a program that the shell provides', ['make', 'all'], ['/s/make', 'make', 'all']],
    ['a file of its folder', ['./configure', '-x'], ['./configure', './configure', '-x']],
    ['a text in a list', [['make']], ['make', 'make']],
    ['words with placeholders', ['make', ['-I', { project: 'x' }, '/y']], ['/s/make', 'make', '-I/s/x/y']],
    ['no program of the machine', ['gcc'], [notInShell('gcc')]],
    ['no file elsewhere', ['/usr/bin/./gcc'], [notInShell('/usr/bin/./gcc')]],
    ['no program that is gone, once', ['gone'], [notInShell('gone')]],
    ['no program that is gone', [[{ program: 'gone' }]], [notInShell('gone')]],
    ['no tool that is gone', [[{ tool: 'empty' }]], [notInShell('empty')]],
    [
      'nothing that is empty',
      ['make', ['-I', { project: 'gone' }], [{ file: 'empty' }]],
      [unresolved({ project: 'gone' }), unresolved({ file: 'empty' })],
    ],
    ['all that is wrong', ['gcc', [{ program: 'gone' }]], [notInShell('gcc'), notInShell('gone')]],
    ['nothing', [], [notInShell('')]],
  ])('starts %s', (_, command, expected) => {
    expect(filled(command)).toEqual(expected);
  });
});

describe('a tool on the PATH of a shell of Nix', () => {
  const find = (name: string, path: string) => (path === '' ? undefined : `${path}/${name}`);
  const pathOf = (
    parts: Partial<ShellModel>,
    key: string,
    env: Readonly<Record<string, string>> = { PATH: '/own:/other' },
  ) =>
    shellFill(model(parts), {
      root: '/p',
      env,
      find,
      isOwn: (folder) => folder.startsWith('/own'),
    })({ tool: key });
  test('is there by the name of a program that is a link to it', () => {
    expect(pathOf({}, gcc)).toBe(`/own/${musl}-cc`);
    const more = {
      programs: [
        { ...scope, name: 'x', link: [{ tool: 'a' }, '/more'] },
        { ...scope, name: 'y', link: 'a' },
      ],
    };
    expect(pathOf(more, 'a')).toBeUndefined();
  });
  test('is there by its own name, of a package or a script that starts it', () => {
    const tools = { a: tool('prog'), b: tool({ prefixed: 'gcc' }) };
    expect(pathOf({ tools }, 'a')).toBeUndefined();
    expect(pathOf({ tools, packages: [packaged('c'), packaged('a')] }, 'a')).toBe('/own/prog');
    expect(pathOf({ tools, packages: [packaged('b')] }, 'b')).toBeUndefined();
    expect(pathOf({ tools }, 'gone')).toBeUndefined();
    const starting = (name: string, value: Value) => ({ tools, programs: [program(name, { x: 'first', y: value })] });
    expect(pathOf(starting('prog', [{ tool: 'a' }]), 'a')).toBe('/own/prog');
    expect(pathOf(starting('other', [{ tool: 'a' }]), 'a')).toBeUndefined();
    expect(pathOf(starting('prog', [{ tool: 'c' }]), 'a')).toBeUndefined();
    expect(pathOf(starting('prog', [{ tool: 'a' }, '/x']), 'a')).toBeUndefined();
    expect(pathOf(starting('prog', [{ program: 'a' }]), 'a')).toBeUndefined();
    expect(pathOf(starting('prog', 'a'), 'a')).toBeUndefined();
  });
  test('is nowhere without folders of the shell', () => {
    expect(pathOf({}, gcc, { PATH: '/other' })).toBeUndefined();
    expect(pathOf({}, gcc, {})).toBeUndefined();
  });
  test('is where the machine has it, of what was located', () => {
    const located = shellFill(model({}), {
      root: '/p',
      env: {},
      find,
      isOwn: () => true,
      tools: { a: '/bin/a' },
      libraries: { l: {} },
    });
    expect([located({ tool: 'a' }), located({ tool: gcc })]).toEqual(['/bin/a', undefined]);
    expect([located({ library: 'l', dir: 'lib' }), located({ library: 'm', dir: 'lib' })]).toEqual([
      undefined,
      undefined,
    ]);
    expect(located({ defaultTarget: true })).toBeUndefined();
  });
});
