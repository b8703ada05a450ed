import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { StepReport } from '../report/report-schema.ts';
import type { Fixture } from '../verify/target-to-verify.ts';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { diagnoseBuild } from './diagnose-build.ts';
import { proveAndRun } from './program-steps.ts';
import { programName } from './projects/project-lane.ts';
import { doStep, startCommand } from './step.ts';
import type { Lane } from './verification.ts';

/** Builds a plugin's fixture in an empty folder, proves it, and runs it. */
export async function verifyFixture(lane: Lane, fixture: Fixture): Promise<readonly StepReport[]> {
  const { verification, target } = lane;
  const { state, settings, root, alone } = verification;
  const folder = join(state, 'fixtures', target.triple, fixture.name.replaceAll('/', '-'));
  const path = join(folder, fixture.artifact);
  const [program = '', ...args] = fixture.command;
  const command = [program, ...args] as const;
  const built = await doStep(lane, {
    name: 'build',
    kind: 'build',
    command,
    key: [fixture, await verification.toolchain(target)],
    logs: true,
    work: async (job) => {
      await rm(folder, { recursive: true, force: true });
      for (const [name, text] of Object.entries(fixture.files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
      const limit = settings.buildLimit;
      const result = await alone(folder, () => startCommand(lane, 'build', command, { folder, job, limit }));
      const about = { triple: target.triple, command, log: relative(root, job.log), folder, limit };
      if (result.ended.by === 'stopped') return { status: 'stopped', findings: diagnoseBuild(about, result) };
      if (result.ended.by !== 'code' || result.ended.code !== 0)
        return { status: 'failed', findings: diagnoseBuild(about, result), tail: result.tail };
      if ((await stat(path).catch(() => undefined)) === undefined)
        return { status: 'failed', findings: [findings.ARTIFACT_MISSING({ wanted: fixture.artifact })] };
      const artifact = { name: programName(path), path, folder, role: 'program' } as const;
      return { status: 'passed', artifacts: [artifact] };
    },
  });
  const [artifact] = built.artifacts;
  if (artifact === undefined) return [built.report];
  const runs = fixture.runs.map((run) => ({ ...run, skip: false }));
  return [built.report, ...(await proveAndRun(lane, artifact, fixture.expected, runs))];
}
