export { bytesSource, type ByteSource } from './bytes/byte-source.ts';
export { inspectFindings } from './binary-findings.ts';
export { check } from './check/check.ts';
export { expectedLinkages, type Expectation, type ExpectedLinkage, type TargetFacts } from './check/expectation.ts';
export { inspect } from './inspect/inspect.ts';
export { inspectionSchema } from './inspect/inspection-schema.ts';
export type {
  Debug,
  DllImport,
  Hardening,
  Inspection,
  Kind,
  Resources,
  SymbolVersion,
} from './inspect/inspection-schema.ts';
export { findingSchema, type Described } from './schema-parts.ts';
export type { DllClass } from './pe/dll-class.ts';
