import type { ModelFixture, ModelTarget } from '@mkcross/composer';
import { isInShell, targetsToVerify } from '@mkcross/verify';
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
  targetOf,
  windows,
  wine,
} from './sample-model.ts';

const planTarget = (target: ModelTarget, parts: Parameters<typeof planOf>[1] = {}) => {
  const [first] = planOf(sampleModel([target]), parts).targets;
  if (first === undefined) throw new Error('there is a target');
  return first;
};
const buildOf = (parts: Partial<ModelFixture>, missing: readonly string[] = []) => {
  const target = modelTarget(musl, { fixtures: [fixtureOf(musl, parts)] });
  const build = planTarget(target, { fill: fillWithout(...missing) }).fixtures[0]?.build;
  return build !== undefined && 'found' in build ? build.found.map(({ code, data }) => [code, data]) : build;
};

describe('the command of a fixture', () => {
  test('starts a program of the shell by its path', () => {
    expect(buildOf({})).toEqual({
      words: [`${musl}-cc`, 'hello.c', '-o', 'hello'],
      program: `/shell/${musl}-cc`,
    });
  });
  test('fails where the shell lacks the program', () => {
    expect(buildOf({}, [`${musl}-cc`])).toEqual([['PROGRAM_NOT_IN_SHELL', { program: `${musl}-cc`, triple: musl }]]);
  });
  test('never starts a program of the machine', () => {
    expect(buildOf({ build: ['gcc', 'hello.c'] })).toEqual([
      ['PROGRAM_NOT_IN_SHELL', { program: 'gcc', triple: musl }],
    ]);
    expect(buildOf({ build: ['/usr/bin/gcc', 'hello.c'] })).toEqual([
      ['PROGRAM_NOT_IN_SHELL', { program: '/usr/bin/gcc', triple: musl }],
    ]);
  });
  test('starts programs that packages of the shell provide', () => {
    const rustup = {
      from: 'rust',
      why: 'Installs Rust.',
      nix: { package: { attr: ['rustup'] }, program: 'rustup' },
      find: [{ command: 'rustup' }],
      alsoProvides: ['cargo'],
    };
    const model = sampleModel([modelTarget(musl, { fixtures: [fixtureOf(musl, { build: ['cargo', 'build'] })] })], {
      tools: { 'rust/rustup': rustup },
      packages: [{ from: 'rust', package: { attr: ['rustup'] }, tool: 'rust/rustup', why: 'Rust.' }],
    });
    expect(planOf(model).targets[0]?.fixtures[0]?.build).toEqual({
      words: ['cargo', 'build'],
      program: '/shell/cargo',
    });
  });
  test('has no placeholder that is empty or unknown', () => {
    const build = [[{ program: `${musl}-cc` }], ['-I', { library: 'sdk', dir: 'include' as const }]];
    expect(buildOf({ build })).toMatchObject({ words: [`${musl}-cc`, '-I/shell/sdk'] });
    expect(buildOf({ build }, ['sdk'])).toEqual([
      ['PLACEHOLDER_UNRESOLVED', { placeholder: '{"library":"sdk","dir":"include"}', triple: musl }],
    ]);
  });
});

describe('a fixture that an optional tool builds', () => {
  const optional = `sample/gcc@${musl}`;
  const buildOfOptional = (parts: Partial<ModelFixture>, absentTools: readonly string[]) =>
    planTarget(modelTarget(musl, { fixtures: [fixtureOf(musl, parts)] }), { absentTools }).fixtures[0]?.build;
  const skipped = {
    skipped: [
      {
        code: 'FIXTURE_TOOL_MISSING',
        severity: 'warning',
        data: { fixture: 'sample/c', triple: musl, tools: [optional], commands: [[]] },
      },
    ],
  };

  test('is skipped where the machine lacks the tool', () => {
    expect(buildOfOptional({}, [optional])).toEqual(skipped);
    expect(buildOfOptional({ build: [`${musl}-cc`, 'hello.c'] }, [optional])).toEqual(skipped);
  });
  test('is built otherwise', () => {
    expect(buildOfOptional({}, [])).toMatchObject({ program: `/shell/${musl}-cc` });
    expect(buildOfOptional({}, ['sample/other'])).toMatchObject({ program: `/shell/${musl}-cc` });
  });
});

describe('what a fixture is expected to be', () => {
  const expectedOf = (triple: typeof musl | 'wasm32-wasip1', expect: ModelFixture['expect']) =>
    planTarget(modelTarget(triple, { fixtures: [fixtureOf(triple, { expect })] })).fixtures[0]?.expected;
  test('follows from the target and the fixture', () => {
    expect(expectedOf(musl, { linkage: 'static' })).toEqual({
      target: { arch: 'x86_64', bits: 64, endian: 'little', system: 'linux', abi: 'musl', format: 'elf' },
      linkage: 'static',
    });
  });
  test('has any linkage where it says so, and the imports of WebAssembly', () => {
    const facts: unknown = expect.objectContaining({ format: 'wasm', system: 'wasi' });
    expect(expectedOf('wasm32-wasip1', { linkage: 'any', imports: ['env'] })).toEqual({
      target: facts,
      libraries: ['env'],
    });
  });
});

describe('what starts programs', () => {
  test.each([
    ['the host', {}, [], { by: 'host' }],
    ['a runner of the shell', { runsOn: [], runner: wine }, [], { by: 'runner', program: `/shell/${wine.program}` }],
    ['nothing', { runsOn: [] }, [], { by: 'nothing' }],
    ['nothing on this system', { runsOn: [], runner: { ...wine, systems: [] } }, [], { by: 'nothing' }],
    [
      'no runner of the machine',
      { runsOn: [], runner: wine },
      [wine.program],
      { by: 'missing', found: [expect.objectContaining({ code: 'PROGRAM_NOT_IN_SHELL' })] },
    ],
  ])('is %s', (_, parts, missing, starts) => {
    const plan = planTarget(modelTarget(windows, parts), { fill: fillWithout(...missing) });
    expect(plan.starts).toEqual(starts);
  });
});

describe('the project', () => {
  const projectsOf = (names: readonly string[], parts: Partial<ModelTarget> = {}, more = {}) =>
    planTarget(modelTarget(musl, parts), { names, ...more }).projects;
  test('is built by each build system of which a file is there', () => {
    const choices = [choiceOf('rust', { toolchain: 'sample/rust' }), choiceOf('c')];
    expect(projectsOf(['Cargo.toml', 'CMakeLists.txt', 'Makefile'], { choices })).toEqual([
      expect.objectContaining({ adapter: 'cargo', by: 'adapter', toolchain: 'sample/rust' }),
      expect.objectContaining({ adapter: 'cmake', by: 'adapter', toolchain: 'sample/gcc' }),
    ]);
  });
  test('is said not to be found where no file of a build system is there, and not passed over', () => {
    const files: unknown = expect.arrayContaining(['Cargo.toml']);
    expect(projectsOf(['main.c'])).toEqual([
      {
        by: 'none',
        name: 'project',
        found: [
          expect.objectContaining({
            code: 'PROJECT_NOT_FOUND',
            data: { triple: musl, files },
          }),
        ],
      },
    ]);
  });
  test('is built by make where there is nothing else', () => {
    expect(projectsOf(['Makefile'])).toEqual([expect.objectContaining({ adapter: 'make' })]);
  });
  test.each([
    ['no toolchain', []],
    ['a toolchain of another system', [choiceOf('rust', { systems: ['aarch64-linux'] })]],
    ['a toolchain of another kind', [choiceOf('c')]],
  ])('is not built with %s', (_, choices) => {
    const [project] = projectsOf(['Cargo.toml'], { choices });
    expect(project).toMatchObject({
      by: 'none',
      found: [{ code: 'PROJECT_NOT_BUILT', data: { file: 'Cargo.toml', triple: musl, languages: ['rust'] } }],
    });
  });
  test.each([
    ['the toolchain', 'static', undefined, 'static'],
    ['nothing where the toolchain can link dynamically', 'dynamic', undefined, undefined],
    ['mkcross.toml', 'static', 'dynamic', 'dynamic'],
    ['nothing where mkcross.toml says "any"', 'static', 'any', undefined],
  ] as const)('has the linkage of %s', (_, ofToolchain, asked, linkage) => {
    const choices = [choiceOf('c', { linkage: ofToolchain })];
    const [project] = projectsOf(['CMakeLists.txt'], { choices }, { linkage: { [musl]: asked } });
    expect(project?.by === 'adapter' && project.expected.linkage).toBe(linkage);
  });
  test('imports what it wants as WebAssembly', () => {
    const target = modelTarget('wasm32-wasip1');
    const [project] = planTarget(target, { names: ['CMakeLists.txt'] }).projects;
    const facts: unknown = expect.objectContaining({ format: 'wasm' });
    expect(project?.by === 'adapter' && project.expected).toEqual({ target: facts });
  });
  test('is built as mkcross.toml says', () => {
    const custom = {
      ...settings,
      build: 'make T={target} Z={zig-target} ${x} {other} {constructor}',
      artifacts: ['out/{target}/app{exe}'],
    };
    const [project] = planTarget(modelTarget(windows), { names: ['Cargo.toml'], settings: custom }).projects;
    expect(project).toMatchObject({
      by: 'custom',
      build: {
        line: `make T=${windows} Z=${targetOf(windows).names['zig'] ?? ''} \${x} {other} {constructor}`,
        artifacts: [`out/${windows}/app.exe`],
      },
    });
  });
});

describe('the targets', () => {
  const named = (names: readonly string[], ofHost: ModelTarget = modelTarget(host, { fixtures: [] })) =>
    targetsToVerify(sampleModel([modelTarget(musl), ofHost]), system, names);
  test('are those of the project', () => {
    expect(named([])).toEqual({ targets: [{ triple: musl, project: true }], unknown: [] });
  });
  test('are those that are named, the host among them', () => {
    expect(named([host, 'x86-other'])).toEqual({ targets: [{ triple: host, project: true }], unknown: ['x86-other'] });
  });
  test('include the host for fixtures of plugins without targets', () => {
    const plan = planOf(sampleModel([modelTarget(musl), modelTarget(host)]), { names: ['CMakeLists.txt'] });
    expect(plan.targets.map(({ triple, fixtures, projects }) => [triple, fixtures.length, projects.length])).toEqual([
      [musl, 1, 1],
      [host, 1, 0],
    ]);
  });
  test('have only fixtures of this system', () => {
    const fixtures = [fixtureOf(musl, { systems: ['aarch64-linux'] })];
    expect(planTarget(modelTarget(musl, { fixtures })).fixtures).toEqual([]);
  });
});

test('a shell is that of a target if it has its programs', () => {
  const model = sampleModel([modelTarget(musl)]);
  expect(isInShell(model, musl, system, fillWithout())).toBe(true);
  expect(isInShell(model, musl, system, fillWithout(`${musl}-cc`))).toBe(false);
});

test('results depend on variables, programs and files of the shell of a target alone', () => {
  const set = { kind: 'set', value: 'x', why: 'It.', agreeing: [], overridden: [], from: 'sample' } as const;
  const model = sampleModel([modelTarget(musl)], {
    env: { CC_musl: [{ ...set, targets: [musl] }], CC_windows: [{ ...set, targets: [windows] }], ALL: [set] },
    files: { 'toolchain.cmake': { from: 'cmake', content: 'set(X)' } },
  });
  const [target] = planOf(model, { env: { CC_musl: '/bin/cc', ALL: 'x', OTHER: 'x' } }).targets;
  expect(Object.keys(target?.environment ?? {}).toSorted()).toEqual([
    'ALL',
    'CC_musl',
    'file toolchain.cmake',
    `program ${musl}-cc`,
  ]);
  expect(target?.tools).toEqual(['/bin/cc', `/shell/sample/gcc@${musl}`]);
});
