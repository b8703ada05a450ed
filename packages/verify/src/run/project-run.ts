import { adapters, type Artifact, type BuildRequest, type BuildResult, type ProjectStep } from '@mkcross/build-systems';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { PlannedCommand, ProjectPlan } from '../plan/plan.ts';
import type { StepReport } from '../report/report-schema.ts';
import { checkArtifacts } from './artifact-steps.ts';
import { runCustomBuild } from './custom-build.ts';
import { buildOutcome } from './diagnose-build.ts';
import {
  doStep,
  isDone,
  startCommand,
  stepId,
  stepKey,
  unchanged,
  type StepHead,
  type StepOutcome,
  type StepWork,
} from './step.ts';
import type { CommandResult } from './system.ts';
import type { TargetRun } from './verification.ts';

type AdapterPlan = Extract<ProjectPlan, { readonly by: 'adapter' }>;

/** Builds the project for a target in one way, checks and runs what it left, and runs its tests. */
export async function runProject(run: TargetRun, plan: ProjectPlan): Promise<readonly StepReport[]> {
  switch (plan.by) {
    case 'custom':
      return runCustomBuild(run, plan.build, plan.expected);
    case 'none':
      return [await skipped(run, { name: 'build', kind: 'build' }, plan.found)];
    case 'adapter':
      return runAdapter(run, plan);
  }
}

async function skipped(run: TargetRun, head: StepHead, found: StepReport['findings']): Promise<StepReport> {
  const work: StepWork['work'] = () => Promise.resolve({ status: 'skipped', findings: found });
  return (await doStep(run, { ...head, key: undefined, work })).report;
}

async function runAdapter(run: TargetRun, plan: AdapterPlan): Promise<readonly StepReport[]> {
  const { verification, target } = run;
  const { root, state, system } = verification;
  const adapter = adapters.find(({ id }) => id === plan.adapter);
  if (adapter === undefined) throw new Error(`no build system is called ${plan.adapter}`);
  const output = `${state}/${adapter.id}/${target.triple}`;
  await system.files.makeFolder(output);
  const request: BuildRequest = { input: plan.target, folder: root, output };
  const { project } = adapter;
  const steps = await project.build(request, system.files);
  const { reports, printed, isBuilt, artifacts: kept, remember } = await buildSteps(run, plan, steps, output);
  if (!isBuilt) return reports;
  const built: BuildResult = { read: system.files.read, list: system.files.list, printed };
  const artifacts = kept ?? (await project.artifacts(request, built));
  await remember(artifacts);
  const checked =
    artifacts.length > 0
      ? await checkArtifacts(run, artifacts, plan.expected)
      : [await skipped(run, { name: 'artifacts', kind: 'check' }, [findings.NOTHING_BUILT({ by: adapter.id })])];
  const tests: StepReport[] = [];
  for (const step of await project.test(request, built)) tests.push(await testStep(run, step, output));
  return [...reports, ...checked, ...tests];
}

/** What the steps of a build came to. */
interface BuiltSteps {
  readonly reports: readonly StepReport[];
  readonly printed: Readonly<Record<string, string>>;
  /** Whether all of them passed. */
  readonly isBuilt: boolean;
  /** What they left, where they passed before. */
  readonly artifacts?: readonly Artifact[];
  /** Remembers that they passed, and what they left. */
  readonly remember: (artifacts: readonly Artifact[]) => Promise<void>;
}

/** The steps of a build, done one after another, or all of them as they passed before. */
async function buildSteps(
  run: TargetRun,
  plan: AdapterPlan,
  steps: readonly ProjectStep[],
  output: string,
): Promise<BuiltSteps> {
  const { cache, fresh, sources, settings } = run.verification;
  // The steps themselves are not in the key: after the first build, some are called differently.
  const id = stepId(run, 'all steps of the build');
  const key = stepKey(run, [sources, settings.build, plan.toolchain, plan.adapter]);
  const known = fresh ? undefined : await cache.find(id, key);
  const nothing = { remember: () => Promise.resolve() };
  if (known !== undefined) {
    const reports = steps.filter(isShown).map((step) => unchanged(run, headOf(step), []));
    return { reports, printed: known.printed, artifacts: known.artifacts, isBuilt: true, ...nothing };
  }
  await cache.drop(id);
  const reports: StepReport[] = [];
  const printed: Record<string, string> = {};
  for (const step of steps) {
    const report = await buildStep(run, step, output, (stdout) => {
      printed[step.name] = stdout;
    });
    if (isShown(step) || !isDone(report)) reports.push(report);
    if (!isDone(report)) return { reports, printed, isBuilt: false, ...nothing };
  }
  return {
    reports,
    printed,
    isBuilt: true,
    remember: (artifacts) => cache.keep(id, { key, evidence: [], artifacts, printed }),
  };
}

/** Steps that only print what mkcross reads are reported if they fail. */
const isShown = ({ kind }: ProjectStep) => kind !== 'list';

const headOf = ({ name, command }: ProjectStep): StepHead => ({ name, kind: 'build', command });

async function buildStep(
  run: TargetRun,
  step: ProjectStep,
  output: string,
  keep: (stdout: string) => void,
): Promise<StepReport> {
  const { report } = await doStep(run, {
    ...headOf(step),
    key: undefined,
    logs: true,
    work: (job) =>
      startStep(run, step, output, job, (result) => {
        keep(result.stdout);
      }),
  });
  return report;
}

/** Has a build system run the project's tests, which it does through the target's runner. */
async function testStep(run: TargetRun, step: ProjectStep, output: string): Promise<StepReport> {
  const { verification, target } = run;
  const { sources, settings } = verification;
  const { starts, triple } = target;
  const { report } = await doStep(run, {
    ...headOf(step),
    kind: 'run',
    key: [sources, settings, step],
    logs: starts.by === 'host' || starts.by === 'runner',
    work: (job) => {
      if (starts.by === 'nothing')
        return Promise.resolve({ status: 'skipped', findings: [findings.RUNNER_MISSING({ triple })] });
      if (starts.by === 'missing') return Promise.resolve({ status: 'failed', findings: starts.found });
      return startStep(run, step, output, job, () => undefined);
    },
  });
  return report;
}

/** Starts the command of a build system. One that does not write to a folder of its target alone runs alone: cargo, autoreconf. */
async function startStep(
  run: TargetRun,
  step: ProjectStep,
  output: string,
  job: Parameters<StepWork['work']>[0],
  passed: (result: CommandResult) => void,
): Promise<StepOutcome> {
  const { root, system, settings, mutex } = run.verification;
  const planned = projectCommand(run, step.command);
  if ('found' in planned) return { status: 'failed', findings: planned.found };
  const folder = step.cwd ?? root;
  await system.files.makeFolder(folder);
  for (const [path, text] of Object.entries(step.files ?? {})) await system.files.write(path, text);
  const isShared = ![folder, ...step.command].some((word) => word.includes(output));
  const command = {
    program: planned.program,
    args: step.command.slice(1),
    folder,
    limit: settings.buildLimit,
    printsJson: true,
    ...(step.env === undefined ? {} : { env: step.env }),
  };
  const result = await mutex(isShared ? run.name : output, () => startCommand(run, 'build', job, command));
  const wrong = buildOutcome(run, { command: step.command, log: job.log, folder }, result);
  if (wrong !== undefined) return wrong;
  passed(result);
  return { status: 'passed' };
}

/**
 * A command of a build system with the path of its program. What is called like a program of the shell is that of the shell:
 * `PROGRAM_NOT_IN_SHELL`. Others, such as make, are those of PATH.
 */
function projectCommand(
  { target: { programs, triple } }: TargetRun,
  words: PlannedCommand['words'],
): PlannedCommand | { readonly found: StepReport['findings'] } {
  const [program] = words;
  const path = programs[program];
  if (typeof path === 'string') return { words, program: path };
  if (path === null || program.startsWith(`${triple}-`))
    return { found: [findings.PROGRAM_NOT_IN_SHELL({ program, triple })] };
  return { words, program };
}
