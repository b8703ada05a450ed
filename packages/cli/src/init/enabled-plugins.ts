import { idOf, officialPlugins, summarizePlugin, type PluginSummary, type Project } from '@mkcross/composer';
import { loadPlugins } from '@mkcross/composer/node';
import type { CommandContext } from '../command-context.ts';

/** The plugins of these ids and those that they require, sorted by id; those that are not `known` are left out. */
export function enabledPlugins(ids: readonly string[], known: readonly PluginSummary[]): readonly PluginSummary[] {
  const enabled = new Set(ids);
  // A set also visits what is added while it is walked through.
  for (const id of enabled)
    for (const required of known.find((one) => one.id === id)?.requires ?? []) enabled.add(required);
  return known.filter(({ id }) => enabled.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ids of the plugins that a project lists. */
const listedIds = ({ config, pluginIds = {} }: Project): readonly string[] =>
  config.plugins.map((name) => pluginIds[name] ?? idOf(name));

/** The enabled plugins of a project: as they are installed, and those of mkcross that are not, as npm has them. */
export async function pluginsOf(
  { plugins: sources, folder }: CommandContext,
  project: Project,
): Promise<readonly PluginSummary[]> {
  const { plugins, pluginIds } = await loadPlugins(project, { ...sources, root: folder });
  const installed = plugins.map((plugin) => summarizePlugin(plugin, plugins));
  const others = officialPlugins.filter(({ id }) => !installed.some((one) => one.id === id));
  return enabledPlugins(listedIds({ ...project, pluginIds }), [...installed, ...others]);
}
