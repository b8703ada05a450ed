import { commandFindings } from './command-findings.ts';
import { projectFileFindings } from './project-file-findings.ts';
import { trustFindings } from './trust-findings.ts';

/** Every finding that this package defines, by its permanent code. */
export const findings = {
  ...commandFindings,
  ...projectFileFindings,
  ...trustFindings,
} as const;
