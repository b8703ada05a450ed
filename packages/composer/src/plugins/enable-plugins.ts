import type { Finding, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { idOf } from './official.ts';

/** Finds circles among `requires`; plugins that are not there are the loader's matter. */
export function checkRequires(plugins: readonly ToolchainPlugin[]): readonly Finding[] {
  const byId = new Map(plugins.map((plugin) => [plugin.meta.id, plugin]));
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (id: string, path: readonly string[]) => {
    const start = path.indexOf(id);
    if (start !== -1) found.push(findings.PLUGIN_REQUIRES_CYCLE({ cycle: [...path.slice(start), id] }));
    if (start !== -1 || done.has(id)) return;
    for (const required of byId.get(id)?.requires ?? []) visit(idOf(required), [...path, id]);
    done.add(id);
  };
  for (const id of [...byId.keys()].toSorted()) visit(id, []);
  return found;
}

/** Plugins in the one order that everything is done in: by id. Two of one id are a finding. */
export function orderPlugins(plugins: readonly ToolchainPlugin[]): {
  readonly ordered: readonly ToolchainPlugin[];
  readonly found: readonly Finding[];
} {
  const ordered = plugins.toSorted((a, b) => (a.meta.id < b.meta.id ? -1 : a.meta.id > b.meta.id ? 1 : 0));
  const found = ordered.flatMap((plugin, index) => {
    const next = ordered[index + 1];
    if (next?.meta.id !== plugin.meta.id) return [];
    return [
      findings.PLUGIN_DUPLICATE({ id: plugin.meta.id, packages: [plugin.meta.package, next.meta.package].toSorted() }),
    ];
  });
  return { ordered, found };
}
