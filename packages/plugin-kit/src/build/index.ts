export { buildPlugin, pluginSchemaUrl, type BuiltPlugin, type PluginSource } from './build-plugin.ts';
export { bodiesOf, type Body } from './scripts.ts';
