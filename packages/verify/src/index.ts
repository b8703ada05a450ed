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
export type {
  BuildSystems,
  Fixture,
  ProgramRun,
  Runs,
  TargetToVerify,
  VerifySettings,
} from './verify/target-to-verify.ts';
export { verifyFindings } from './findings/verify-findings.ts';
