import type { Run } from '@mkcross/core';
import { diagnoseRun } from './diagnose-run.ts';
import type { CommandResult, Ending } from './system.ts';

/** What is found: code and data. */
const found = (ended: Ending, output: Partial<CommandResult> = {}, expected: Run = {}) =>
  diagnoseRun(
    { program: 'out/app', command: ['wine', 'out/my app'], expected, limit: 60 },
    { ended, stdout: '', stderr: '', tail: [], text: '', ...output },
  ).map(({ code, data }) => [code, data]);
const ended = (code: number): Ending => ({ by: 'code', code });
const crashed = (how: string) => [['PROGRAM_CRASHED', { program: 'out/app', how }]];
const notStarted = (why: string) => [['PROGRAM_DID_NOT_START', { program: 'out/app', why }]];

describe('a program that did not end by itself', () => {
  test('was interrupted', () => {
    expect(found({ by: 'stopped' })).toEqual([['STOPPED', {}]]);
  });
  test('took too long, by the key of mkcross.toml that limits it', () => {
    const data = { command: "wine 'out/my app'", seconds: 60, key: 'run-limit' };
    expect(found({ by: 'limit' })).toEqual([['TIME_LIMIT', data]]);
  });
  test('is missing', () => {
    expect(found({ by: 'missing', program: 'wine' })).toEqual(
      notStarted('it, its runner or its interpreter is missing'),
    );
  });
  test.each([
    ['SIGABRT', 'abort (SIGABRT)'],
    ['SIGBUS', 'bus error (SIGBUS)'],
    ['SIGFPE', 'arithmetic error, such as a division by zero (SIGFPE)'],
    ['SIGILL', 'illegal instruction for this processor (SIGILL)'],
    ['SIGSEGV', 'segmentation fault (SIGSEGV)'],
    ['SIGSYS', 'forbidden system call (SIGSYS)'],
    ['SIGTRAP', 'trap (SIGTRAP)'],
    ['SIGXCPU', 'SIGXCPU'],
  ])('crashed with %s', (signal, how) => {
    expect(found({ by: 'signal', signal })).toEqual(crashed(how));
  });
});

describe('what runners print', () => {
  const missing = `wine: something
mkcross: cannot start app.exe: DLLs are missing:
mkcross:   libgcc_s_seh-1.dll, needed by app.exe
mkcross:   zlib1.dll, needed by app.exe
mkcross: put them beside the program, or link these libraries statically
`;
  test('names what a program needs that is not there', () => {
    expect(found(ended(53), { text: missing })).toEqual(
      notStarted('missing: libgcc_s_seh-1.dll, needed by app.exe; zlib1.dll, needed by app.exe'),
    );
    expect(found(ended(53), { text: missing }, { exitCode: 53 })[0]?.[0]).toBe('PROGRAM_DID_NOT_START');
  });
  test('is only read where a line begins', () => {
    const quoted = missing.replaceAll(/^/gm, '> ');
    expect(found(ended(0), { text: quoted })).toEqual([]);
    const two = 'mkcross: cannot start a: DLLs are missing:\nx mkcross:   no\nmkcross:  two blanks\nmkcross:   yes\n';
    expect(found(ended(1), { text: two })).toEqual(notStarted('missing: yes'));
    expect(found(ended(0), { text: 'log: wine: Unhandled page fault' })).toEqual([]);
    expect(found(ended(0), { text: 'log: qemu: uncaught target signal 11 (Segmentation fault)' })).toEqual([]);
  });
  test('says why it did not start a program', () => {
    const text = 'first\nmkcross: WINEPREFIX is not set\nmkcross: more\n';
    expect(found(ended(125), { text })).toEqual(notStarted('WINEPREFIX is not set'));
    expect(found(ended(125), { text }, { exitCode: 125 })[0]?.[0]).toBe('PROGRAM_DID_NOT_START');
    expect(found(ended(124), { text })).toEqual([]);
    expect(found(ended(125), { text: 'x mkcross: WINEPREFIX is not set' })).toEqual([]);
  });
  test('names DLLs where they are what is missing only', () => {
    expect(found(ended(53), { text: 'mkcross: cannot start a: DLLs are missing: none\n' })).toEqual([]);
    expect(found(ended(53), { text: '> mkcross: cannot start a: DLLs are missing:\n' })).toEqual([]);
  });
  test.each([
    [
      'Call from 0x7b to unimplemented function api.dll.CreateFoo, aborting',
      'it calls api.dll.CreateFoo, which that DLL does not have',
    ],
    ['first\nwine: Unhandled page fault on read access\nmore', 'page fault on read access'],
    ['first\nqemu: uncaught target signal 11 (Segmentation fault) - core dumped', 'Segmentation fault'],
  ])('says how a program crashed: %j', (text, how) => {
    expect(found(ended(1), { text })).toEqual(crashed(how));
    expect(found(ended(1), { text }, { exitCode: 0 })).toEqual(crashed(how));
  });
  test('is no crash where the exit code is the one that is expected', () => {
    expect(found(ended(3), { text: 'wine: Unhandled exception' }, { exitCode: 3 })).toEqual([]);
  });
});

describe('a program that ended', () => {
  test('may have any code where nothing is said, but those of a shell that cannot start it', () => {
    for (const code of [0, 1, 125, 128, 255]) expect(found(ended(code))).toEqual([]);
    for (const code of [126, 127])
      expect(found(ended(code))).toEqual(notStarted(`its runner ended with ${String(code)}`));
    expect(found(ended(127), {}, { exitCode: 127 })).toEqual([]);
  });
  test('must have the code that is said', () => {
    const data = { program: 'out/app', expected: 2, found: 3 };
    expect(found(ended(3), {}, { exitCode: 2 })).toEqual([['EXIT_CODE_WRONG', data]]);
  });
  test('must print what is said, on the right stream', () => {
    const printed = { stdout: 'a\n', stderr: 'b\n' };
    expect(found(ended(0), printed, { stdout: 'a\n', stderr: 'b\n' })).toEqual([]);
    const wrong = (stream: string, wanted: string, got: string) => [
      'OUTPUT_WRONG',
      { program: 'out/app', stream, expected: wanted, found: got },
    ];
    expect(found(ended(0), printed, { stdout: 'b\n', stderr: 'a\n' })).toEqual([
      wrong('stdout', 'b\n', 'a\n'),
      wrong('stderr', 'a\n', 'b\n'),
    ]);
  });
  test.each<[string, string, boolean]>([
    ['a', 'a\n\n', true],
    ['a\n', 'a', true],
    ['a\r\nb\r\n', 'a\nb', true],
    ['ab', 'a\nb', false],
    ['a\n\nb', 'a\nb', false],
    ['\na', 'a', false],
    ['a\rb', 'a\nb', false],
    ['a\n ', 'a', false],
  ])('prints lines, whichever way they end: %j for %j: %j', (printed, wanted, same) => {
    expect(found(ended(0), { stdout: printed }, { stdout: wanted }).length).toBe(same ? 0 : 1);
  });
});
