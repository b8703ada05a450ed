import { configFindings } from './config-findings.ts';
import { fileFindings } from './file-findings.ts';
import { mergeFindings } from './merge-findings.ts';
import { pluginFindings } from './plugin-findings.ts';

/** Every finding that this package defines, by its permanent code. */
export const findings = {
  ...configFindings,
  ...fileFindings,
  ...mergeFindings,
  ...pluginFindings,
} as const;
