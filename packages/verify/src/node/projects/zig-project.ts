import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findings } from '@mkcross/core';
import type { StepReport } from '../../report/report.ts';
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
    lock: 'zig',
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
  const { report } = await doStep(lane, {
    name: 'list steps',
    kind: 'build',
    command: ['zig', 'build', '-l'],
    key: lane.verification.sources,
    logs: true,
    work: async (log) => {
      const request = { folder: lane.verification.root, log, limit: lane.verification.settings.buildLimit };
      const { ended, stdout } = await startCommand(lane, ['zig', 'build', '-l'], request);
      const steps = [...stdout.matchAll(/^ {2}(\S+)/gm)].map(([, step = '']) => step);
      if (ended.by === 'code' && ended.code === 0) return { status: 'passed', evidence: steps };
      return { status: 'stopped', findings: [findings.STOPPED({})] };
    },
  });
  return report.evidence.includes('test');
}
