import { relative } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import { diagnoseBuild } from '../diagnose-build.ts';
import { doStep, startCommand, stopped } from '../step.ts';
import type { Lane } from '../verification.ts';
import { verifyFindings as findings } from '../../findings/verify-findings.ts';

/** Has a build system run the project's tests, which it does through the target's runner. */
export async function testStep(lane: Lane, command: readonly [string, ...string[]]): Promise<StepReport> {
  const { verification, target } = lane;
  const { root, settings, sources } = verification;
  const { report } = await doStep(lane, {
    name: 'test',
    kind: 'run',
    command,
    key: [sources, settings],
    logs: true,
    work: async (job) => {
      if (target.runs.by === 'nobody')
        return { status: 'skipped', findings: [findings.RUNNER_MISSING({ triple: target.triple })] };
      const limit = settings.buildLimit;
      const result = await startCommand(lane, 'build', command, { folder: root, job, limit });
      if (result.ended.by === 'stopped') return stopped;
      if (result.ended.by === 'code' && result.ended.code === 0) return { status: 'passed' };
      const about = { triple: target.triple, command, log: relative(root, job.log), folder: root, limit };
      return { status: 'failed', findings: diagnoseBuild(about, result), tail: result.tail };
    },
  });
  return report;
}
