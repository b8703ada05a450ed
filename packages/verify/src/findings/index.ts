import { binaryFindings } from './binary-findings.ts';
import { verifyFindings } from './verify-findings.ts';

/** Every finding that this package defines, by its permanent code. */
export const findings = {
  ...binaryFindings,
  ...verifyFindings,
} as const;
