export { bytesSource, type ByteSource } from './bytes/byte-source.ts';
export { expectedLinkages, unmet, type Expectation, type ExpectedLinkage } from './inspect/expect.ts';
export { inspect } from './inspect/inspect.ts';
export { inspectionSchema } from './inspect/inspection-schema.ts';
export type { Debug, DllImport, Hardening, Inspection, Kind, Resources } from './inspect/inspection.ts';
export type { DllClass } from './pe/dll-class.ts';
export { countsText, htmlReport } from './report/html-report.ts';
export { junitReport } from './report/junit-report.ts';
export { reportSchema } from './report/report-schema.ts';
export {
  REPORT_VERSION,
  type Report,
  type StepReport,
  type TargetReport,
  type Verdict,
  type VerifyEvent,
} from './report/report.ts';
export type {
  BuildSystems,
  Fixture,
  ProgramProof,
  ProgramRun,
  Runs,
  TargetToVerify,
  VerifySettings,
} from './verify/target-to-verify.ts';
export { findings as verifyFindings } from './findings/index.ts';
