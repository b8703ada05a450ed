import type { Artifact } from '@mkcross/build-systems';
import type { Expectation } from '@mkcross/inspect';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { CustomBuild } from '../plan/plan.ts';
import type { StepReport } from '../report/report-schema.ts';
import { checkArtifacts } from './artifact-steps.ts';
import { buildOutcome } from './diagnose-build.ts';
import { below, doStep, startCommand } from './step.ts';
import type { TargetRun } from './verification.ts';

/** Builds as `[verify]` of mkcross.toml says, and checks and runs what its patterns name. */
export async function runCustomBuild(
  run: TargetRun,
  { line, artifacts: patterns }: CustomBuild,
  expected: Expectation,
): Promise<readonly StepReport[]> {
  const { root, settings, sources, mutex } = run.verification;
  const command = ['bash', '-c', line] as const;
  const limit = settings.buildLimit;
  const built = await doStep(run, {
    name: 'build',
    kind: 'build',
    command,
    key: [sources, line, patterns],
    logs: true,
    work: async (job) => {
      const start = { program: 'bash', args: ['-c', line], folder: root, limit };
      const result = await mutex(run.target.triple, () => startCommand(run, 'build', job, start));
      const wrong = buildOutcome(run, { command, log: job.log, folder: root }, result);
      if (wrong !== undefined) return wrong;
      const artifacts = await artifactsOf(run, patterns);
      return artifacts.length === 0
        ? { status: 'failed', findings: [findings.ARTIFACT_MISSING({ wanted: patterns.join(', ') })] }
        : { status: 'passed', artifacts };
    },
  });
  return [built.report, ...(await checkArtifacts(run, built.artifacts, expected))];
}

/** The binaries among the files that patterns name. */
async function artifactsOf({ verification }: TargetRun, patterns: readonly string[]): Promise<readonly Artifact[]> {
  const { root, system } = verification;
  const paths = await system.files.glob(patterns, root);
  return paths.flatMap((path): readonly Artifact[] => {
    const { format, kind } = system.inspect(path, below(root, path));
    if (format === null || kind === 'object' || kind === 'debug') return [];
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(exe|wasm)$/, '');
    const isLibrary = kind === 'archive' || kind === 'import' || kind === 'shared';
    return [{ name, path, kind: isLibrary ? 'library' : 'executable', run: !isLibrary, folder: root }];
  });
}
