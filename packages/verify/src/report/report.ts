import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { REPORT_VERSION, type Report, type StepReport, type TargetReport, type Verdict } from './report-schema.ts';

/** Progress of a verification; `--events` prints one JSON object per line. */
export type VerifyEvent =
  | { readonly event: 'start'; readonly targets: readonly string[] }
  | { readonly event: 'step-start'; readonly target: string; readonly step: string }
  | { readonly event: 'step'; readonly target: string; readonly step: StepReport }
  | { readonly event: 'end'; readonly report: Report };

/** The verdict of a target by its steps. What was skipped because an optional tool is missing says nothing about the target. */
export function verdictOf(steps: readonly Pick<StepReport, 'findings' | 'status'>[]): Verdict {
  const counted = steps.filter((step) => !isForWantOfOptionalTool(step));
  const has = (status: StepReport['status']) => counted.some((step) => step.status === status);
  if (has('failed')) return 'failed';
  if (has('stopped')) return 'stopped';
  return counted.length === 0 || has('skipped') ? 'unproven' : 'proven';
}

const isForWantOfOptionalTool = ({ status, findings: found }: Pick<StepReport, 'findings' | 'status'>) =>
  status === 'skipped' && found.some(({ code }) => code === findings.FIXTURE_TOOL_MISSING.code);

/** The report of all targets, in the order of `targets`, their steps in the order in which they were done by fixture and build system. */
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
