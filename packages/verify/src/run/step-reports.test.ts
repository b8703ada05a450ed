import type { Inspection } from '@mkcross/inspect';
import { below, isDone, shellWord } from './step.ts';
import { contentHash } from './content-hash.ts';
import { stepCache } from './step-cache.ts';
import type { Verification } from './verification.ts';
import {
  binary,
  dynamicElf,
  elf,
  fakeMachine,
  staticElf,
  verifyOn,
  type Behaviour,
  type FakeMachine,
} from '../../test/fake-machine.ts';
import {
  fixtureOf,
  modelTarget,
  musl,
  planOf,
  root,
  sampleModel,
  settings,
  windows,
  wine,
} from '../../test/sample-model.ts';

const folder = `${root}/.mkcross/verify/fixtures/${musl}/sample-c`;
const logs = `.mkcross/verify/logs/${musl}`;

/** A compiler that leaves a static program, which does as `run` says. */
const working =
  (run: Behaviour = () => undefined, content = staticElf): Behaviour =>
  (request, machine) => {
    if (!request.program.endsWith('-cc')) return run(request, machine);
    machine.disk.set(`${request.folder}/hello`, content);
    return undefined;
  };
const planFor = (parts: Parameters<typeof fixtureOf>[1] = {}, more = {}) =>
  planOf(sampleModel([modelTarget(musl, { fixtures: [fixtureOf(musl, parts)], ...more })]));
const stepsOf = async (machine: FakeMachine, plan = planFor({ runs: [{ args: ['a b'] }] })) =>
  (await verifyOn(machine, plan)).steps;
const found = (steps: Awaited<ReturnType<typeof stepsOf>>) =>
  steps.flatMap(({ findings }) => findings.map(({ code, data }) => [code, data]));

describe('the report of a step', () => {
  test('says what was done, when, and what was seen', async () => {
    const machine = fakeMachine(working());
    expect(await stepsOf(machine)).toEqual([
      {
        name: 'sample/c: build',
        kind: 'build',
        of: 'fixture',
        status: 'passed',
        seconds: 1,
        command: `${musl}-cc hello.c -o hello`,
        log: `${logs}/sample-c-build.log`,
        tail: [],
        evidence: [],
        findings: [],
      },
      {
        name: 'sample/c: check hello',
        kind: 'check',
        of: 'fixture',
        status: 'passed',
        seconds: 1,
        command: '',
        log: null,
        tail: [],
        evidence: ['elf, x86_64, executable, static'],
        findings: [],
      },
      {
        name: 'sample/c: run hello',
        kind: 'run',
        of: 'fixture',
        status: 'passed',
        seconds: 1,
        command: `${folder}/hello 'a b'`,
        log: `${logs}/sample-c-run-hello.log`,
        tail: [],
        evidence: ['it ended with 0'],
        findings: [],
      },
    ]);
    expect(machine.disk.has(`${root}/${logs}/sample-c-run-hello.log`)).toBe(true);
    expect(machine.disk.has(`${root}/${logs}/sample-c-check-hello.log`)).toBe(false);
  });
  test('has nothing but what was seen before, where it is not done again', async () => {
    const machine = fakeMachine(working());
    const before = await stepsOf(machine);
    expect(await stepsOf(machine)).toEqual(
      before.map((step) => ({ ...step, status: 'unchanged', seconds: 0, log: null, tail: [] })),
    );
  });
  test('has the last lines of what was printed only if it failed', async () => {
    const tail = ['first', 'last'];
    const [, , passed] = await stepsOf(fakeMachine(working(() => ({ tail }))));
    expect(passed?.tail).toEqual([]);
    const [, , failed] = await stepsOf(fakeMachine(working(() => ({ tail, ended: { by: 'code', code: 1 } }))));
    expect(failed?.tail).toEqual(tail);
    const [build] = await stepsOf(fakeMachine(() => ({ tail, ended: { by: 'code', code: 1 } })));
    expect(build?.tail).toEqual(tail);
  });
  test('counts the time from when it got a job', async () => {
    const machine = fakeMachine(working());
    const times = [0, 10, 12, 15, 15, 15, 15, 15, 15, 15];
    const clock = () => times.shift() ?? 15;
    const { report } = await verifyOn({ ...machine, clock }, planFor({ runs: [] }));
    // The verification started at 0, the step at 10, its command at 12; it ended at 15.
    expect([report.targets[0]?.steps[0]?.seconds, report.targets[0]?.seconds, report.seconds]).toEqual([3, 3, 15]);
  });
  test('is told as an event with its target', async () => {
    const { events, steps } = await verifyOn(fakeMachine(working()), planFor({ runs: [] }));
    expect(events.slice(0, 3)).toEqual([
      { event: 'start', targets: [musl] },
      { event: 'step-start', target: musl, step: 'sample/c: build' },
      { event: 'step', target: musl, step: steps[0] },
    ]);
  });
  test('is told where nothing is done again', async () => {
    const machine = fakeMachine(working());
    await stepsOf(machine, planFor({ runs: [] }));
    const { events, steps } = await verifyOn(machine, planFor({ runs: [] }));
    expect(events.slice(1, 3)).toEqual(steps.map((step) => ({ event: 'step', target: musl, step })));
  });
});

describe('a build that fails', () => {
  const build = async (text: string) =>
    found(await stepsOf(fakeMachine(() => ({ ended: { by: 'code', code: 1 }, text }))));
  const mismatch = ['LINKER_TARGET_MISMATCH', { triple: musl }];
  const library = (name: string) => ['LIBRARY_NOT_FOUND', { library: name, triple: musl }];
  const std = ['STD_NOT_INSTALLED', { triple: musl }];
  test.each<[string, readonly unknown[]]>([
    ['cannot write: No space left on device', ['DISK_FULL', { folder }]],
    ['Error: ENOSPC: no space', ['DISK_FULL', { folder }]],
    ['error: NoSpaceLeft', ['DISK_FULL', { folder }]],
    ["error[E0463]: can't find crate for `core`", std],
    [`note: the \`${musl}\` target may not be installed`, std],
    ['error: linker `/opt/musl-gcc` not found', ['LINKER_NOT_FOUND', { linker: '/opt/musl-gcc', triple: musl }]],
    ["ld: unrecognized option '--dynamicbase'", mismatch],
    ["ld: unrecognized option '--high-entropy-va'", mismatch],
    ["ld: unrecognized option '--disable-auto-image-base'", mismatch],
    ['ld: cannot find -lkernel32: No such file', mismatch],
    ['a.o: file format not recognized; treating as linker script', mismatch],
    ['a.o: file in wrong format', mismatch],
    ['a.o: Relocations in generic ELF (EM: 62)', mismatch],
    ['a.o: relocations in generic ELF (EM: 62)', mismatch],
    ["unrecognized argument in option '--eh-frame-hdr'", mismatch],
    ['unrecognized option --as-needed', mismatch],
    ["unrecognized option '--as-needed'", mismatch],
    ['ld: unrecognised emulation mode: elf_x86_64', mismatch],
    ['a.o is incompatible with elf64-x86-64', mismatch],
    ['a.o is incompatible with i386:x86-64 output', mismatch],
    ['ld: cannot find -lz: No such file', library('z')],
    ['ld: cannot find -lfoo-1.2+x', library('foo-1.2+x')],
    ['ld: cannot find -l:libssl.a: No such file', library('ssl')],
    ["error: unable to find dynamic system library 'z' using strategy", library('z')],
    ['lld: error: unable to find library -lssl', library('ssl')],
    ['lld: error: unable to find library -l:libssl.a', library('libssl.a')],
    ['bash: line 12: ninja: command not found', ['PROGRAM_NOT_FOUND', { program: 'ninja' }]],
    ['sh: ./configure: not found', ['PROGRAM_NOT_FOUND', { program: './configure' }]],
    ['exec: g++: not found', ['PROGRAM_NOT_FOUND', { program: 'g++' }]],
    [
      'ninja: not found',
      [
        'BUILD_FAILED',
        { command: `${musl}-cc hello.c -o hello`, ended: 'exit code 1', log: `${logs}/sample-c-build.log` },
      ],
    ],
  ])('is explained by what it printed: %s', async (text, expected) => {
    expect(await build(text)).toEqual([expected]);
    expect(await build(`first\n${text}\nlast`)).toEqual([expected]);
  });
  test('is explained by how it ended', async () => {
    const end = async (ended: NonNullable<ReturnType<Behaviour>>['ended']) =>
      found(await stepsOf(fakeMachine(() => (ended === undefined ? {} : { ended }))));
    const command = `${musl}-cc hello.c -o hello`;
    expect(await end({ by: 'limit' })).toEqual([['TIME_LIMIT', { command, seconds: 60, key: 'build-limit' }]]);
    expect(await end({ by: 'missing', program: 'cc' })).toEqual([['PROGRAM_NOT_FOUND', { program: 'cc' }]]);
    expect(await end({ by: 'signal', signal: 'SIGKILL' })).toEqual([
      ['BUILD_FAILED', { command, ended: 'SIGKILL', log: `${logs}/sample-c-build.log` }],
    ]);
    expect(await end({ by: 'stopped' })).toEqual([['STOPPED', {}]]);
    expect(await end({ by: 'code', code: 0 })).toEqual([['ARTIFACT_MISSING', { wanted: 'hello' }]]);
  });
});

describe('a full disk', () => {
  const state = `${root}/.mkcross/verify`;
  const failing = (error: Error) =>
    verifyOn({ ...fakeMachine(), start: () => Promise.reject(error) }, planFor({ runs: [] }));
  const withCode = (code: string, cause?: unknown) => Object.assign(new Error('full', { cause }), { code });
  test.each([
    ['no space', withCode('ENOSPC')],
    ['no quota', withCode('EDQUOT')],
    ['a cause', new Error('cannot write', { cause: withCode('ENOSPC') })],
  ])('is a finding: %s', async (_, error) => {
    expect(found((await failing(error)).steps)).toEqual([['DISK_FULL', { folder: state }]]);
  });
  test.each([
    ['another code', withCode('EACCES')],
    ['no code', new Error('ENOSPC')],
    ['no error', new Error('x', { cause: { code: 'ENOSPC' } })],
  ])('is nothing else: %s', async (_, error) => {
    await expect(failing(error)).rejects.toBe(error);
  });
});

describe('a run', () => {
  test('passes on standard input and variables only where they are given', async () => {
    const machine = fakeMachine(working());
    await stepsOf(machine, planFor({ runs: [{ stdin: 'in', env: { A: 'b' } }, {}] }));
    expect(machine.requests[1]).toMatchObject({ input: 'in', env: { HOME: '/home', A: 'b' }, folder, limit: 5 });
    expect(Object.keys(machine.requests[2] ?? {})).not.toContain('input');
    expect(machine.requests[2]?.env).toEqual({ HOME: '/home' });
  });
  test('says of which target it lacks a runner, and keeps no log', async () => {
    const model = sampleModel([modelTarget(windows, { runsOn: [] })]);
    const pe = binary({
      format: 'pe',
      arch: 'x86_64',
      bits: 64,
      endian: 'little',
      os: 'windows',
      kind: 'executable',
      linkage: 'static',
    });
    const steps = await stepsOf(fakeMachine(working(undefined, pe)), planOf(model));
    expect(found(steps)).toEqual([['RUNNER_MISSING', { triple: windows }]]);
    expect(steps.at(-1)?.log).toBeNull();
    const withRunner = planOf(sampleModel([modelTarget(windows, { runsOn: [], runner: wine })]));
    expect((await stepsOf(fakeMachine(working(undefined, pe)), withRunner)).at(-1)?.log).toMatch(/run-hello\.log$/);
  });
  test('is interrupted, without its output being compared', async () => {
    const stopping: Behaviour = () => ({ ended: { by: 'stopped' } });
    const steps = await stepsOf(fakeMachine(working(stopping)), planFor({ runs: [{ stdout: 'x' }] }));
    expect([steps.at(-1)?.status, found(steps)]).toEqual(['stopped', [['STOPPED', {}]]]);
  });
  test('has no exit code as evidence where it did not end by itself', async () => {
    const steps = await stepsOf(fakeMachine(working(() => ({ ended: { by: 'signal', signal: 'SIGSEGV' } }))));
    expect(steps.at(-1)?.evidence).toEqual([]);
  });
  test('is done again if the program, what is wanted, or the limit changes', async () => {
    const statuses = async (change: (machine: FakeMachine) => void, parts = {}, more = {}) => {
      const machine = fakeMachine(working());
      await stepsOf(machine, planFor({ runs: [{ args: ['a'] }] }));
      change(machine);
      const model = sampleModel([
        modelTarget(musl, { fixtures: [fixtureOf(musl, { runs: [{ args: ['a'] }], ...parts })] }),
      ]);
      return (await stepsOf(machine, planOf(model, { settings: { ...settings, ...more } }))).map(
        ({ status }) => status,
      );
    };
    expect(await statuses(() => undefined)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    const other = binary({ ...elf, linkage: 'static', bits: 64, evidence: ['x'] });
    expect(await statuses(({ disk }) => disk.set(`${folder}/hello`, other))).toEqual(['unchanged', 'passed', 'passed']);
    expect(await statuses(() => undefined, { runs: [{ args: ['b'] }] })).toEqual(['passed', 'unchanged', 'passed']);
    expect(await statuses(() => undefined, {}, { runLimit: 6 })).toEqual(['unchanged', 'unchanged', 'passed']);
    expect(await statuses(() => undefined, { expect: {} })).toEqual(['passed', 'passed', 'unchanged']);
  });
});

describe('the check of headers', () => {
  test('names what is known, and fails only for errors', async () => {
    const facts = { ...elf, linkage: 'static', arch: null, evidence: ['no interpreter'] } as const;
    const [, check] = await stepsOf(fakeMachine(working(undefined, binary(facts))), planFor({ expect: {}, runs: [] }));
    expect(check?.evidence).toEqual(['elf, executable, static', 'no interpreter']);
    expect(check?.status).toBe('failed');
    const warning = { code: 'X', severity: 'warning', data: {} } as const;
    const warned = binary({ ...elf, linkage: 'static', findings: [warning] });
    const [, passed] = await stepsOf(fakeMachine(working(undefined, warned)), planFor({ runs: [] }));
    expect([passed?.status, passed?.findings]).toEqual(['passed', [warning]]);
    const [, failed] = await stepsOf(fakeMachine(working(undefined, dynamicElf)), planFor({ runs: [] }));
    expect(failed?.status).toBe('failed');
  });
});

describe('the hash of a program', () => {
  const machine = () => {
    const one = fakeMachine(() => undefined, { '/a': '1' });
    const read: string[] = [];
    const files = {
      ...one.files,
      contentHash: (path: string) => {
        read.push(path);
        return one.files.contentHash(path);
      },
    };
    const system = { ...one, files };
    const verification = (fresh: boolean): Verification => {
      const unused = () => {
        throw new Error('it is not used');
      };
      return {
        system,
        root,
        state: `${root}/state`,
        settings,
        fresh,
        signal: new AbortController().signal,
        emit: unused,
        cache: stepCache(system, '/cache'),
        slot: unused,
        mutex: unused,
        env: {},
        sources: '',
        toolchain: unused,
      };
    };
    return { ...one, read, verification };
  };
  test('is read once for as long as the file is the same', async () => {
    const { read, verification, disk } = machine();
    const first = await contentHash(verification(false), '/a');
    expect(await contentHash(verification(false), '/a')).toBe(first);
    expect(read).toEqual(['/a']);
    disk.set('/a', '2');
    expect(await contentHash(verification(false), '/a')).not.toBe(first);
    disk.set('/b', '2');
    await contentHash(verification(false), '/b');
    expect(read).toEqual(['/a', '/a', '/b']);
  });
  test('is read anew where all is to be done again', async () => {
    const { read, verification } = machine();
    await contentHash(verification(false), '/a');
    await contentHash(verification(true), '/a');
    expect(read).toEqual(['/a', '/a']);
  });
  test('does not need to be remembered', async () => {
    const { verification } = machine();
    const full = () => Promise.reject(new Error('full'));
    const one = verification(false);
    expect(await contentHash({ ...one, cache: { ...one.cache, keep: full } }, '/a')).toBe(
      await contentHash(verification(false), '/a'),
    );
  });
});

describe('a build that mkcross.toml gives', () => {
  const custom = (
    files: Readonly<Record<string, string>>,
    artifacts: readonly string[],
    more: Behaviour = () => undefined,
  ) => {
    const machine = fakeMachine((request, fake) => {
      if (request.program !== 'bash') return undefined;
      for (const [path, content] of Object.entries(files)) fake.disk.set(`${root}/${path}`, content);
      return more(request, fake);
    });
    const model = sampleModel([modelTarget(musl, { fixtures: [] })]);
    const plan = (parts = {}) => planOf(model, { settings: { ...settings, build: 'make all', artifacts, ...parts } });
    return { machine, plan };
  };
  const named = async ({ machine, plan }: ReturnType<typeof custom>) =>
    (await stepsOf(machine, plan())).map(
      ({ name, kind, status }) => `${kind} ${name.replace('verify.build: ', '')} ${status}`,
    );
  test('has programs run and libraries checked, and nothing else', async () => {
    const made = (kind: Inspection['kind']) => binary({ ...elf, linkage: 'static', kind });
    const files = {
      'out/app.exe': staticElf,
      'out/app.wasm': staticElf,
      'out/my.exe.old': staticElf,
      'out/x.o': made('object'),
      'out/x.debug': made('debug'),
      'out/x.so': made('shared'),
      'out/x.lib': made('import'),
      'out/x.a': binary({ format: 'archive', arch: 'x86_64', kind: 'archive' }),
      'out/x.txt': 'null',
    };
    expect(await named(custom(files, Object.keys(files)))).toEqual([
      'build build passed',
      'check check app (out/app.exe) passed',
      'run run app (out/app.exe) passed',
      'check check app (out/app.wasm) passed',
      'run run app (out/app.wasm) passed',
      'check check my.exe.old passed',
      'run run my.exe.old passed',
      'check check x.so passed',
      'check check x.lib passed',
      'check check x.a passed',
    ]);
  });
  test('names what it should have left', async () => {
    const { machine, plan } = custom({}, ['out/a', 'out/b']);
    expect(found(await stepsOf(machine, plan()))).toEqual([['ARTIFACT_MISSING', { wanted: 'out/a, out/b' }]]);
  });
  test('is explained where it fails', async () => {
    const { machine, plan } = custom({ 'out/a': staticElf }, ['out/a'], () => ({ ended: { by: 'code', code: 2 } }));
    const steps = await stepsOf(machine, plan());
    const log = `${logs}/verify.build-build.log`;
    expect(found(steps)).toEqual([['BUILD_FAILED', { command: "bash -c 'make all'", ended: 'exit code 2', log }]]);
    expect(steps).toHaveLength(1);
    expect([steps[0]?.kind, steps[0]?.log]).toEqual(['build', log]);
  });
  test('is done again if the line or the patterns change', async () => {
    const { machine, plan } = custom({ 'out/a': staticElf, 'out/b': staticElf }, ['out/a']);
    const status = async (parts = {}) => (await stepsOf(machine, plan(parts)))[0]?.status;
    expect(await status()).toBe('passed');
    expect(await status()).toBe('unchanged');
    expect(await status({ build: 'make' })).toBe('passed');
    expect(await status({ build: 'make', artifacts: ['out/b'] })).toBe('passed');
  });
});

test.each<[string, string]>([
  ['a-b_c/d.e@f%g+h=i:j,k', 'a-b_c/d.e@f%g+h=i:j,k'],
  ['', "''"],
  ['a b', "'a b'"],
  [' a', "' a'"],
  ['a ', "'a '"],
  ['$a', "'$a'"],
  ["it's", "'it'\\''s'"],
])('the word %j is %s for bash', (word, text) => {
  expect(shellWord(word)).toBe(text);
});

test('a path is shown as it is below a folder', () => {
  expect(['/a/b', '/a/b/c', '/ab/c', '/a'].map((path) => below('/a', path))).toEqual(['b', 'b/c', '/ab/c', '/a']);
});

test.each([
  ['passed', true],
  ['unchanged', true],
  ['failed', false],
  ['skipped', false],
  ['stopped', false],
] as const)('steps after one that is %s are done: %j', (status, done) => {
  const step = {
    name: '',
    kind: 'run',
    of: 'project',
    seconds: 0,
    command: '',
    log: null,
    tail: [],
    evidence: [],
    findings: [],
  } as const;
  expect(isDone({ ...step, status })).toBe(done);
});
