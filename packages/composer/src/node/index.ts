export { disk } from './disk.ts';
export type { FileKind, Files } from './files.ts';
export { loadPlugins, type LoadedPlugins, type PluginSources } from './load-plugins.ts';
export { pluginDisk, type PluginFiles } from './plugin-files.ts';
export { readPlugin, type LoadedPlugin, type WantedPlugin } from './read-plugin.ts';
export { findRoot, readProject } from './read-project.ts';
export {
  compareFiles,
  foreignFindings,
  isGenerated,
  staleFile,
  staleFiles,
  writeFiles,
  type FileState,
  type StaleFile,
  type Written,
} from './write-files.ts';
export type { GeneratedFile } from '../render/render-nix.ts';
