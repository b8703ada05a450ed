export { definePlugin } from './define-plugin.ts';
export { globalBuildVariables, isEnvName } from './env-name.ts';
export {
  coreFindings,
  defineFinding,
  describeFinding,
  findingsOf,
  isFinding,
  MkcrossError,
  placeText,
  throwIfErrors,
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
export type { Json, JsonObject, JsonSchema } from './json.ts';
export { API_VERSION } from './plugin.ts';
export type * from './plugin.ts';
export { ccName, cargoName, findTarget, hostSystems, hostTriples, isTriple, knownTargets } from './target.ts';
export { binaryFacts, type BinaryFacts } from './target-facts.ts';
export { targetPkgConfig } from './target-pkg-config.ts';
export type { HostSystem, NixpkgsSystem, Target, Triple } from './target.ts';
