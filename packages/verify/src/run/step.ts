import type { Artifact } from '@mkcross/build-systems';
import { coreFindings, findingsOf, type Finding } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { StepReport } from '../report/report-schema.ts';
import type { CommandRequest, CommandResult } from './system.ts';
import type { TargetRun } from './verification.ts';

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

/** What a report says of a step before it is done. */
export interface StepHead {
  /** What it does: `build`, `check notes`, `run notes`. */
  readonly name: string;
  readonly kind: StepReport['kind'];
  readonly command?: readonly string[];
}

/** A step to be done. */
export interface StepWork extends StepHead {
  /** All that its result depends on, besides the environment of the target; undefined for a step that is always done. */
  readonly key: unknown;
  /** Whether it prints something that a file gets. @default false */
  readonly logs?: boolean;
  readonly work: (job: Job) => Promise<StepOutcome>;
}

/** The job that a step's command is. */
export interface Job {
  /** The file that gets what it prints. */
  readonly log: string;
  /** To be called when the work starts: the time that a step has waited for others does not count. */
  readonly starts: () => void;
}

/** A step's report, and what it left. */
export interface StepResult {
  readonly report: StepReport;
  readonly artifacts: readonly Artifact[];
}

/** The id of a step, or of a series of steps, in the step cache. */
export const stepId = ({ target, name }: TargetRun, step: string): string => `${target.triple}/${name}: ${step}`;

/** The key of a result that depends on `parts` and on the environment of the target. */
export const stepKey = ({ verification, target }: TargetRun, parts: unknown): string =>
  verification.system.hash(JSON.stringify([2, target.environment, parts]));

const basicsOf = (run: TargetRun, { name, kind, command = [] }: StepHead) => ({
  name: `${run.name}: ${name}`,
  kind,
  of: run.of,
  command: command.map(shellWord).join(' '),
});

/** Reports a step that passed before and is not done again. */
export function unchanged(run: TargetRun, step: StepHead, evidence: readonly string[]): StepReport {
  const nothing = { seconds: 0, log: null, tail: [], findings: [] };
  const report: StepReport = { ...basicsOf(run, step), ...nothing, status: 'unchanged', evidence };
  run.verification.emit({ event: 'step', target: run.target.triple, step: report });
  return report;
}

/** Does a step, unless it passed before and nothing has changed; reports it, and remembers that it passed. */
export async function doStep(run: TargetRun, step: StepWork): Promise<StepResult> {
  const { verification, target } = run;
  const { emit, cache, fresh, state, root, signal, system } = verification;
  const id = stepId(run, step.name);
  const key = step.key === undefined ? undefined : stepKey(run, step.key);
  const before = fresh || key === undefined ? undefined : await cache.find(id, key);
  if (before !== undefined) return { report: unchanged(run, step, before.evidence), artifacts: before.artifacts };
  const basics = basicsOf(run, step);
  const log = `${state}/logs/${target.triple}/${basics.name.replaceAll(/[^A-Za-z0-9.+-]+/g, '-')}.log`;
  emit({ event: 'step-start', target: target.triple, step: basics.name });
  let start = system.clock();
  const starts = () => {
    start = system.clock();
  };
  const outcome = await attempt(async () => {
    await cache.drop(id);
    if (step.logs === true) await system.files.write(log, '');
    return signal.aborted ? stopped : step.work({ log, starts });
  }, state);
  const kept = await attempt(async () => {
    const { status, evidence = [], artifacts = [] } = outcome;
    if (status === 'passed' && key !== undefined) await cache.keep(id, { key, evidence, artifacts, printed: {} });
    return outcome;
  }, state);
  const { status, evidence = [], findings: found = [], tail = [], artifacts = [] } = kept;
  const report: StepReport = {
    ...basics,
    status,
    seconds: system.clock() - start,
    log: step.logs === true ? below(root, log) : null,
    tail: status === 'failed' ? tail : [],
    evidence,
    findings: found,
  };
  emit({ event: 'step', target: target.triple, step: report });
  return { report, artifacts };
}

/** Does some work; a full disk is a finding of the step, not the end of everything. */
async function attempt(work: () => Promise<StepOutcome>, folder: string): Promise<StepOutcome> {
  try {
    return await work();
  } catch (error) {
    if (isDiskFull(error)) return { status: 'failed', findings: [findings.DISK_FULL({ folder })] };
    const found = findingsOf(error);
    if (found !== undefined) return { status: 'failed', findings: found };
    throw error;
  }
}

/** Whether the file system has no space, by an error of it or the one that it caused. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return true;
  return error.cause !== undefined && isDiskFull(error.cause);
}

/** What a step starts, besides what is the same for all. */
export type StepCommand = Omit<CommandRequest, 'env' | 'log' | 'signal'> & {
  /** Variables that are added to those of the shell. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a program for a step, when a job is free. */
export function startCommand(
  { verification }: TargetRun,
  kind: 'build' | 'run',
  { log, starts }: Job,
  command: StepCommand,
): Promise<CommandResult> {
  const { env, signal, slot, system } = verification;
  return slot(kind, () => {
    starts();
    return system.start({ ...command, env: { ...env, ...command.env }, log, signal });
  });
}

/** Whether the steps after a step can be done. */
export const isDone = ({ status }: StepReport): boolean => status === 'passed' || status === 'unchanged';

/** A path as it is below a folder; itself if it is elsewhere. */
export const below = (folder: string, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;

/** A word as bash takes it. */
export const shellWord = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
