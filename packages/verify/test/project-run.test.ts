import type { ModelTarget } from '@mkcross/composer';
import type { VerifySettings } from '@mkcross/verify';
import {
  binary,
  elf,
  fakeMachine,
  inShort,
  staticElf,
  verifyOn,
  type Behaviour,
  type FakeMachine,
} from './fake-machine.ts';
import {
  choiceOf,
  fillWithout,
  host,
  modelTarget,
  musl,
  planOf,
  root,
  sampleModel,
  settings,
  windows,
  wine,
} from './sample-model.ts';

const sharedElf = binary({
  format: 'elf',
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  os: 'linux',
  kind: 'shared',
  linkage: 'dynamic',
});
const archive = binary({ format: 'archive', arch: 'x86_64', kind: 'archive' });
const pe = {
  format: 'pe',
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  os: 'windows',
  kind: 'executable',
  linkage: 'static',
} as const;

interface Built {
  readonly name: string;
  readonly kind: readonly string[];
  /** Paths below target/, with their content. */
  readonly files: Readonly<Record<string, string>>;
  readonly executable?: boolean;
  readonly test?: boolean;
  readonly member?: string;
}

/** cargo, which builds `built` in a workspace with the given default members. */
const cargo =
  (built: readonly Built[], defaults = ['app'], more: Behaviour = () => undefined): Behaviour =>
  (request, machine) => {
    const special = more(request, machine);
    if (special !== undefined) return special;
    const [verb] = request.args;
    if (!request.program.endsWith('cargo')) return {};
    if (verb === 'metadata') {
      const packages = [...new Set(['app', ...built.map(({ member = 'app' }) => member)])].map((id) => ({
        id,
        name: id,
      }));
      const members = packages.map(({ id }) => id);
      return { stdout: JSON.stringify({ packages, workspace_members: members, workspace_default_members: defaults }) };
    }
    const tests = request.args.includes('--tests');
    const lines = built
      .filter(({ test: isTest = false }) => isTest === tests)
      .map(({ name, kind, files, executable = true, test: isTest = false, member = 'app' }) => {
        const paths = Object.keys(files).map((path) => `${root}/target/${path}`);
        for (const [path, content] of Object.entries(files)) machine.disk.set(`${root}/target/${path}`, content);
        return JSON.stringify({
          reason: 'compiler-artifact',
          package_id: member,
          manifest_path: `${root}/${member}/Cargo.toml`,
          target: { name, kind },
          profile: { test: isTest },
          filenames: paths,
          executable: executable ? paths[0] : null,
        });
      });
    return { stdout: `${lines.join('\n')}\n` };
  };

const app: Built = { name: 'app', kind: ['bin'], files: { app: staticElf } };
const planFor = (
  parts: Partial<ModelTarget> = {},
  more: Partial<VerifySettings> = {},
  names: readonly string[] = ['Cargo.toml'],
) => {
  const target = modelTarget(musl, {
    fixtures: [],
    choices: [choiceOf('rust'), choiceOf('c'), choiceOf('zig')],
    ...parts,
  });
  return planOf(sampleModel([target]), { names, settings: { ...settings, ...more } });
};
const outcome = async (behave: Behaviour, plan = planFor(), machine = fakeMachine(behave)) => {
  const { report, steps } = await verifyOn(machine, plan);
  return [report.verdict, ...inShort(steps)];
};
const started = ({ started: all }: FakeMachine) => all.map((words) => words.join(' '));

describe('a cargo project', () => {
  test('is built, and its programs and tests are checked and run', async () => {
    const unit: Built = { name: 'app', kind: ['bin'], files: { 'app-1': staticElf }, test: true };
    const machine = fakeMachine(cargo([app, unit]));
    expect(await outcome(() => undefined, planFor(), machine)).toEqual([
      'proven',
      'cargo: build passed',
      'cargo: build tests passed',
      'cargo: check app passed',
      'cargo: run app passed',
      'cargo: check tests of bin app passed',
      'cargo: run tests of bin app passed',
    ]);
    expect(machine.requests.at(-1)?.folder).toBe(`${root}/app`);
  });
  test('is not proven if nothing was built', async () => {
    expect(await outcome(cargo([]))).toEqual([
      'unproven',
      'cargo: build passed',
      'cargo: build tests passed',
      'cargo: artifacts skipped NOTHING_BUILT',
    ]);
  });
  test('fails if a shared library does not link', async () => {
    const failing: Behaviour = ({ args }) =>
      args[0] === 'build' && !args.includes('--tests') ? { ended: { by: 'code', code: 101 } } : undefined;
    expect(await outcome(cargo([app], ['app'], failing))).toEqual(['failed', 'cargo: build failed BUILD_FAILED']);
  });
  test('shows a command that only prints if it fails', async () => {
    const failing: Behaviour = ({ args }) =>
      args[0] === 'metadata' ? { ended: { by: 'code', code: 101 } } : undefined;
    expect(await outcome(cargo([app], ['app'], failing))).toEqual(['failed', 'cargo: metadata failed BUILD_FAILED']);
  });
  test('has its libraries checked, and not run', async () => {
    const library: Built = {
      name: 'notes',
      kind: ['cdylib', 'staticlib'],
      files: { 'libnotes.so': sharedElf, 'libnotes.a': archive },
      executable: false,
    };
    const machine = fakeMachine(cargo([library]));
    const plan = planFor({}, { run: { 'libnotes.so': { args: [], skip: false } } });
    expect((await outcome(() => undefined, plan, machine)).slice(3)).toEqual([
      'cargo: check libnotes.a passed',
      'cargo: check libnotes.so passed',
    ]);
    expect(started(machine).every((words) => words.startsWith('cargo '))).toBe(true);
  });
  test('fails with a library for another machine', async () => {
    const foreign = binary({ format: 'elf', arch: 'aarch64', bits: 64, endian: 'little', os: 'linux', kind: 'shared' });
    const foreignArchive = binary({ format: 'archive', arch: 'aarch64', kind: 'archive' });
    const library: Built = {
      name: 'notes',
      kind: ['cdylib'],
      files: { 'libnotes.so': foreign, 'libnotes.a': foreignArchive },
      executable: false,
    };
    expect((await outcome(cargo([library]))).slice(3)).toEqual([
      'cargo: check libnotes.a failed EXPECTATION_FAILED',
      'cargo: check libnotes.so failed EXPECTATION_FAILED',
    ]);
  });
  test('has the tools of its workspace checked, and run only if mkcross.toml names them', async () => {
    const xtask: Built = { name: 'xtask', kind: ['bin'], files: { xtask: staticElf }, member: 'xtask' };
    expect((await outcome(cargo([app, xtask]))).slice(3)).toEqual([
      'cargo: check app passed',
      'cargo: run app passed',
      'cargo: check xtask passed',
    ]);
    const named = planFor({}, { run: { xtask: { args: ['x'], skip: false } } });
    expect((await outcome(cargo([app, xtask]), named)).at(-1)).toBe('cargo: run xtask passed');
  });
  test.each(['constructor', 'toString', 'hasOwnProperty'])('may have a tool called %s', async (name) => {
    const tool: Built = { name, kind: ['bin'], files: { [name]: staticElf }, member: 'tool' };
    expect((await outcome(cargo([tool]))).slice(3)).toEqual([`cargo: check ${name} passed`]);
  });
  test('is started with the program of the shell', async () => {
    const rustup = {
      from: 'rust',
      why: 'Rust.',
      name: 'cargo',
      link: '/x',
    };
    const model = sampleModel([modelTarget(musl, { fixtures: [], choices: [choiceOf('rust')] })]);
    const withCargo = { ...model, programs: [...model.programs, rustup] };
    const machine = fakeMachine(cargo([app]));
    await verifyOn(machine, planOf(withCargo, { names: ['Cargo.toml'] }));
    expect(machine.started[0]?.[0]).toBe('/shell/cargo');
    const { steps } = await verifyOn(
      fakeMachine(),
      planOf(withCargo, { names: ['Cargo.toml'], fill: fillWithout('cargo') }),
    );
    expect(inShort(steps)).toEqual(['cargo: metadata failed PROGRAM_NOT_IN_SHELL']);
  });
});

describe('a program of the project', () => {
  const runs = (result: ReturnType<Behaviour>): Behaviour =>
    cargo([app], ['app'], ({ program }) => (program.endsWith('/app') ? result : undefined));
  const last = async (behave: Behaviour, run?: VerifySettings['run'][string]) =>
    (await outcome(behave, planFor({}, run === undefined ? {} : { run: { app: run } }))).at(-1);
  test('may end with any code, and may not end at all', async () => {
    expect(await last(runs({ ended: { by: 'code', code: 7 } }))).toBe('cargo: run app passed');
    expect(await last(runs({ ended: { by: 'limit' } }))).toBe('cargo: run app passed');
  });
  test('must do what mkcross.toml says', async () => {
    const said = { args: ['--check'], exitCode: 0, stdout: 'ok\n', skip: false };
    expect(await last(runs({ stdout: 'ok\n' }), said)).toBe('cargo: run app passed');
    expect(await last(runs({ stdout: 'no\n' }), said)).toBe('cargo: run app failed OUTPUT_WRONG');
    expect(await last(runs({ ended: { by: 'limit' } }), said)).toBe('cargo: run app failed TIME_LIMIT');
  });
  test('is left out where mkcross.toml says so', async () => {
    expect(await last(runs({}), { args: [], skip: true })).toBe('cargo: check app passed');
  });
  test('must start', async () => {
    expect(await last(runs({ ended: { by: 'code', code: 127 } }))).toBe('cargo: run app failed PROGRAM_DID_NOT_START');
  });
  test('is expected to be what mkcross.toml or the toolchain says', async () => {
    const shared = { ...app, files: { app: binary({ ...elf, linkage: 'dynamic', needed: ['libc.so'] }) } };
    expect((await outcome(cargo([shared])))[3]).toBe('cargo: check app failed EXPECTATION_FAILED');
  });
  test('may load the DLLs that are built with it, and no others', async () => {
    const uses = (dll: string) =>
      binary({
        ...pe,
        linkage: 'dynamic',
        needed: [dll],
        imports: [{ name: dll, class: 'other', delayed: false }],
      });
    const target = modelTarget(windows, { fixtures: [], choices: [choiceOf('rust')] });
    const plan = planOf(sampleModel([target]), { names: ['Cargo.toml'] });
    const library: Built = {
      name: 'greet',
      kind: ['cdylib'],
      files: { 'greet.dll': binary({ ...pe, kind: 'shared' }) },
      executable: false,
    };
    const program = (dll: string): Built => ({ name: 'app', kind: ['bin'], files: { 'app.exe': uses(dll) } });
    expect(await outcome(cargo([program('greet.dll'), library]), plan)).toContain('cargo: check app passed');
    expect(await outcome(cargo([program('libgcc_s_seh-1.dll'), library]), plan)).toContain(
      'cargo: check app failed LIBRARY_NOT_ALLOWED',
    );
  });
});

describe('a build that passed', () => {
  const again = async (change: (machine: FakeMachine) => void, parts = {}) => {
    const machine = fakeMachine(cargo([app]));
    await verifyOn(machine, planFor());
    change(machine);
    return (await verifyOn(machine, planFor(), parts)).steps.map(({ status }) => status);
  };
  test('is not done again while nothing changes', async () => {
    expect(await again(() => undefined)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  });
  test('is done again as a whole if a program that it left is gone', async () => {
    expect(await again(({ disk }) => disk.delete(`${root}/target/app`))).toEqual([
      'passed',
      'passed',
      'unchanged',
      'unchanged',
    ]);
  });
  test('is done again if sources change', async () => {
    expect(await again(() => undefined, { sources: 'others' })).toEqual(['passed', 'passed', 'unchanged', 'unchanged']);
  });
});

describe('a CMake project', () => {
  const names = ['CMakeLists.txt'];
  const output = `${root}/.mkcross/verify/cmake/${musl}`;
  /** CMake, which builds a program and describes it; CTest where there are tests. */
  const cmake =
    (hasTests: boolean, more: Behaviour = () => undefined): Behaviour =>
    (request, { disk }) => {
      const special = more(request, fakeMachine());
      if (special !== undefined) return special;
      if (request.args[0] === '--build') {
        disk.set(`${output}/app`, staticElf);
        disk.set(
          `${output}/.cmake/api/v1/reply/target-app.json`,
          JSON.stringify({ type: 'EXECUTABLE', artifacts: [{ path: 'app' }] }),
        );
        if (hasTests) disk.set(`${output}/CTestTestfile.cmake`, '');
      }
      return undefined;
    };
  const withCMake = (parts: Partial<ModelTarget> = {}, fill = fillWithout()) => {
    const model = sampleModel([modelTarget(musl, { fixtures: [], ...parts })]);
    const program = {
      from: 'cmake',
      targets: [musl] as const,
      name: `${musl}-cmake`,
      values: {},
      body: 'x\n',
      why: 'It.',
    };
    return planOf({ ...model, programs: [...model.programs, program] }, { names, fill });
  };
  test('is configured for the target, and tested', async () => {
    const machine = fakeMachine(cmake(true));
    expect(await outcome(() => undefined, withCMake(), machine)).toEqual([
      'proven',
      'cmake: configure passed',
      'cmake: build passed',
      'cmake: check app passed',
      'cmake: run app passed',
      'cmake: test passed',
    ]);
    expect(started(machine)[0]).toBe(`/shell/${musl}-cmake -S ${root} -B ${output}`);
    expect(machine.disk.get(`${output}/.cmake/api/v1/query/codemodel-v2`)).toBe('');
  });
  test('reports its steps with their kinds and logs, and does none again while nothing changes', async () => {
    const machine = fakeMachine(cmake(true));
    const { steps } = await verifyOn(machine, withCMake());
    const log = (name: string) => `.mkcross/verify/logs/${musl}/cmake-${name}.log`;
    expect(steps.map(({ name, kind, of, log: file }) => [name, kind, of, file])).toEqual([
      ['cmake: configure', 'build', 'project', log('configure')],
      ['cmake: build', 'build', 'project', log('build')],
      ['cmake: check app', 'check', 'project', null],
      ['cmake: run app', 'run', 'project', log('run-app')],
      ['cmake: test', 'run', 'project', log('test')],
    ]);
    expect(machine.requests.every(({ printsJson }) => printsJson === true || printsJson === undefined)).toBe(true);
    expect(machine.requests[0]?.printsJson).toBe(true);
    const again = (await verifyOn(machine, withCMake())).steps;
    expect(again.map(({ status, evidence }) => [status, evidence])).toEqual(
      steps.map(({ evidence }) => ['unchanged', evidence]),
    );
    expect((await verifyOn(machine, withCMake(), { sources: 'others' })).steps.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'unchanged',
      'unchanged',
      'passed',
    ]);
  });
  test('has no log of tests that nothing runs, and says of which target', async () => {
    const last = async (plan: ReturnType<typeof withCMake>) =>
      (await verifyOn(fakeMachine(cmake(true)), plan)).steps.at(-1);
    const nothing = await last(withCMake({ runsOn: [] }));
    expect([nothing?.log, nothing?.findings[0]?.data]).toEqual([null, { triple: musl }]);
    const byRunner = await last(withCMake({ runsOn: [], runner: { ...wine, program: 'wine-x' } }));
    expect(byRunner?.log).toMatch(/cmake-test\.log$/);
  });
  test('names the program that the shell lacks', async () => {
    const { steps } = await verifyOn(fakeMachine(cmake(true)), withCMake({}, fillWithout(`${musl}-cmake`)));
    expect(steps[0]?.findings[0]?.data).toEqual({ program: `${musl}-cmake`, triple: musl });
  });
  test('is built for several targets at once, for each has a folder of its own', async () => {
    const model = sampleModel([modelTarget(musl, { fixtures: [] }), modelTarget(windows, { fixtures: [] })]);
    const programs = ([musl, windows] as const).map((triple) => ({
      from: 'cmake',
      targets: [triple] as const,
      name: `${triple}-cmake`,
      values: {},
      body: 'x\n',
      why: 'It.',
    }));
    let running = 0;
    let most = 0;
    const machine = fakeMachine(cmake(false));
    const start: FakeMachine['start'] = async (request) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      running -= 1;
      return machine.start(request);
    };
    await verifyOn({ ...machine, start }, planOf({ ...model, programs: [...model.programs, ...programs] }, { names }), {
      jobs: 8,
    });
    expect(most).toBe(2);
  });
  test('never takes the host’s configuration for that of a target', async () => {
    const steps = await outcome(cmake(true), withCMake({}, fillWithout(`${musl}-cmake`)));
    expect(steps).toEqual(['failed', 'cmake: configure failed PROGRAM_NOT_IN_SHELL']);
    // Without the program in the model, too.
    expect(await outcome(cmake(true), planFor({}, {}, names))).toEqual(steps);
  });
  test('has tests that fail, or that nothing runs', async () => {
    const failing: Behaviour = ({ program }) => (program === 'ctest' ? { ended: { by: 'code', code: 8 } } : undefined);
    expect((await outcome(cmake(true, failing), withCMake())).at(-1)).toBe('cmake: test failed BUILD_FAILED');
    expect((await outcome(cmake(true), withCMake({ runsOn: [] }))).at(-1)).toBe('cmake: test skipped RUNNER_MISSING');
    const plan = withCMake({ runsOn: [], runner: { ...wine, program: 'wine-x' } }, fillWithout('wine-x'));
    expect((await outcome(cmake(true), plan)).at(-1)).toBe('cmake: test failed PROGRAM_NOT_IN_SHELL');
  });
});

test('what was skipped or not built is told as its kind of step', async () => {
  const [none] = (await verifyOn(fakeMachine(cargo([app])), planFor({ choices: [] }))).steps;
  expect([none?.name, none?.kind, none?.log]).toEqual(['cargo: build', 'build', null]);
  const { steps } = await verifyOn(fakeMachine(cargo([])), planFor());
  expect([steps.at(-1)?.kind, steps.at(-1)?.findings[0]?.data]).toEqual(['check', { by: 'cargo' }]);
});

describe('tests of a project', () => {
  const unit: Built = { name: 'app', kind: ['bin'], files: { 'app-1': staticElf }, test: true };
  const endingWith = (result: ReturnType<Behaviour>): Behaviour =>
    cargo([app, unit], ['app'], ({ program }) => (program.endsWith('/app-1') ? result : undefined));
  test('must end with 0, and must end', async () => {
    const last = async (result: ReturnType<Behaviour>) => (await outcome(endingWith(result))).at(-1);
    expect(await last({ ended: { by: 'code', code: 0 } })).toBe('cargo: run tests of bin app passed');
    expect(await last({ ended: { by: 'code', code: 1 } })).toBe('cargo: run tests of bin app failed EXIT_CODE_WRONG');
    expect(await last({ ended: { by: 'limit' } })).toBe('cargo: run tests of bin app failed TIME_LIMIT');
  });
});

test('a program that does not end is said to run still', async () => {
  const server = cargo([app], ['app'], ({ program }) =>
    program.endsWith('/app') ? { ended: { by: 'limit' } } : undefined,
  );
  const { steps } = await verifyOn(fakeMachine(server), planFor());
  expect(steps.at(-1)?.evidence).toEqual(['it was still running after 5 seconds']);
});

test('a project that no toolchain builds is skipped', async () => {
  expect(await outcome(cargo([app]), planFor({ choices: [] }))).toEqual([
    'unproven',
    'cargo: build skipped PROJECT_NOT_BUILT',
  ]);
});

test('builds that share a folder run one after another', async () => {
  let running = 0;
  let most = 0;
  const machine = fakeMachine(cargo([app]));
  const targets = ([musl, windows, host] as const).map((triple) =>
    modelTarget(triple, { fixtures: [], choices: [choiceOf('rust')] } as const),
  );
  const start: FakeMachine['start'] = async (request) => {
    const isCargo = request.args[0] === 'build';
    running += isCargo ? 1 : 0;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= isCargo ? 1 : 0;
    return machine.start(request);
  };
  await verifyOn({ ...machine, start }, planOf(sampleModel(targets), { names: ['Cargo.toml'] }), { jobs: 8 });
  expect(most).toBe(1);
});

describe('a build that mkcross.toml gives', () => {
  const custom = { build: 'make T={target}', artifacts: ['out/app', 'out/libx.a', 'out/notes.txt'] };
  const make =
    (files: Readonly<Record<string, string>>): Behaviour =>
    (request, { disk }) => {
      if (request.program === 'bash')
        for (const [path, text] of Object.entries(files)) disk.set(`${root}/${path}`, text);
      return undefined;
    };
  test('is run by bash, and what it leaves is checked', async () => {
    const machine = fakeMachine(make({ 'out/app': staticElf, 'out/libx.a': archive, 'out/notes.txt': 'null' }));
    expect(await outcome(() => undefined, planFor({}, custom), machine)).toEqual([
      'proven',
      'verify.build: build passed',
      'verify.build: check app passed',
      'verify.build: run app passed',
      'verify.build: check libx.a passed',
    ]);
    expect(started(machine)[0]).toBe(`bash -c make T=${musl}`);
  });
  test('fails if it leaves nothing', async () => {
    expect(await outcome(make({}), planFor({}, custom))).toEqual([
      'failed',
      'verify.build: build failed ARTIFACT_MISSING',
    ]);
  });
});
