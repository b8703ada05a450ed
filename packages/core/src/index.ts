export * from './contract/index.ts';
export { isEnvName } from './env-name.ts';
export {
  coreFindings,
  defineFinding,
  describeFinding,
  findingsOf,
  isFinding,
  MkcrossError,
  placeText,
  systemCode,
  systemReason,
  throwIfErrors,
  visibleLine,
  visibleText,
} from './errors/index.ts';
export type {
  DefinedFinding,
  Finding,
  FindingData,
  FindingDefinition,
  FindingDefinitions,
  FindingText,
  Place,
} from './errors/index.ts';
export { hostTriples, testedHosts } from './hosts.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';
export { knownTargets } from './known-targets.ts';
export { findTarget, knownTriples } from './known-targets-data.ts';
export { ccName, cargoName } from './target.ts';
