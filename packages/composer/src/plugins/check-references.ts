import { findTarget, knownTriples, type Finding, type ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt, type Places } from '../config/places.ts';
import { keyText } from '../config/schema-words.ts';
import { keyOf } from '../config/schema-pointer.ts';
import { idOf } from './plugin-name.ts';
import { sitesOf, type Reference, type ReferenceKind } from './plugin-sites.ts';

/** References of a plugin to its own declarations, and to plugins that it neither requires nor uses: PLUGIN_REFERENCE_UNKNOWN. */
export function checkOwnReferences(
  plugin: ToolchainPlugin,
  references: readonly Reference[],
  places: Places,
): readonly Finding[] {
  const named = neighbours(plugin);
  return references.flatMap((reference) => {
    const { owner, name } = split(reference.name);
    if (reference.kind === 'target') return named.length === 0 ? checkTarget(plugin, reference, [plugin], places) : [];
    if (owner === undefined || owner === plugin.meta.id)
      return declaredBy(plugin, reference.kind).includes(name) ? [] : [unknown(plugin, reference, plugin, places)];
    return named.includes(owner) ? [] : [unknown(plugin, reference, owner, places)];
  });
}

/**
 * References of plugins to one another, once all are loaded: to what a plugin does not declare, and to targets that neither mkcross nor
 * any of the plugins knows: PLUGIN_REFERENCE_UNKNOWN. References inside a plugin are `checkPlugin`'s. Plugins that are missing are the loader's.
 */
export function checkReferences(
  plugins: readonly ToolchainPlugin[],
  placesOf: (plugin: ToolchainPlugin) => Places = ({ meta }) => ({ file: meta.package, positions: {} }),
): readonly Finding[] {
  const byId = new Map(plugins.map((plugin) => [plugin.meta.id, plugin]));
  return plugins.flatMap((plugin) =>
    neighbours(plugin).length === 0
      ? []
      : sitesOf(plugin).references.flatMap((reference) => {
          if (reference.kind === 'target') return checkTarget(plugin, reference, plugins, placesOf(plugin));
          const { owner = plugin.meta.id, name } = split(reference.name);
          const other = byId.get(owner);
          if (owner === plugin.meta.id || other === undefined) return [];
          return declaredBy(other, reference.kind).includes(name)
            ? []
            : [unknown(plugin, reference, other, placesOf(plugin))];
        }),
  );
}

/** The ids of the plugins that a plugin may refer to. */
const neighbours = ({ requires = [], uses = [] }: ToolchainPlugin) => [...requires, ...uses].map(idOf);

function split(name: string): { readonly owner?: string; readonly name: string } {
  const at = name.indexOf('/');
  return at === -1 ? { name } : { owner: name.slice(0, at), name: name.slice(at + 1) };
}

function declaredBy(plugin: ToolchainPlugin, kind: ReferenceKind): readonly string[] {
  switch (kind) {
    case 'flake':
      return Object.keys(plugin.flakes ?? {});
    case 'library':
      return Object.keys(plugin.libraries ?? {});
    case 'option':
      return Object.keys(objectOf(keyOf(plugin.options, 'properties')));
    case 'script':
      return Object.keys(plugin.scripts ?? {});
    case 'target':
      return (plugin.targets ?? []).map(({ triple }) => triple);
    case 'tool':
      return Object.keys(plugin.tools ?? {});
    case 'toolchain':
      return (plugin.toolchains ?? []).map(({ id }) => id);
  }
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function checkTarget(
  plugin: ToolchainPlugin,
  { name, path }: Reference,
  plugins: readonly ToolchainPlugin[],
  places: Places,
): readonly Finding[] {
  const declared = plugins.flatMap((other) => declaredBy(other, 'target'));
  if (findTarget(name) !== undefined || declared.includes(name)) return [];
  const nearest = nearestTarget(name, declared);
  return [
    findings.PLUGIN_REFERENCE_UNKNOWN(
      { id: plugin.meta.id, key: keyText(path), kind: 'target', name, nearest, reason: 'unknown target' },
      placeAt(places, path),
    ),
  ];
}

function unknown(
  plugin: ToolchainPlugin,
  { kind, name, path }: Reference,
  other: ToolchainPlugin | string,
  places: Places,
): Finding {
  const where = placeAt(places, path);
  const details = { id: plugin.meta.id, key: keyText(path), kind, name };
  if (typeof other === 'string')
    return findings.PLUGIN_REFERENCE_UNKNOWN(
      { ...details, reason: 'plugin not named', owner: other, nearest: nearestName(other, neighbours(plugin)) },
      where,
    );
  const valid = declaredBy(other, kind);
  return findings.PLUGIN_REFERENCE_UNKNOWN(
    { ...details, reason: 'not declared', owner: other.meta.id, nearest: nearestName(split(name).name, valid) },
    where,
  );
}

function nearestTarget(name: string, declared: readonly string[]): string | undefined {
  return nearestName(name, [...declared, ...knownTriples]);
}
