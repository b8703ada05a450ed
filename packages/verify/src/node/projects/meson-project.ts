import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import type { Artifact } from '../stamps.ts';
import { startCommand } from '../step.ts';
import type { Lane } from '../verification.ts';
import { buildFolder, buildStep, isDone, programAt, programsOf } from './project-lane.ts';
import { testStep } from './test-step.ts';

/** Sets up and compiles a Meson project for a target, proves and runs its executables, and runs its tests. */
export async function verifyMeson(lane: Lane, setup: readonly [string, ...string[]]): Promise<readonly StepReport[]> {
  const { root } = lane.verification;
  const folder = await buildFolder(lane, 'meson');
  const isSetUp = (await stat(join(folder, 'build.ninja')).catch(() => undefined)) !== undefined;
  const configured = await buildStep(lane, {
    name: 'configure',
    command: [...setup, folder, root],
    further: isSetUp ? ['--reconfigure'] : [],
    lock: folder,
  });
  if (!isDone(configured)) return [configured.report];
  const built = await buildStep(lane, {
    name: 'build',
    command: ['meson', 'compile', '-C', folder],
    lock: folder,
    artifacts: () => executables(lane, folder),
  });
  const programs = await programsOf(lane, built);
  const tests = isDone(built) ? [await testStep(lane, ['meson', 'test', '-C', folder])] : [];
  return [configured.report, built.report, ...programs, ...tests];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The executables that `meson introspect --targets` names. */
async function executables(lane: Lane, folder: string): Promise<readonly Artifact[]> {
  const { root, state } = lane.verification;
  const request = { folder: root, job: { log: join(state, 'introspect.log'), starts: () => undefined }, limit: 60 };
  const { stdout } = await startCommand(lane, 'build', ['meson', 'introspect', '--targets', folder], request);
  const targets: unknown = JSON.parse(stdout);
  if (!Array.isArray(targets)) return [];
  const paths = targets.flatMap((target: unknown) => {
    if (!isRecord(target) || target['type'] !== 'executable' || !Array.isArray(target['filename'])) return [];
    return target['filename'].map(String).slice(0, 1);
  });
  return (await Promise.all(paths.toSorted().map((path) => programAt(path, root)))).flat();
}
