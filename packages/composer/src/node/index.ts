export { disk } from './disk.ts';
export type { Files } from './files.ts';
export { loadPlugins, packageImporter, type ImportPackage } from './load-plugins.ts';
export { findRoot, readProject } from './read-project.ts';
export { compareFiles, isGenerated, writeFiles, type FileState, type GeneratedFile } from './write-files.ts';
