import { placeText, type Finding, type Place, type ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { Side } from '../findings/merge-findings.ts';
import { placeAt } from '../config/places.ts';
import type { ShellModel } from '../model.ts';
import { canonical } from '../resolve/catalog.ts';
import { groupBy } from '../select/group-by.ts';
import type { Project } from '../select/project.ts';

type Nixpkgs = Pick<ShellModel, 'flakes' | 'nixpkgs'>;

/** What nixpkgs is imported with, and the flakes that packages come from. `plugins` are those of which something is used, sorted. */
export function mergeNixpkgs(
  { config, places }: Project,
  plugins: readonly ToolchainPlugin[],
): Nixpkgs & { readonly found: readonly Finding[] } {
  const where = placeAt(places, ['plugins']);
  const settings = mergeSettings(plugins, where);
  const flakes = mergeFlakes(plugins, where);
  const overlays = plugins.flatMap(({ meta, nixpkgs }) =>
    (nixpkgs?.overlays ?? []).map(({ flake, attr }) => ({ flake, attr, from: meta.id })),
  );
  const distinct = [...new Map(overlays.toReversed().map((one) => [`${one.flake} ${one.attr}`, one])).values()];
  const releases = mergeReleases(plugins);
  return {
    nixpkgs: {
      url: config.nix.nixpkgs,
      from: placeText(placeAt(places, ['nix', 'nixpkgs'])),
      ...(Object.keys(settings.config).length === 0 ? {} : { config: settings.config }),
      ...(distinct.length === 0 ? {} : { overlays: distinct.toReversed() }),
      ...(releases.length === 0 ? {} : { releases }),
    },
    flakes: flakes.flakes,
    found: [...settings.found, ...flakes.found],
  };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Settings of nixpkgs by key. Lists are joined; other values must be the same. */
function mergeSettings(plugins: readonly ToolchainPlugin[], where: Place) {
  const settings = new Map<string, { value: unknown; from: string[] }>();
  const rivals = new Map<string, string[]>();
  for (const { meta, nixpkgs } of plugins)
    for (const [key, value] of Object.entries(nixpkgs?.config ?? {})) {
      const before = settings.get(key);
      if (before === undefined) settings.set(key, { value, from: [meta.id] });
      else if (isList(before.value) && isList(value)) {
        const items: readonly unknown[] = [...before.value, ...value];
        const distinct = [...new Map(items.map((item) => [canonical(item), item])).values()];
        settings.set(key, { value: distinct, from: [...before.from, meta.id] });
      } else if (canonical(before.value) === canonical(value)) before.from.push(meta.id);
      else
        rivals.set(key, [
          ...(rivals.get(key) ?? [`${before.from.join(', ')}: ${canonical(before.value)}`]),
          `${meta.id}: ${canonical(value)}`,
        ]);
    }
  return {
    config: Object.fromEntries([...settings].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    found: [...rivals].map(([key, sides]) => findings.NIXPKGS_CONFLICT({ key, sides }, where)),
  };
}

/** The releases that plugins are known to work with, by range, in the order of the plugins. */
function mergeReleases(plugins: readonly ToolchainPlugin[]): NonNullable<ShellModel['nixpkgs']['releases']> {
  const ranges = groupBy(
    plugins.flatMap(({ meta, nixpkgs }) =>
      nixpkgs?.releases === undefined ? [] : [{ id: meta.id, ...nixpkgs.releases }],
    ),
    ({ oldest, newest }) => `${oldest} ${newest}`,
  );
  return [...ranges.values()].flatMap((members) =>
    members.slice(0, 1).map(({ oldest, newest }) => ({ oldest, newest, from: members.map(({ id }) => id) })),
  );
}

function mergeFlakes(plugins: readonly ToolchainPlugin[], where: Place) {
  const flakes = new Map<string, ShellModel['flakes'][string]>();
  const rivals = new Map<string, Side[]>();
  const text = ({ url, follows }: { readonly url: string; readonly follows: boolean }) =>
    `${url}${follows ? ', following nixpkgs' : ''}`;
  for (const { meta, flakes: declared = {} } of plugins)
    for (const [name, { url, follows }] of Object.entries(declared)) {
      const before = flakes.get(name);
      if (before === undefined) flakes.set(name, { url, follows, from: meta.id });
      else if (text(before) !== text({ url, follows }))
        rivals.set(name, [
          ...(rivals.get(name) ?? [{ owner: before.from, value: text(before) }]),
          { owner: meta.id, value: text({ url, follows }) },
        ]);
    }
  return {
    flakes: Object.fromEntries([...flakes].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    found: [...rivals].map(([name, sides]) => findings.FLAKE_INPUT_CONFLICT({ name, sides }, where)),
  };
}
