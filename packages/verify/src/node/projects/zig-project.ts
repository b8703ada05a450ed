import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import { diagnoseBuild } from '../diagnose-build.ts';
import { doStep, startCommand } from '../step.ts';
import type { Lane } from '../verification.ts';
import { testStep } from './test-step.ts';
import { buildFolder, buildStep, isDone, programAt, programsOf } from './project-lane.ts';

/** Builds a Zig project for a target with `zig build`, proves and runs what it installs, and runs its step `test`. */
export async function verifyZig(lane: Lane, zig: string): Promise<readonly StepReport[]> {
  const { root } = lane.verification;
  const prefix = await buildFolder(lane, 'zig');
  const build = ['zig', 'build', `-Dtarget=${zig}`] as const;
  const built = await buildStep(lane, {
    name: 'build',
    command: [...build, '--prefix', prefix],
    // Builds for several targets share one cache, which zig locks itself, file by file.
    lock: prefix,
    artifacts: async () => {
      const names = await readdir(join(prefix, 'bin')).catch(() => []);
      const programs = names.filter((name) => !/\.(pdb|dll|lib)$/.test(name)).toSorted();
      return (await Promise.all(programs.map((name) => programAt(join(prefix, 'bin', name), root)))).flat();
    },
  });
  const programs = await programsOf(lane, built);
  if (!isDone(built) || !(await hasTests(lane))) return [built.report, ...programs];
  return [built.report, ...programs, await testStep(lane, [...build, 'test'])];
}

/** Whether build.zig has a step called `test`. */
async function hasTests(lane: Lane): Promise<boolean> {
  const command = ['zig', 'build', '-l'] as const;
  const { report } = await doStep(lane, {
    name: 'list steps',
    kind: 'build',
    command,
    key: lane.verification.sources,
    logs: true,
    work: async (job) => {
      const request = { folder: lane.verification.root, limit: lane.verification.settings.buildLimit };
      const result = await startCommand(lane, 'build', command, { ...request, job });
      const steps = [...result.stdout.matchAll(/^ {2}(\S+)/gm)].map(([, step = '']) => step);
      if (result.ended.by === 'code' && result.ended.code === 0) return { status: 'passed', evidence: steps };
      const about = { ...request, log: relative(request.folder, job.log), triple: lane.target.triple, command };
      const status = result.ended.by === 'stopped' ? 'stopped' : 'failed';
      return { status, findings: diagnoseBuild(about, result), tail: result.tail };
    },
  });
  return report.evidence.includes('test');
}
