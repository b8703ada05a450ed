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
export { ccName, cargoName, findTarget, knownTargets } from './target.ts';
