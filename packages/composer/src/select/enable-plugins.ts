import { placeText, type Finding, type ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { placeAt } from '../config/places.ts';
import { idOf } from '../plugins/plugin-name.ts';
import type { Project } from './project.ts';

/** Which of the given plugins have an effect, and which may only be referred to. */
export interface Enabled {
  readonly plugins: ReadonlyMap<string, ToolchainPlugin>;
  /** Listed, or required by one that is enabled. */
  readonly enabled: ReadonlySet<string>;
  /** Enabled, or used or required by one that is reachable. */
  readonly reachable: ReadonlySet<string>;
}

/** Finds the plugins that mkcross.toml lists, and follows `requires` and `uses`. Plugins that nothing names are left out. */
export function enablePlugins(
  { config, places, pluginIds = {} }: Project,
  given: readonly ToolchainPlugin[],
): Enabled & { readonly found: readonly Finding[] } {
  const found: Finding[] = [];
  const { plugins, found: duplicates } = indexed(given);
  found.push(...duplicates);
  const byPackage = new Map(given.map(({ meta }) => [meta.package, meta.id]));
  const known = [...plugins.keys()].toSorted();
  const roots = config.plugins.flatMap((entry, index) => {
    const id = pluginIds[entry] ?? byPackage.get(entry) ?? idOf(entry);
    if (plugins.has(id)) return [id];
    const where = placeAt(places, ['plugins', index]);
    found.push(findings.PLUGIN_MISSING({ id, neededBy: placeText(where), known }, where));
    return [];
  });
  const follow = (from: Iterable<string>, next: (plugin: ToolchainPlugin) => readonly string[]) => {
    const reached = new Set(from);
    for (const id of reached) {
      const plugin = plugins.get(id);
      if (plugin === undefined) continue;
      for (const name of next(plugin).map(idOf))
        if (plugins.has(name)) reached.add(name);
        else
          found.push(
            findings.PLUGIN_MISSING({ id: name, neededBy: `the plugin "${id}"`, known }, placeAt(places, ['plugins'])),
          );
    }
    return reached;
  };
  const enabled = follow(roots, ({ requires = [] }) => requires);
  const reachable = follow(enabled, ({ requires = [], uses = [] }) => [...requires, ...uses]);
  found.push(...circles(plugins, enabled));
  return { plugins, enabled, reachable, found: unique(found) };
}

/** Findings without repetitions. */
export function unique(found: readonly Finding[]): readonly Finding[] {
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

/** Plugins by id; two of one id are a finding. */
function indexed(given: readonly ToolchainPlugin[]) {
  const sorted = given.toSorted((a, b) =>
    `${a.meta.id} ${a.meta.package}` < `${b.meta.id} ${b.meta.package}` ? -1 : 1,
  );
  const plugins = new Map<string, ToolchainPlugin>();
  const found: Finding[] = [];
  for (const plugin of sorted) {
    const before = plugins.get(plugin.meta.id);
    if (before === undefined) plugins.set(plugin.meta.id, plugin);
    else
      found.push(
        findings.PLUGIN_DUPLICATE({ id: plugin.meta.id, packages: [before.meta.package, plugin.meta.package] }),
      );
  }
  return { plugins, found };
}

/** Circles among `requires`. */
function circles(plugins: ReadonlyMap<string, ToolchainPlugin>, enabled: ReadonlySet<string>): readonly Finding[] {
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (id: string, path: readonly string[]) => {
    const start = path.indexOf(id);
    if (start !== -1) found.push(findings.PLUGIN_REQUIRES_CYCLE({ cycle: [...path.slice(start), id] }));
    if (start !== -1 || done.has(id)) return;
    for (const required of plugins.get(id)?.requires ?? []) visit(idOf(required), [...path, id]);
    done.add(id);
  };
  for (const id of [...enabled].toSorted()) visit(id, []);
  return found;
}

/** Enabled plugins so that each comes after those it requires, and else by id. */
export function orderByRequires(enabled: readonly ToolchainPlugin[]): readonly string[] {
  const byId = new Map(enabled.map((plugin) => [plugin.meta.id, plugin]));
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (id: string) => {
    const plugin = byId.get(id);
    if (plugin === undefined || order.has(id) || visiting.has(id)) return;
    visiting.add(id);
    for (const required of (plugin.requires ?? []).map(idOf).toSorted()) visit(required);
    order.add(id);
  };
  for (const id of [...byId.keys()].toSorted()) visit(id);
  return [...order];
}
