export * from './contract/index.ts';
export { isEnvName } from './env-name.ts';
export { findings, findingsOf, MkcrossError, placeText, throwIfErrors } from './errors/index.ts';
export type { Finding, FindingKind, Place, Side } from './errors/index.ts';
export { hostTriples, testedHosts } from './hosts.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';
export { ccName, cargoName, findTarget, knownTargets } from './target.ts';
