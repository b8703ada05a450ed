import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { FixturePlan } from '../plan/plan.ts';
import type { StepReport } from '../report/report-schema.ts';
import { checkAndRun } from './artifact-steps.ts';
import { buildOutcome } from './diagnose-build.ts';
import { doStep, startCommand } from './step.ts';
import type { TargetRun } from './verification.ts';

/** Builds a fixture in an empty folder, checks its program, and runs it. */
export async function runFixture(run: TargetRun, fixture: FixturePlan): Promise<readonly StepReport[]> {
  const { verification, target } = run;
  const { state, settings, system } = verification;
  const { build, files, artifact: left } = fixture;
  const head = { name: 'build', kind: 'build' } as const;
  if (!('words' in build)) {
    const outcome =
      'found' in build
        ? ({ status: 'failed', findings: build.found } as const)
        : ({ status: 'skipped', findings: build.skipped } as const);
    return [(await doStep(run, { ...head, key: undefined, work: () => Promise.resolve(outcome) })).report];
  }
  const folder = `${state}/fixtures/${target.triple}/${fixture.name.replaceAll(/[^A-Za-z0-9.+-]+/g, '-')}`;
  const path = `${folder}/${left}`;
  const built = await doStep(run, {
    ...head,
    command: build.words,
    key: [fixture, await system.files.identity(build.program), await verification.toolchain(target)],
    logs: true,
    work: async (job) => {
      await system.files.remove(folder);
      await system.files.makeFolder(folder);
      for (const [name, text] of Object.entries(files)) await system.files.write(`${folder}/${name}`, text);
      const args = build.words.slice(1);
      const limit = settings.buildLimit;
      const result = await startCommand(run, 'build', job, { program: build.program, args, folder, limit });
      const wrong = buildOutcome(run, { command: build.words, log: job.log, folder }, result);
      if (wrong !== undefined) return wrong;
      if ((await system.files.identity(path)) === undefined)
        return { status: 'failed', findings: [findings.ARTIFACT_MISSING({ wanted: left })] };
      const name = left.slice(left.lastIndexOf('/') + 1).replace(/\.(exe|wasm)$/, '');
      return { status: 'passed', artifacts: [{ name, path, kind: 'executable', run: true, folder }] };
    },
  });
  const [artifact] = built.artifacts;
  if (artifact === undefined) return [built.report];
  // Programs of fixtures end by themselves.
  const runs = fixture.runs.map((one) => ({ exitCode: 0, ...one }));
  return [built.report, ...(await checkAndRun(run, artifact, fixture.expected, runs))];
}
