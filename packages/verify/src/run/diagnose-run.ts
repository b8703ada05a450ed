import { coreFindings, type Finding, type Run } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { shellWord } from './step.ts';
import type { CommandResult } from './system.ts';

const signals: Readonly<Record<string, string>> = {
  SIGABRT: 'abort (SIGABRT)',
  SIGBUS: 'bus error (SIGBUS)',
  SIGFPE: 'arithmetic error, such as a division by zero (SIGFPE)',
  SIGILL: 'illegal instruction for this processor (SIGILL)',
  SIGSEGV: 'segmentation fault (SIGSEGV)',
  SIGSYS: 'forbidden system call (SIGSYS)',
  SIGTRAP: 'trap (SIGTRAP)',
};

/** A run: of what, with which expectations. */
export interface ProgramStart {
  readonly program: string;
  readonly command: readonly string[];
  /** Anything is accepted for what is left out. */
  readonly expected: Run;
  readonly limit: number;
}

/** What was wrong with a run; empty where all was as expected. */
export function diagnoseRun(about: ProgramStart, result: CommandResult): readonly Finding[] {
  const { program, expected } = about;
  const { ended, text } = result;
  const crashed = (how: string) => [findings.PROGRAM_CRASHED({ program, how })];
  switch (ended.by) {
    case 'stopped':
      return [coreFindings.STOPPED({})];
    case 'limit': {
      const command = about.command.map(shellWord).join(' ');
      return [findings.TIME_LIMIT({ command, seconds: about.limit, key: 'run-limit' })];
    }
    case 'missing':
      return [findings.PROGRAM_DID_NOT_START({ program, why: 'it, its runner or its interpreter is missing' })];
    case 'signal':
      return crashed(signals[ended.signal] ?? ended.signal);
    case 'code': {
      const named = runnerMessage(text, ended.code);
      if (named.didNotStart !== undefined) return [findings.PROGRAM_DID_NOT_START({ program, why: named.didNotStart })];
      if (named.crashed !== undefined && ended.code !== expected.exitCode) return crashed(named.crashed);
      return differences(about, ended.code, result);
    }
  }
}

/** Why a program did not start or crashed, by the messages of mkcross' runner for Wine, Wine and qemu. */
function runnerMessage(text: string, code: number): { readonly didNotStart?: string; readonly crashed?: string } {
  const missing = [...text.matchAll(/^mkcross: {3}(.+)$/gm)].map(([, what = '']) => what);
  if (/^mkcross: cannot start .*: DLLs are missing:$/m.test(text))
    return { didNotStart: `missing: ${missing.join('; ')}` };
  // What runners end with where they do not start a program, as env and timeout do.
  const refused = code === 125 ? /^mkcross: (.+)$/m.exec(text)?.[1] : undefined;
  if (refused !== undefined) return { didNotStart: refused };
  const absent = /unimplemented function (\S+),/.exec(text)?.[1];
  if (absent !== undefined) return { crashed: `it calls ${absent}, which that DLL does not have` };
  const exception = /^wine: Unhandled (.+)$/m.exec(text)?.[1];
  if (exception !== undefined) return { crashed: exception };
  const signal = /^qemu: uncaught target signal \d+ \((.+?)\)/m.exec(text)?.[1];
  return signal === undefined ? {} : { crashed: signal };
}

function differences(
  { program, expected }: ProgramStart,
  code: number,
  { stdout, stderr }: CommandResult,
): readonly Finding[] {
  // 126 and 127 are what a shell ends with where it cannot start a program.
  const notStarted = expected.exitCode === undefined && (code === 126 || code === 127);
  const output = (stream: 'stderr' | 'stdout', wanted: string | undefined, printed: string) =>
    wanted === undefined || comparable(printed) === comparable(wanted)
      ? []
      : [findings.OUTPUT_WRONG({ program, stream, expected: wanted, found: printed })];
  return [
    ...(notStarted ? [findings.PROGRAM_DID_NOT_START({ program, why: `its runner ended with ${code}` })] : []),
    ...(expected.exitCode !== undefined && code !== expected.exitCode
      ? [findings.EXIT_CODE_WRONG({ program, expected: expected.exitCode, found: code })]
      : []),
    ...output('stdout', expected.stdout, stdout),
    ...output('stderr', expected.stderr, stderr),
  ];
}

/** Output with newlines as on Linux and none at its end, where they do not count: as in the checks of the flake. */
const comparable = (text: string) => text.replaceAll('\r\n', '\n').replace(/\n+$/, '');
