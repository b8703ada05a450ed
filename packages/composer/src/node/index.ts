export { findPackage } from './find-package.ts';
export { disk } from './disk.ts';
export { errorReason, type FileKind, type Files } from './files.ts';
export { loadPlugins, type LoadedPlugins, type PluginSources } from './load-plugins.ts';
export { pluginDisk, type PluginFiles } from './plugin-files.ts';
export { readPlugin, type LoadedPlugin, type WantedPlugin } from './read-plugin.ts';
export { ownersOf, type Ownership } from './ownership.ts';
export { readOrdinary } from './read-ordinary.ts';
export { findRoot, readProject } from './read-project.ts';
