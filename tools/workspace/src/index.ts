export { untestedCodes } from './checks/finding-tests.ts';
export { checks } from './checks/index.ts';
export { readRepository, type Repository, type Workspace } from './repository.ts';
export { pluginGenerator, type PluginOptions } from './generators/plugin.ts';
