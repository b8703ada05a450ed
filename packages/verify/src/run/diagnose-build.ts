import { coreFindings, type Finding } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { below, shellWord, stopped, type StepOutcome } from './step.ts';
import type { CommandResult } from './system.ts';
import type { TargetRun } from './verification.ts';

/** What the output of a build means: the first of these patterns that matches it. */
const meanings: readonly {
  readonly pattern: RegExp;
  readonly means: (match: RegExpExecArray, about: BuildFailure) => Finding;
}[] = [
  {
    pattern: /No space left on device|ENOSPC|NoSpaceLeft/,
    means: (_, { folder }) => findings.DISK_FULL({ folder }),
  },
  {
    // rustc's E0463, and its note.
    pattern: /can't find crate for `(?:core|std)`|the `(\S+)` target may not be installed/,
    means: (_, { triple }) => coreFindings.STD_NOT_INSTALLED({ triple }),
  },
  {
    pattern: /linker `([^`]+)` not found/,
    means: ([, linker = ''], { triple }) => findings.LINKER_NOT_FOUND({ linker, triple }),
  },
  {
    // What ld for Linux prints for flags and objects for Windows, ld of mingw for those for Linux, and both for another architecture.
    pattern:
      /unrecognized option '--(?:nxcompat|dynamicbase|disable-auto-image-base|high-entropy-va)|cannot find -lkernel32|file (?:format not recognized|in wrong format)|[Rr]elocations in generic ELF|unrecognized (?:argument in )?option '?--(?:eh-frame-hdr|as-needed)|unrecognised emulation mode|is incompatible with (?:elf|i386|x86)/,
    means: (_, { triple }) => findings.LINKER_TARGET_MISMATCH({ triple }),
  },
  {
    pattern:
      /cannot find -l:?(?:lib)?([\w+.-]+?)(?:\.a)?(?::|\s|$)|unable to find (?:dynamic system )?library '?-?l?:?([\w+.-]+)/m,
    means: ([, ofGnu, ofLld], { triple }) => findings.LIBRARY_NOT_FOUND({ library: ofGnu ?? ofLld ?? '', triple }),
  },
  {
    pattern: /(?:exec|sh|bash): (?:line \d+: )?([\w./+-]+): (?:command )?not found/,
    means: ([, program = '']) => findings.PROGRAM_NOT_FOUND({ program }),
  },
];

/** The outcome of a build command that did not succeed; undefined if it did. */
export function buildOutcome(
  { target, verification }: TargetRun,
  { command, log, folder }: Pick<BuildFailure, 'command' | 'folder' | 'log'>,
  result: CommandResult,
): StepOutcome | undefined {
  if (result.ended.by === 'stopped') return stopped;
  if (result.ended.by === 'code' && result.ended.code === 0) return undefined;
  const limit = verification.settings.buildLimit;
  const about = { triple: target.triple, command, log: below(verification.root, log), folder, limit };
  return { status: 'failed', findings: diagnoseBuild(about, result), tail: result.tail };
}

/** A build that failed: for what, and where its log is. */
interface BuildFailure {
  readonly triple: string;
  readonly command: readonly string[];
  readonly log: string;
  readonly folder: string;
  readonly limit: number;
}

/** What went wrong with a build, and what to do about it. */
function diagnoseBuild(about: BuildFailure, { ended, text }: CommandResult): readonly Finding[] {
  const command = about.command.map(shellWord).join(' ');
  switch (ended.by) {
    case 'stopped':
      return [coreFindings.STOPPED({})];
    case 'limit':
      return [findings.TIME_LIMIT({ command, seconds: about.limit, key: 'build-limit' })];
    case 'missing':
      return [findings.PROGRAM_NOT_FOUND({ program: ended.program })];
    case 'code':
    case 'signal': {
      for (const { pattern, means } of meanings) {
        const match = pattern.exec(text);
        if (match !== null) return [means(match, about)];
      }
      const how = ended.by === 'code' ? `exit code ${ended.code}` : ended.signal;
      return [findings.BUILD_FAILED({ command, ended: how, log: about.log })];
    }
  }
}
