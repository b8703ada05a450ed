import { relative } from 'node:path';
import type { Finding } from '@mkcross/core';
import { check, inspect, type Expectation } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import type { StepReport } from '../report/report-schema.ts';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { ProgramRun } from '../verify/target-to-verify.ts';
import { contentHash } from './content-hash.ts';
import { diagnoseRun } from './diagnose-run.ts';
import type { Artifact } from './stamps.ts';
import { doStep, startCommand, stopped } from './step.ts';
import { plainRun, type Lane } from './verification.ts';

/** Checks that the headers of a program are as expected, and runs it. */
export async function proveAndRun(
  lane: Lane,
  artifact: Artifact,
  expected: Expectation | undefined,
  runs: readonly ProgramRun[],
): Promise<readonly StepReport[]> {
  const content = await contentHash(lane.verification, artifact.path);
  const proven = await checkHeaders(lane, artifact, expected, content);
  const reports = [proven];
  for (const [index, run] of runs.entries())
    reports.push(await runProgram(lane, artifact, run, content, runs.length > 1 ? ` ${index + 1}` : ''));
  return reports;
}

async function checkHeaders(
  lane: Lane,
  artifact: Artifact,
  expected: Expectation | undefined,
  content: string,
): Promise<StepReport> {
  const { report } = await doStep(lane, {
    name: `prove ${artifact.name}`,
    kind: 'prove',
    key: [content, expected],
    work: () => {
      const path = relative(lane.verification.root, artifact.path);
      const found = withFile(artifact.path, (source) => inspect(source, path));
      const wrong = expected === undefined ? [] : check(found, expected);
      const all: readonly Finding[] = [...found.findings, ...wrong];
      const failed = all.some(({ severity }) => severity === 'error');
      const what = [found.format, found.arch, found.kind, found.linkage].filter((part) => part !== null).join(', ');
      return Promise.resolve({
        status: failed ? 'failed' : 'passed',
        evidence: [what, ...found.evidence],
        findings: all,
      });
    },
  });
  return report;
}

async function runProgram(
  lane: Lane,
  artifact: Artifact,
  run: ProgramRun,
  content: string,
  suffix: string,
): Promise<StepReport> {
  const { runs, triple } = lane.target;
  const program = relative(lane.verification.root, artifact.path);
  const limit = lane.verification.settings.runLimit;
  const command: readonly [string, ...string[]] =
    runs.by === 'runner' ? [runs.program, artifact.path, ...run.args] : [artifact.path, ...run.args];
  const { report } = await doStep(lane, {
    name: `run ${artifact.name}${suffix}`,
    kind: 'run',
    command,
    key: [content, run, limit],
    logs: runs.by !== 'nobody',
    work: async (job) => {
      if (runs.by === 'nobody') return { status: 'skipped', findings: [findings.RUNNER_MISSING({ triple })] };
      const result = await startCommand(lane, 'run', command, { folder: artifact.folder, job, limit });
      if (result.ended.by === 'stopped') return stopped;
      const isOpen = result.ended.by === 'limit' && run.exitCode === undefined && artifact.role === 'program';
      // A program of which nothing is said may be a server: it started, and that is what is asked.
      if (isOpen) return { status: 'passed', evidence: [`it was still running after ${limit} seconds`] };
      const wrong = diagnoseRun({ program, command, expected: run, limit }, result);
      const code = result.ended.by === 'code' ? `it ended with ${result.ended.code}` : '';
      return {
        status: wrong.length > 0 ? 'failed' : 'passed',
        evidence: code === '' ? [] : [code],
        findings: wrong,
        tail: result.tail,
      };
    },
  });
  return report;
}

/** How programs of a project are run: tests to their end, others as mkcross.toml says. */
export function runsOf(lane: Lane, artifact: Artifact): readonly ProgramRun[] {
  if (artifact.role === 'test') return [{ ...plainRun, exitCode: 0 }];
  const said = lane.verification.settings.run[artifact.name] ?? plainRun;
  return said.skip ? [] : [said];
}
