import { commandFindings } from './command-findings.ts';
import { projectFileFindings } from './project-file-findings.ts';

/** Every finding that this package defines, by its permanent code. */
export const findings = {
  ...commandFindings,
  ...projectFileFindings,
} as const;
