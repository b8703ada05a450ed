export { definePlugin } from './define-plugin.ts';
export { globalBuildVariables, isEnvName } from './env-name.ts';
export { findings, findingsOf, MkcrossError, placeText, throwIfErrors } from './errors/index.ts';
export type { Finding, FindingKind, Place, Side } from './errors/index.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';
export { API_VERSION } from './plugin.ts';
export type * from './plugin.ts';
export { ccName, cargoName, findTarget, hostSystems, hostTriples, isTriple, knownTargets } from './target.ts';
export type { HostSystem, NixpkgsSystem, Target, Triple } from './target.ts';
