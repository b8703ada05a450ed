import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { coreFindings, type Finding } from '@mkcross/core';
import type { StepReport } from '../report/report-schema.ts';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { runCommand, type CommandResult } from './run/run-command.ts';
import { hashOf, type Artifact } from './stamps.ts';
import type { Lane } from './verification.ts';

/** What a step found. */
export interface StepOutcome {
  readonly status: 'failed' | 'passed' | 'skipped' | 'stopped';
  readonly evidence?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly tail?: readonly string[];
  readonly artifacts?: readonly Artifact[];
}

/** The outcome of a step that was interrupted. */
export const stopped: StepOutcome = { status: 'stopped', findings: [coreFindings.STOPPED({})] };

/** A step to be done. */
export interface StepWork {
  /** What it does: `build`, `prove notes`, `run notes`. */
  readonly name: string;
  readonly kind: StepReport['kind'];
  readonly command?: readonly string[];
  /** All that its result depends on. */
  readonly key: unknown;
  /** @default false: nothing is printed that a file must hold */
  readonly logs?: boolean;
  readonly work: (job: Job) => Promise<StepOutcome>;
}

/** The job that a step's command is. */
export interface Job {
  /** The file that gets what it prints. */
  readonly log: string;
  /** Says that it starts now: what a step has waited for others does not count as its time. */
  readonly starts: () => void;
}

/** A step's report, and what it left. */
export interface StepResult {
  readonly report: StepReport;
  readonly artifacts: readonly Artifact[];
}

/** Does a step, unless it passed before and nothing has changed; tells of it, and remembers that it passed. */
export async function doStep(lane: Lane, step: StepWork): Promise<StepResult> {
  const { verification, target, of } = lane;
  const { emit, stamps, state, root, signal } = verification;
  const name = `${lane.name}: ${step.name}`;
  const id = `${target.triple}/${name}`;
  const key = hashOf([1, step.command ?? [], target.environment, step.key]);
  const log = join(state, 'logs', target.triple, `${name.replaceAll(/[^A-Za-z0-9.+-]+/g, '-')}.log`);
  const basics = { name, kind: step.kind, of, command: (step.command ?? []).map(shellWord).join(' ') };
  const done = (report: StepReport, artifacts: readonly Artifact[]): StepResult => {
    emit({ event: 'step', target: target.triple, step: report });
    return { report, artifacts };
  };
  const before = verification.fresh ? undefined : await stamps.find(id, key);
  if (before !== undefined)
    return done(
      { ...basics, status: 'unchanged', seconds: 0, log: null, tail: [], evidence: before.evidence, findings: [] },
      before.artifacts,
    );
  emit({ event: 'step-start', target: target.triple, step: name });
  let start = performance.now();
  const starts = () => {
    start = performance.now();
  };
  const outcome = await attempt(async () => {
    await stamps.drop(id);
    await mkdir(dirname(log), { recursive: true });
    await rm(log, { force: true });
    return signal.aborted ? stopped : step.work({ log, starts });
  }, state);
  const kept = await attempt(async () => {
    if (outcome.status === 'passed')
      await stamps.keep(id, { key, evidence: outcome.evidence ?? [], artifacts: outcome.artifacts ?? [] });
    return outcome;
  }, state);
  const { status, evidence = [], findings: found = [], tail = [], artifacts = [] } = kept;
  return done(
    {
      ...basics,
      status,
      seconds: (performance.now() - start) / 1000,
      log: step.logs === true ? relative(root, log) : null,
      tail: status === 'failed' ? tail : [],
      evidence,
      findings: found,
    },
    artifacts,
  );
}

/** Does some work; a full disk is a finding of the step, not the end of everything. */
async function attempt(work: () => Promise<StepOutcome>, folder: string): Promise<StepOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
      return { status: 'failed', findings: [findings.DISK_FULL({ folder })] };
    throw error;
  }
}

/** Starts a program for a step, when a job is free. */
export function startCommand(
  { verification }: Lane,
  kind: 'build' | 'run',
  command: readonly [string, ...string[]],
  { folder, job, limit, onLine }: { folder: string; job: Job; limit: number; onLine?: (line: string) => void },
): Promise<CommandResult> {
  const { env, signal, slot } = verification;
  return slot(kind, () => {
    job.starts();
    const { log } = job;
    return runCommand({ command, folder, env, log, limit, signal, ...(onLine === undefined ? {} : { onLine }) });
  });
}

/** A word as bash takes it. */
export const shellWord = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
