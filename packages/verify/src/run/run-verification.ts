import pLimit from 'p-limit';
import type { ProjectPlan, TargetPlan, VerifyPlan } from '../plan/plan.ts';
import { reportOf, verdictOf, type VerifyEvent } from '../report/report.ts';
import type { Report, StepReport } from '../report/report-schema.ts';
import { runFixture } from './fixture-run.ts';
import { runProject } from './project-run.ts';
import { stepCache } from './step-cache.ts';
import type { StopSignal, VerifySystem } from './system.ts';
import type { TargetRun, Verification } from './verification.ts';

/** How a plan is carried out. */
export interface VerificationRequest {
  readonly plan: VerifyPlan;
  /** The environment of the project's shell. */
  readonly env: Readonly<Record<string, string>>;
  /** A hash of the project's sources. */
  readonly sources: string;
  /** What identifies the compilers of a target besides its tools, such as Rust's own libraries. */
  readonly compilers: (target: TargetPlan) => Promise<string>;
  /**
   * The folder of the step cache, of the user and not of the project: a project could contain steps that passed, and they would be
   * believed.
   */
  readonly passed: string;
  /** Whether what passed before is done again. */
  readonly fresh: boolean;
  /** How many builds, and how many programs, run at once. */
  readonly jobs: number;
  /** Ends everything that was started, and then the verification itself, whose report says so. */
  readonly signal: StopSignal;
  readonly emit: (event: VerifyEvent) => void;
}

/**
 * Carries out a plan: builds, checks and runs the fixtures and the project, of all targets side by side. What goes wrong with one target
 * hides nothing of another. Logs and builds are in `.mkcross/verify` of the project.
 */
export async function runVerification(system: VerifySystem, request: VerificationRequest): Promise<Report> {
  const start = system.clock();
  const { plan, emit } = request;
  const verification = verificationOf(system, request);
  emit({ event: 'start', targets: plan.targets.map(({ triple }) => triple) });
  const targets = await Promise.all(
    plan.targets.map(async (target) => {
      const steps = await runTarget(verification, target);
      const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
      return { target: target.triple, verdict: verdictOf(steps), seconds, steps };
    }),
  );
  const report = reportOf(targets, system.clock() - start);
  emit({ event: 'end', report });
  return report;
}

function verificationOf(system: VerifySystem, request: VerificationRequest): Verification {
  const { plan, passed, fresh, signal, emit, env, sources, compilers, jobs } = request;
  const { root, settings } = plan;
  const state = `${root}/.mkcross/verify`;
  const slots = { build: pLimit(jobs), run: pLimit(jobs) };
  const locks = new Map<string, ReturnType<typeof pLimit>>();
  return {
    system,
    root,
    state,
    settings,
    fresh,
    signal,
    emit,
    env,
    sources,
    cache: stepCache(system, passed),
    slot: (kind, work) => slots[kind](work),
    mutex: (name, work) => {
      const lock = locks.get(name) ?? pLimit(1);
      locks.set(name, lock);
      return lock(work);
    },
    toolchain: async (target) => {
      const tools = await Promise.all(
        target.tools.map(async (path) => [path, (await system.files.identity(path)) ?? null]),
      );
      return system.hash(JSON.stringify([tools, await compilers(target)]));
    },
  };
}

async function runTarget(verification: Verification, target: TargetPlan): Promise<readonly StepReport[]> {
  const run = (of: TargetRun['of'], name: string): TargetRun => ({ verification, target, of, name });
  const runs = [
    ...target.fixtures.map((fixture) => runFixture(run('fixture', fixture.name), fixture)),
    ...target.projects.map((project) => runProject(run('project', nameOf(project)), project)),
  ];
  return (await Promise.all(runs)).flat();
}

function nameOf(project: ProjectPlan): string {
  if (project.by === 'custom') return 'verify.build';
  return project.by === 'none' ? project.name : project.adapter;
}
