import type { Finding, Host, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { placeAt } from '../config/places.ts';
import type { Project } from './project.ts';

/** Settings of targets that are not built, and a default target that is not. `selected` are triples of targets, `hosts` those of machines. */
export function checkSettings(
  { config, places }: Project,
  selected: readonly string[],
  hosts: readonly string[],
): readonly Finding[] {
  if (selected.length === 0) return [];
  const built = new Set([...selected, ...hosts]);
  const tables = Object.keys(config.target)
    .filter((triple) => !built.has(triple))
    .map((triple) =>
      findings.TARGET_NOT_SELECTED(
        { triple, key: `[target.${triple}]`, selected },
        placeAt(places, ['target', triple]),
      ),
    );
  const { defaultTarget } = config;
  if (defaultTarget === false || defaultTarget === 'first' || built.has(defaultTarget)) return tables;
  const where = placeAt(places, ['default-target']);
  return [...tables, findings.TARGET_NOT_SELECTED({ triple: defaultTarget, key: 'default-target', selected }, where)];
}

/** Plugins that have nothing for some of the project's machines. */
export function checkHosts(
  { places }: Project,
  plugins: readonly ToolchainPlugin[],
  systems: readonly Host[],
): readonly Finding[] {
  return plugins.flatMap(({ meta, shell, toolchains = [], runners = [], launchers = [] }) => {
    const parts = [...(shell === undefined ? [] : [shell]), ...toolchains, ...runners].map(({ hosts }) => hosts);
    const everywhere = launchers.length > 0 || parts.length === 0 || parts.includes(undefined);
    const hosts = new Set(parts.flatMap((part) => part ?? []));
    const served = systems.filter((system) => everywhere || hosts.has(system));
    const unserved = systems.filter((system) => !served.includes(system));
    if (unserved.length === 0) return [];
    return [findings.PLUGIN_NOT_FOR_HOST({ id: meta.id, unserved, served }, placeAt(places, ['nix', 'systems']))];
  });
}
