import { coreFindings, type Finding } from '@mkcross/core';
import type { ProgramRun } from '../verify/target-to-verify.ts';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { CommandResult } from './run/run-command.ts';
import { shellWord } from './step.ts';

const signals: Readonly<Record<string, string>> = {
  SIGABRT: 'it aborted itself (SIGABRT)',
  SIGBUS: 'it used memory that is not there (SIGBUS)',
  SIGFPE: 'it divided by zero or the like (SIGFPE)',
  SIGILL: 'it has an instruction that this processor does not know (SIGILL)',
  SIGSEGV: 'it used memory that is not its own (SIGSEGV)',
  SIGSYS: 'it made a system call that is not allowed (SIGSYS)',
  SIGTRAP: 'it stopped at a trap (SIGTRAP)',
};

/** A run: of what, with which expectations. */
export interface ProgramStart {
  readonly program: string;
  readonly command: readonly string[];
  readonly expected: ProgramRun;
  readonly limit: number;
}

/** What was wrong with a run; nothing where all was as expected. */
export function diagnoseRun(about: ProgramStart, { ended, stdout, text }: CommandResult): readonly Finding[] {
  const { program, expected } = about;
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
      const named = saidByRunner(text);
      if (named.didNotStart !== undefined) return [findings.PROGRAM_DID_NOT_START({ program, why: named.didNotStart })];
      if (named.crashed !== undefined && ended.code !== expected.exitCode) return crashed(named.crashed);
      return differences(about, ended.code, stdout);
    }
  }
}

/** What runners say of a program's end: our own, Wine's and qemu's words. */
function saidByRunner(text: string): { readonly didNotStart?: string; readonly crashed?: string } {
  const missing = [...text.matchAll(/^mkcross: {3}(.+)$/gm)].map(([, what = '']) => what);
  if (/^mkcross: .* could not start, because/m.test(text)) return { didNotStart: `missing: ${missing.join('; ')}` };
  const absent = /unimplemented function (\S+),/.exec(text)?.[1];
  if (absent !== undefined) return { crashed: `it calls ${absent}, which that DLL does not have` };
  const exception = /^(?:mkcross: \S+ crashed: |wine: Unhandled )(.+)$/m.exec(text)?.[1];
  if (exception !== undefined) return { crashed: exception };
  const signal = /^qemu: uncaught target signal \d+ \((.+?)\)/m.exec(text)?.[1];
  return signal === undefined ? {} : { crashed: signal };
}

function differences({ program, expected }: ProgramStart, code: number, stdout: string): readonly Finding[] {
  const printed = stdout.replaceAll('\r\n', '\n');
  // 126 and 127 are a shell's words for a program that it cannot start.
  const notStarted = expected.exitCode === undefined && (code === 126 || code === 127);
  return [
    ...(notStarted ? [findings.PROGRAM_DID_NOT_START({ program, why: `its runner ended with ${code}` })] : []),
    ...(expected.exitCode !== undefined && code !== expected.exitCode
      ? [findings.EXIT_CODE_WRONG({ program, expected: expected.exitCode, found: code })]
      : []),
    ...(expected.stdout !== undefined && printed !== expected.stdout
      ? [findings.OUTPUT_WRONG({ program, expected: expected.stdout, found: printed })]
      : []),
  ];
}
