import { commandFindings } from './command-findings.ts';
import { configFindings } from './config-findings.ts';
import { fileFindings } from './file-findings.ts';
import { hostFindings } from './host-findings.ts';
import { mergeFindings } from './merge-findings.ts';
import { pluginFindings } from './plugin-findings.ts';
import { verifyFindings } from './verify-findings.ts';

/** Every kind of finding, by its permanent code. docs/errors.md is generated from it. */
export const findings = {
  ...commandFindings,
  ...configFindings,
  ...fileFindings,
  ...hostFindings,
  ...mergeFindings,
  ...pluginFindings,
  ...verifyFindings,
} as const;

export { defineFinding, placeText, type Finding, type FindingKind, type Place } from './finding.ts';
export { findingsOf, MkcrossError, throwIfErrors } from './mkcross-error.ts';
export type { Side } from './merge-findings.ts';
