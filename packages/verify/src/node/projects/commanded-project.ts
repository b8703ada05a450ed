import { join } from 'node:path';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { glob } from 'tinyglobby';
import type { StepReport } from '../../report/report-schema.ts';
import type { Lane } from '../verification.ts';
import { buildStep, programAt, programsOf } from './project-lane.ts';

/** Builds as `[verify]` of mkcross.toml says, and proves and runs what its patterns name. */
export async function verifyCommanded(lane: Lane, build: string): Promise<readonly StepReport[]> {
  const { root, settings } = lane.verification;
  const { placeholders } = lane.target;
  const filled = (text: string) =>
    text.replaceAll(/\{([a-z-]+)\}/g, (whole, name: string) => placeholders[name] ?? whole);
  const built = await buildStep(lane, {
    name: 'build',
    command: ['bash', '-c', filled(build)],
    lock: lane.target.triple,
    artifacts: async () => {
      const paths = await glob(settings.artifacts.map(filled), { cwd: root, dot: true, followSymbolicLinks: false });
      const programs = paths
        .toSorted()
        .map((path) => join(root, path))
        .filter((path) => withFile(path, (source) => inspect(source, path)).format !== null);
      return (await Promise.all(programs.map((path) => programAt(path, root)))).flat();
    },
  });
  return [built.report, ...(await programsOf(lane, built))];
}
