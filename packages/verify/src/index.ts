export { countsText, htmlReport } from './report/html-report.ts';
export { junitReport } from './report/junit-report.ts';
export {
  REPORT_VERSION,
  reportSchema,
  type Report,
  type StepReport,
  type TargetReport,
  type Verdict,
} from './report/report-schema.ts';
export type { VerifyEvent } from './report/report.ts';
export type { Fill } from './plan/fill-command.ts';
export type {
  CustomBuild,
  FixturePlan,
  PlannedCommand,
  ProgramRun,
  ProjectPlan,
  Starts,
  TargetPlan,
  VerifyPlan,
  VerifySettings,
} from './plan/plan.ts';
export { shellFill, type EnteredShell } from './plan/shell-fill.ts';
export { calledTools } from './plan/called-tools.ts';
export {
  fixtureName,
  isInShell,
  targetsToVerify,
  verifyPlan,
  type PlanRequest,
  type WantedTarget,
} from './plan/verify-plan.ts';
export { runVerification, type VerificationRequest } from './run/run-verification.ts';
export type {
  CommandRequest,
  CommandResult,
  Ending,
  StopSignal,
  VerifyFiles,
  VerifySystem,
  VerifyWriter,
} from './run/system.ts';
export { verifyFindings } from './findings/verify-findings.ts';
