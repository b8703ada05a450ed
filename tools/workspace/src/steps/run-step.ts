import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { parseJestReport, type Count } from './jest-report.ts';

/** One thing that `npm test` runs. */
export interface Step {
  readonly name: string;
  /** A program of the repository and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** `jest` counts its test cases; any other step counts as one. */
  readonly kind: 'check' | 'jest';
  /** Whether its output is shown while it runs, for steps that take minutes. */
  readonly live: boolean;
}

/** What came of a step. */
export interface Outcome extends Count {
  readonly output: string;
}

/** Runs a step in the repository's folder. It fails if its program does, whatever its program counted. */
export async function runStep({ command, kind, live }: Step, root: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-test-'));
  const report = join(folder, 'report.json');
  try {
    const [program, ...args] = command;
    const { all, failed } = await execa(
      program,
      kind === 'jest' ? [...args, '--json', `--outputFile=${report}`] : args,
      {
        cwd: root,
        preferLocal: true,
        reject: false,
        all: true,
        stdin: 'ignore',
        stdout: kind === 'jest' ? 'ignore' : live ? ['inherit', 'pipe'] : 'pipe',
        stderr: live ? ['inherit', 'pipe'] : 'pipe',
      },
    );
    const counted =
      kind === 'jest'
        ? parseJestReport(await readFile(report, 'utf8').catch(() => '{}'))
        : { passed: failed ? 0 : 1, failed: 0 };
    return { ...counted, failed: failed ? Math.max(counted.failed, 1) : counted.failed, output: all ?? '' };
  } finally {
    await rm(folder, { recursive: true });
  }
}
