import type { ModelTarget } from '@mkcross/composer';
import { binary, dynamicElf, fakeMachine, inShort, staticElf, verifyOn, type Behaviour } from './fake-machine.ts';
import { fillWithout, fixtureOf, modelTarget, musl, planOf, sampleModel, windows, wine } from './sample-model.ts';

const pe = binary({
  format: 'pe',
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  os: 'windows',
  kind: 'executable',
  linkage: 'static',
});
const folder = `/project/.mkcross/verify/fixtures/${musl}/sample-c`;

const backwards = (word = '') => Array.from(word).toReversed().join('');

/** A compiler that leaves `content`, and a program that greets. */
const working =
  (content: string, more: Behaviour = () => undefined): Behaviour =>
  (request, machine) => {
    const special = more(request, machine);
    if (special !== undefined) return special;
    const { program, args, folder: cwd } = request;
    if (program.endsWith('-cc')) machine.disk.set(`${cwd}/hello`, content);
    else return { stdout: `hello ${backwards(args.at(-1))}\n` };
    return undefined;
  };

const planFor = (parts: Partial<ModelTarget> = {}, triple: typeof musl | typeof windows = musl) =>
  planOf(sampleModel([modelTarget(triple, parts)]));
const outcome = async (behave: Behaviour, plan = planFor()) => {
  const { report, steps } = await verifyOn(fakeMachine(behave), plan);
  return [report.verdict, ...inShort(steps)];
};

describe('a fixture', () => {
  test('is built in an empty folder, checked and run', async () => {
    const machine = fakeMachine(working(staticElf), { [`${folder}/old`]: 'x' });
    const { report, steps } = await verifyOn(machine, planFor());
    expect([report.verdict, ...inShort(steps)]).toEqual([
      'proven',
      'sample/c: build passed',
      'sample/c: check hello passed',
      'sample/c: run hello passed',
    ]);
    expect(machine.disk.has(`${folder}/old`)).toBe(false);
    expect(machine.disk.get(`${folder}/hello.c`)).toBe('int main(void) {}\n');
    expect(machine.started).toEqual([
      [`/shell/${musl}-cc`, 'hello.c', '-o', 'hello'],
      [`${folder}/hello`, 'word1'],
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual(['build', 'check', 'run']);
  });
  test('fails without starting anything where the shell lacks its program', async () => {
    const machine = fakeMachine(working(staticElf));
    const { report, steps } = await verifyOn(
      machine,
      planOf(sampleModel([modelTarget(musl)]), { fill: fillWithout(`${musl}-cc`) }),
    );
    expect([report.verdict, ...inShort(steps)]).toEqual(['failed', 'sample/c: build failed PROGRAM_NOT_IN_SHELL']);
    expect(machine.started).toEqual([]);
  });
  test('fails if it is not built', async () => {
    const failing: Behaviour = () => ({ ended: { by: 'code', code: 1 }, tail: ['error'], text: 'error' });
    expect(await outcome(failing)).toEqual(['failed', 'sample/c: build failed BUILD_FAILED']);
    expect(await outcome(() => undefined)).toEqual(['failed', 'sample/c: build failed ARTIFACT_MISSING']);
  });
  test('is reported as skipped if the machine lacks an optional tool for it, and the rest is proven', async () => {
    const cxx = fixtureOf(musl, { id: 'c++', build: [[{ tool: 'sample/g++' }], 'hello.cpp'] });
    const model = sampleModel([modelTarget(musl, { fixtures: [fixtureOf(musl), cxx] })]);
    const plan = (absentTools: readonly string[]) => planOf(model, { absentTools });
    expect(await outcome(working(staticElf), plan(['sample/g++']))).toEqual([
      'proven',
      'sample/c: build passed',
      'sample/c: check hello passed',
      'sample/c: run hello passed',
      'sample/c++: build skipped FIXTURE_TOOL_MISSING',
    ]);
    expect((await outcome(working(staticElf), plan(['sample/g++', `sample/gcc@${musl}`])))[0]).toBe('unproven');
  });
  test('fails if it is linked with another C library', async () => {
    expect(await outcome(working(dynamicElf))).toEqual([
      'failed',
      'sample/c: build passed',
      'sample/c: check hello failed EXPECTATION_FAILED EXPECTATION_FAILED',
      'sample/c: run hello passed',
    ]);
  });
  test('can pass as WebAssembly', async () => {
    const wasm = binary({
      format: 'wasm',
      arch: 'wasm32',
      bits: 32,
      endian: 'little',
      os: 'wasi',
      kind: 'executable',
      needed: ['wasi_snapshot_preview1'],
    });
    const target = modelTarget('wasm32-wasip1', { fixtures: [fixtureOf('wasm32-wasip1', { expect: {} })] });
    const plan = planOf(sampleModel([target]));
    expect((await outcome(working(wasm), plan))[0]).toBe('proven');
  });
});

describe('a run', () => {
  test('goes through the runner', async () => {
    const machine = fakeMachine(working(pe));
    await verifyOn(machine, planFor({ runsOn: [], runner: wine }, windows));
    const path = `/project/.mkcross/verify/fixtures/${windows}/sample-c/hello`;
    expect(machine.started[1]).toEqual([`/shell/${wine.program}`, path, 'word1']);
  });
  test('fails with a runner that only prints what it is given', async () => {
    const echo: Behaviour = ({ program, args }) =>
      program.includes('wine') ? { stdout: `hello ${args.join(' ')}\n` } : undefined;
    const steps = await outcome(working(pe, echo), planFor({ runsOn: [], runner: wine }, windows));
    expect(steps.at(-1)).toBe('sample/c: run hello failed OUTPUT_WRONG');
  });
  test('fails with a runner that prints what it is given as the program would', async () => {
    const echo: Behaviour = ({ program, args }) =>
      program.includes('wine') ? { stdout: `hello ${args.at(-1) ?? ''}\n` } : undefined;
    const steps = await outcome(working(pe, echo), planFor({ runsOn: [], runner: wine }, windows));
    expect(steps.at(-1)).toBe('sample/c: run hello failed OUTPUT_WRONG');
  });
  test('fails with a runner that prints what an earlier run printed', async () => {
    const constant: Behaviour = ({ program }) => (program.includes('wine') ? { stdout: 'hello 0drow\n' } : undefined);
    const steps = await outcome(working(pe, constant), planFor({ runsOn: [], runner: wine }, windows));
    expect(steps.at(-1)).toBe('sample/c: run hello failed OUTPUT_WRONG');
  });
  test('is skipped where nothing starts programs of the target', async () => {
    expect(await outcome(working(pe), planFor({ runsOn: [] }, windows))).toEqual([
      'unproven',
      'sample/c: build passed',
      'sample/c: check hello passed',
      'sample/c: run hello skipped RUNNER_MISSING',
    ]);
  });
  test('fails where the shell lacks the runner', async () => {
    const model = sampleModel([modelTarget(windows, { runsOn: [], runner: wine })]);
    const steps = await outcome(working(pe), planOf(model, { fill: fillWithout(wine.program) }));
    expect(steps.at(-1)).toBe('sample/c: run hello failed PROGRAM_NOT_IN_SHELL');
  });
  test('gets standard input and variables with the word, and must print it', async () => {
    const runs = [{ stdin: 'in {token}', env: { WORD: '{token}' }, stdout: '', stderr: 'err {token}\n', exitCode: 3 }];
    const behave: Behaviour = ({ program, input, env }) =>
      program.endsWith('-cc')
        ? undefined
        : {
            ended: { by: 'code', code: 3 },
            stderr: input === `in ${env['WORD'] ?? ''}` ? `err ${env['WORD'] ?? ''}\r\n` : '',
          };
    const plan = planFor({ fixtures: [fixtureOf(musl, { runs })] });
    expect((await outcome(working(staticElf, behave), plan)).at(-1)).toBe('sample/c: run hello passed');
  });
  test.each([
    ['its exit code', { exitCode: 0 }, { ended: { by: 'code', code: 3 } }, 'EXIT_CODE_WRONG'],
    ['the exit code 0 where nothing is said', {}, { ended: { by: 'code', code: 3 } }, 'EXIT_CODE_WRONG'],
    ['its output', { stdout: 'a\n' }, { stdout: 'b\n' }, 'OUTPUT_WRONG'],
    ['its errors', { stderr: 'a\n' }, { stderr: '' }, 'OUTPUT_WRONG'],
    ['an end', {}, { ended: { by: 'limit' } }, 'TIME_LIMIT'],
    ['not to crash', {}, { ended: { by: 'signal', signal: 'SIGSEGV' } }, 'PROGRAM_CRASHED'],
    ['to start', {}, { ended: { by: 'missing', program: 'x' } }, 'PROGRAM_DID_NOT_START'],
    [
      'not to crash under Wine',
      {},
      { ended: { by: 'code', code: 5 }, text: 'wine: Unhandled page fault\n' },
      'PROGRAM_CRASHED',
    ],
  ] as const)('is expected to have %s', async (_, run, result, code) => {
    const plan = planFor({ fixtures: [fixtureOf(musl, { runs: [run] })] });
    const behave: Behaviour = ({ program }) => (program.endsWith('-cc') ? undefined : result);
    expect((await outcome(working(staticElf, behave), plan)).at(-1)).toBe(`sample/c: run hello failed ${code}`);
  });
  test('may end its output with more or fewer newlines', async () => {
    const plan = planFor({ fixtures: [fixtureOf(musl, { runs: [{ stdout: 'a' }] })] });
    const behave: Behaviour = ({ program }) => (program.endsWith('-cc') ? undefined : { stdout: 'a\r\n' });
    expect((await outcome(working(staticElf, behave), plan))[0]).toBe('proven');
  });
  test('is one of several', async () => {
    const plan = planFor({ fixtures: [fixtureOf(musl, { runs: [{}, {}] })] });
    expect((await outcome(working(staticElf), plan)).slice(-2)).toEqual([
      'sample/c: run hello 1 passed',
      'sample/c: run hello 2 passed',
    ]);
  });
});

describe('what a build prints', () => {
  test.each([
    ['No space left on device', 'DISK_FULL'],
    ["error[E0463]: can't find crate for `std`", 'STD_NOT_INSTALLED'],
    ['error: linker `musl-gcc` not found', 'LINKER_NOT_FOUND'],
    ["ld: unrecognized option '--nxcompat'", 'LINKER_TARGET_MISMATCH'],
    ['ld: cannot find -lz: No such file', 'LIBRARY_NOT_FOUND'],
    ['bash: line 1: ninja: command not found', 'PROGRAM_NOT_FOUND'],
    ['something else', 'BUILD_FAILED'],
  ])('%s', async (text, code) => {
    const steps = await outcome(() => ({ ended: { by: 'code', code: 1 }, text }));
    expect(steps[1]).toBe(`sample/c: build failed ${code}`);
  });
});

describe('steps that passed', () => {
  test('are not done again while nothing changes', async () => {
    const machine = fakeMachine(working(staticElf));
    await verifyOn(machine, planFor());
    const count = machine.started.length;
    const { report, steps } = await verifyOn(machine, planFor());
    expect([report.verdict, ...steps.map(({ status }) => status)]).toEqual([
      'proven',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(machine.started.length).toBe(count);
  });
  test.each([
    ['asked for', { fresh: true }],
    ['with another compiler', { compilers: () => Promise.resolve('rustc 2') }],
  ])('are done again if %s', async (_, parts) => {
    const machine = fakeMachine(working(staticElf));
    await verifyOn(machine, planFor());
    const { steps } = await verifyOn(machine, planFor(), parts);
    expect(steps[0]?.status).toBe('passed');
  });
  test('are done again if a tool of the shell is another file', async () => {
    const machine = fakeMachine(working(staticElf), { [`/shell/sample/gcc@${musl}`]: 'gcc 1' });
    await verifyOn(machine, planFor());
    machine.disk.set(`/shell/sample/gcc@${musl}`, 'gcc 2');
    expect((await verifyOn(machine, planFor())).steps[0]?.status).toBe('passed');
  });
  test('are done again if what they left is gone', async () => {
    const machine = fakeMachine(working(staticElf));
    await verifyOn(machine, planFor());
    machine.disk.delete(`${folder}/hello`);
    const { steps } = await verifyOn(machine, planFor());
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'unchanged', 'unchanged']);
  });
  test('are done again if their file in the cache is damaged', async () => {
    const machine = fakeMachine(working(staticElf));
    await verifyOn(machine, planFor());
    for (const path of machine.disk.keys()) if (path.includes('/passed/')) machine.disk.set(path, '{"key":1}');
    expect((await verifyOn(machine, planFor())).steps.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
  });
  test('are not believed where the project says that they passed', async () => {
    const machine = fakeMachine(working(staticElf));
    await verifyOn(machine, planFor());
    for (const [path, text] of [...machine.disk])
      if (path.startsWith('/state/passed/')) {
        machine.disk.delete(path);
        machine.disk.set(path.replace('/state/passed', `${planFor().root}/.mkcross/verify/passed`), text);
      }
    const { steps } = await verifyOn(machine, planFor());
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
  });
  test('are remembered only if they passed', async () => {
    const machine = fakeMachine(working(dynamicElf));
    await verifyOn(machine, planFor());
    expect((await verifyOn(machine, planFor())).steps[1]?.status).toBe('failed');
  });
});

describe('a verification', () => {
  test('that is interrupted says so', async () => {
    const controller = new AbortController();
    const stopping: Behaviour = () => {
      controller.abort();
      return { ended: { by: 'stopped' } };
    };
    const { report, steps } = await verifyOn(fakeMachine(stopping), planFor(), { signal: controller.signal });
    expect([report.verdict, ...inShort(steps)]).toEqual(['stopped', 'sample/c: build stopped STOPPED']);
  });
  test('reports a full disk', async () => {
    const machine = fakeMachine(working(staticElf));
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const { steps } = await verifyOn({ ...machine, start: full }, planFor());
    expect(inShort(steps)).toEqual(['sample/c: build failed DISK_FULL']);
  });
  test('hides nothing of one target by another', async () => {
    const failing: Behaviour = ({ program }) =>
      program.includes('windows') ? { ended: { by: 'code', code: 1 } } : undefined;
    const plan = planOf(sampleModel([modelTarget(musl), modelTarget(windows)]));
    const { report } = await verifyOn(fakeMachine(working(staticElf, failing)), plan);
    expect(report.targets.map(({ target, verdict }) => [target, verdict])).toEqual([
      [musl, 'proven'],
      [windows, 'failed'],
    ]);
  });
  test('does not prove a project by fixtures alone', async () => {
    const plan = planOf(sampleModel([modelTarget(musl)]), { names: ['main.c'] });
    expect(await outcome(working(staticElf), plan)).toEqual([
      'unproven',
      'sample/c: build passed',
      'sample/c: check hello passed',
      'sample/c: run hello passed',
      'project: build skipped PROJECT_NOT_FOUND',
    ]);
  });
  test('is told as events', async () => {
    const { events } = await verifyOn(fakeMachine(working(staticElf)), planFor());
    expect(events.map(({ event }) => event)).toEqual([
      'start',
      ...Array.from({ length: 3 }, () => ['step-start', 'step']).flat(),
      'end',
    ]);
  });
});
