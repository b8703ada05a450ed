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
  /** `jest` counts its test cases; a check counts as one. */
  readonly kind: 'check' | 'jest';
  /** Whether its output is shown while it runs, for steps that take minutes. */
  readonly live: boolean;
}

/** What came of a step. */
export interface Outcome extends Count {
  readonly output: string;
}

/** Runs a step in the repository's folder. It fails if its program does, whatever its program counted. */
export async function runStep(step: Step, root: string): Promise<Outcome> {
  if (step.kind === 'jest') return runJest(step, root);
  const { failed, output } = await run(step, root);
  return failed ? { passed: 0, failed: 1, output } : { passed: 1, failed: 0, output };
}

async function runJest(step: Step, root: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-test-'));
  try {
    const report = join(folder, 'report.json');
    const { failed, output } = await run(
      { ...step, command: [...step.command, '--json', `--outputFile=${report}`] },
      root,
    );
    const count = parseJestReport(await readFile(report, 'utf8').catch(() => '{}'));
    return { ...count, failed: failed ? Math.max(count.failed, 1) : count.failed, output };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run({ command: [program, ...args], live }: Step, root: string) {
  const stream = live ? (['inherit', 'pipe'] as const) : 'pipe';
  const result = await execa(program, args, {
    cwd: root,
    preferLocal: true,
    reject: false,
    all: true,
    stdin: 'ignore',
    stdout: stream,
    stderr: stream,
  });
  return { failed: result.failed, output: result.all === '' ? (result.shortMessage ?? '') : result.all };
}
