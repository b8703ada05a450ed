export { addToToolchain, type ToolchainList } from './config/edit-toolchain.ts';
export { checkSchema } from './config/check-schema.ts';
export { trustVariable, type TrustVariable } from './config/trust-variable.ts';
export { configTables, type ConfigKey, type ConfigTable } from './config/config-keys.ts';
export { ConfigSchema, configSchema, type RawConfig } from './config/config-schema.ts';
export type {
  Config,
  DefaultTarget,
  Linkage,
  TargetConfig,
  VerifyConfig,
  VerifyRunConfig,
  Wanted,
} from './config/config.ts';
export { nearestName } from './config/nearest-name.ts';
export { configFromData, parseConfig, type ParsedConfig } from './config/parse-config.ts';
export { parseToolchain, type Toolchain } from './config/parse-toolchain.ts';
export { placeAt, pointerOf, type DocumentPath, type Places } from './config/places.ts';
export { configToData, configToToml } from './config/write-config.ts';
export { supportedTargets } from './choose/asked-targets.ts';
export type { TargetChoices } from './choose/choose-all.ts';
export {
  chooseToolchain,
  languagesOf,
  type Candidate,
  type Choice,
  type Undecided,
} from './choose/choose-toolchain.ts';
export { chooseToolchains, compose, modelOf, type Choices, type Composition } from './compose.ts';
export {
  explainName,
  nearestExplainable,
  reasonOf,
  type ExplainedClaim,
  type Explanation,
} from './explain/explain-name.ts';
export { readableValue } from './explain/readable-value.ts';
export * from './model.ts';
export { joinText } from './resolve/text.ts';
export { toolchainBody } from './resolve/toolchain-body.ts';
export { checkPlugin, type PluginRequest } from './plugins/check-plugin.ts';
export { modelValues, placeholdersOf, textsOf } from './model-values.ts';
export { valueText } from './merge/value-text.ts';
export { shellWord } from './nix/index.ts';
export { checkReferences } from './plugins/check-references.ts';
export { parseJson, type JsonError, type JsonFile } from './plugins/json-file.ts';
export { officialPlugins } from './plugins/official.ts';
export {
  summarizePlugin,
  type FolderSummary,
  type PluginSummary,
  type RunnerSummary,
  type ToolchainSummary,
} from './plugins/plugin-summary.ts';
export { usableTargets } from './choose/usable-targets.ts';
export { runs } from './runners/choose-runner.ts';
export { packageManagers } from './plugins/package-managers.ts';
export { idOf, isFileName, isPackageName, packageOf } from './plugins/plugin-name.ts';
export type { Project } from './select/project.ts';
export { isGeneratedText, renderFlake, renderFolder, type GeneratedFile } from './render/render-nix.ts';
export { checkArguments, checkBinaryScript } from './render/check-binary/check-binary.ts';
export { findings as composerFindings } from './findings/index.ts';
