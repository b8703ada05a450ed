import type { Finding, ToolchainPlugin } from '@mkcross/core';
import { placeAt } from '../config/places.ts';
import { checkReferences } from '../plugins/check-references.ts';
import { isFileName, packageOf } from '../plugins/plugin-name.ts';
import type { Project } from '../select/project.ts';
import type { PluginFiles } from './plugin-files.ts';
import { readPlugin, type LoadedPlugin, type WantedPlugin } from './read-plugin.ts';

/** Where plugins come from. Folders are absolute. */
export interface PluginSources {
  readonly files: PluginFiles;
  /** The project's folder. */
  readonly root: string;
  /** A folder of mkcross' own code, from which packages are looked up last: so a global mkcross finds those installed beside it. */
  readonly own: string;
}

/** The plugins of a project. */
export interface LoadedPlugins {
  /** Those that mkcross.toml lists, those that they require, and those that these only use: compose tells which are enabled. */
  readonly plugins: readonly ToolchainPlugin[];
  /** By id: the file of each plugin, and where its parts are in it. */
  readonly loaded: Readonly<Record<string, LoadedPlugin>>;
  /** The ids of the JSON files that mkcross.toml lists, by their entries: `pluginIds` of a project. */
  readonly pluginIds: Readonly<Record<string, string>>;
  readonly found: readonly Finding[];
}

/**
 * Loads and checks the plugins that a project lists, and those that they require and use. Plugins are read as data; no code of a project
 * or a plugin is imported or run. What a plugin names is looked up from its own package, then from the project, then from mkcross. All
 * findings at once: those of `readPlugin` and of `checkReferences`.
 */
export async function loadPlugins({ config, places }: Project, sources: PluginSources): Promise<LoadedPlugins> {
  const { files, root, own } = sources;
  const loaded = new Map<string, LoadedPlugin>();
  const found: Finding[] = [];
  const seen = new Set<string>();
  const queue: WantedPlugin[] = config.plugins.map((name, index) => ({
    name,
    neededBy: places.file,
    where: () => placeAt(places, ['plugins', index]),
    from: [root, own],
    trusted: { root, own },
  }));
  for (let wanted = queue.shift(); wanted !== undefined; wanted = queue.shift()) {
    const key = isFileName(wanted.name) ? wanted.name : packageOf(wanted.name);
    if (seen.has(key)) continue;
    seen.add(key);
    const result = await readPlugin(files, root, wanted);
    found.push(...result.found);
    if (result.loaded === undefined) continue;
    loaded.set(key, result.loaded);
    queue.push(...named(result.loaded, { root, own }));
  }
  const all = [...loaded.values()];
  const placesById = new Map(all.map(({ plugin, places: inFile }) => [plugin, inFile]));
  const plugins = all.map(({ plugin }) => plugin);
  return {
    plugins,
    pluginIds: Object.fromEntries(
      [...loaded].flatMap(([name, { plugin }]) => (isFileName(name) ? [[name, plugin.meta.id] as const] : [])),
    ),
    loaded: Object.fromEntries(all.map((one) => [one.plugin.meta.id, one])),
    found: [
      ...found,
      ...checkReferences(plugins, (plugin) => placesById.get(plugin) ?? { file: plugin.meta.package, positions: {} }),
    ],
  };
}

/** What a plugin requires and uses. */
function named(
  { plugin, places, folder }: LoadedPlugin,
  { root, own }: Pick<PluginSources, 'own' | 'root'>,
): readonly WantedPlugin[] {
  return (['requires', 'uses'] as const).flatMap((key) =>
    (plugin[key] ?? []).map((name, index) => ({
      name,
      neededBy: `the plugin "${plugin.meta.id}"`,
      where: () => placeAt(places, [key, index]),
      from: [folder, root, own],
      trusted: { root, own },
    })),
  );
}
