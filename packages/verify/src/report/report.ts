import type { Finding } from '@mkcross/core';

/** The version of the report's shape. */
export const REPORT_VERSION = 1;

/** What `mkcross verify` found. */
export interface Report {
  readonly reportVersion: typeof REPORT_VERSION;
  readonly verdict: Verdict;
  /** Wall-clock time of the whole. */
  readonly seconds: number;
  readonly targets: readonly TargetReport[];
}

/**
 * `proven`: all steps passed, now or when last run. `failed`: one did not. `unproven`: none failed, but something could
 * not be shown, such as a run without a runner. `stopped`: interrupted.
 */
export type Verdict = 'failed' | 'proven' | 'stopped' | 'unproven';

/** What was found of one target. */
export interface TargetReport {
  readonly target: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly steps: readonly StepReport[];
}

/** One thing that was looked at. */
export interface StepReport {
  /** Unique in its target: `rust-musl/hello: build`. */
  readonly name: string;
  readonly kind: 'build' | 'prove' | 'run';
  /** Whose it is: a plugin's fixture or the project. */
  readonly of: 'fixture' | 'project';
  /** `unchanged`: it passed before, and nothing that it depends on has changed. */
  readonly status: 'failed' | 'passed' | 'skipped' | 'stopped' | 'unchanged';
  /** How long it took, without what it waited for others. */
  readonly seconds: number;
  /** The command as it can be typed; empty where a file was read. */
  readonly command: string;
  /** The file with all that it printed, relative to the project; null where it printed nothing or nothing was run. */
  readonly log: string | null;
  /** The last lines of that file, where the step failed. */
  readonly tail: readonly string[];
  /** What was seen: linkage with its evidence, exit code. */
  readonly evidence: readonly string[];
  readonly findings: readonly Finding[];
}

/** What happens while it happens; `--events` prints one JSON object a line. */
export type VerifyEvent =
  | { readonly event: 'start'; readonly targets: readonly string[] }
  | { readonly event: 'step-start'; readonly target: string; readonly step: string }
  | { readonly event: 'step'; readonly target: string; readonly step: StepReport }
  | { readonly event: 'end'; readonly report: Report };

/** The verdict of a target by its steps. */
export function verdictOf(steps: readonly Pick<StepReport, 'status'>[]): Verdict {
  const has = (status: StepReport['status']) => steps.some((step) => step.status === status);
  if (has('failed')) return 'failed';
  if (has('stopped')) return 'stopped';
  return steps.length === 0 || has('skipped') ? 'unproven' : 'proven';
}

/** The report of all targets, in the order of `targets`, their steps in the order in which they were done by lane. */
export function reportOf(targets: readonly TargetReport[], seconds: number): Report {
  const verdicts = targets.map(({ verdict }) => verdict);
  const order: readonly Verdict[] = ['failed', 'stopped', 'unproven', 'proven'];
  return {
    reportVersion: REPORT_VERSION,
    verdict: order.find((verdict) => verdicts.includes(verdict)) ?? 'unproven',
    seconds,
    targets,
  };
}
