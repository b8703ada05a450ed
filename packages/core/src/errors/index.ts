export { coreFindings } from './core-findings.ts';
export {
  defineFinding,
  type DefinedFinding,
  type FindingData,
  type FindingDefinition,
  type FindingDefinitions,
} from './define-finding.ts';
export { visibleLine, visibleText } from './visible-text.ts';
export { describeFinding, type FindingText } from './describe-finding.ts';
export { isFinding, placeText, type Finding, type Place } from './finding.ts';
export { findingsOf, MkcrossError, throwIfErrors } from './mkcross-error.ts';
export { systemCode, systemReason } from './system-error.ts';
