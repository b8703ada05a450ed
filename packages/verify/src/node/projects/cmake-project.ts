import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import type { Artifact } from '../stamps.ts';
import type { Lane } from '../verification.ts';
import { buildFolder, buildStep, isDone, programAt, programsOf } from './project-lane.ts';
import { testStep } from './test-step.ts';

/** Configures and builds a CMake project for a target, proves and runs its executables, and runs ctest where it has tests. */
export async function verifyCMake(
  lane: Lane,
  configure: readonly [string, ...string[]],
): Promise<readonly StepReport[]> {
  const { root } = lane.verification;
  const folder = await buildFolder(lane, 'cmake');
  await mkdir(join(folder, queries), { recursive: true });
  await writeFile(join(folder, queries, 'codemodel-v2'), '');
  const configured = await buildStep(lane, {
    name: 'configure',
    command: [...configure, '-S', root, '-B', folder],
    lock: folder,
  });
  if (!isDone(configured)) return [configured.report];
  const built = await buildStep(lane, {
    name: 'build',
    command: ['cmake', '--build', folder, '--parallel'],
    lock: folder,
    artifacts: () => executables(folder, root),
  });
  const programs = await programsOf(lane, built);
  const hasTests = (await stat(join(folder, 'CTestTestfile.cmake')).catch(() => undefined)) !== undefined;
  const tests =
    isDone(built) && hasTests
      ? [await testStep(lane, ['ctest', '--test-dir', folder, '--output-on-failure', '--no-tests=ignore'])]
      : [];
  return [configured.report, built.report, ...programs, ...tests];
}

const queries = '.cmake/api/v1/query';
const replies = '.cmake/api/v1/reply';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The executables that CMake's file API names (cmake-file-api(7)). */
async function executables(folder: string, root: string): Promise<readonly Artifact[]> {
  const files = (await readdir(join(folder, replies))).filter((name) => name.startsWith('target-')).toSorted();
  const found = await Promise.all(
    files.map(async (name) => {
      const reply: unknown = JSON.parse(await readFile(join(folder, replies, name), 'utf8'));
      if (!isRecord(reply) || reply['type'] !== 'EXECUTABLE' || !Array.isArray(reply['artifacts'])) return [];
      const [path] = reply['artifacts'].flatMap((one: unknown) => (isRecord(one) ? [String(one['path'])] : []));
      return path === undefined ? [] : programAt(isAbsolute(path) ? path : join(folder, path), root);
    }),
  );
  return found.flat();
}
