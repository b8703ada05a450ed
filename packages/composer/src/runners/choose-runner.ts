import type { Finding, Host, Runner, Target } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt } from '../config/places.ts';
import type { Catalog } from '../resolve/catalog.ts';
import type { Project } from '../select/project.ts';

/** A runner and its plugin. */
export interface Offer {
  readonly owner: string;
  readonly runner: Runner;
}

/** Runners of enabled plugins by the systems whose programs they run. */
export type Offers = ReadonlyMap<string, readonly Offer[]>;

/** Indexes the runners of enabled plugins. */
export function offersOf({ enabled }: Pick<Catalog, 'enabled'>): Offers {
  const offers = new Map<string, Offer[]>();
  for (const { meta, runners = [] } of enabled)
    for (const runner of runners)
      for (const system of new Set(runner.runs.system)) {
        const same = offers.get(system) ?? [];
        same.push({ owner: meta.id, runner });
        offers.set(system, same);
      }
  return offers;
}

/**
 * What starts the programs of a target on `systems`, which do not start them themselves. Two that offer conflict unless mkcross.toml names
 * one; of one plugin the first that matches is taken.
 */
export function chooseRunner(
  project: Project,
  offers: Offers,
  target: Target,
  systems: readonly Host[],
): { readonly offer?: Offer; readonly systems: readonly Host[]; readonly found: readonly Finding[] } {
  const { triple } = target;
  const matching = (offers.get(target.system) ?? []).filter(({ runner }) => runs(runner, target));
  const owners = [...new Set(matching.map(({ owner }) => owner))];
  const wanted = project.config.target[triple]?.runner;
  if (wanted !== undefined && !owners.includes(wanted)) {
    const where = placeAt(project.places, ['target', triple, 'runner']);
    const nearest = nearestName(wanted, owners);
    const names = nearest === undefined ? owners : [nearest, ...owners.filter((owner) => owner !== nearest)];
    return { systems: [], found: [findings.RUNNER_UNKNOWN({ triple, runner: wanted, offers: names }, where)] };
  }
  const served = (runner: Runner) => systems.filter((system) => runner.hosts?.includes(system) ?? true);
  const candidates = matching.filter(
    ({ owner, runner }) => (wanted === undefined || owner === wanted) && served(runner).length > 0,
  );
  const rivals = [...new Set(candidates.map(({ owner }) => owner))];
  if (rivals.length > 1)
    return {
      systems: [],
      found: [findings.RUNNER_CONFLICT({ triple, owners: rivals }, placeAt(project.places, ['plugins']))],
    };
  const [offer] = candidates;
  return offer === undefined ? { systems: [], found: [] } : { offer, systems: served(offer.runner), found: [] };
}

/** Whether a runner runs the programs of a target. */
export function runs({ runs: { system, arch, abi } }: Pick<Runner, 'runs'>, target: Target): boolean {
  return system.includes(target.system) && (arch?.includes(target.arch) ?? true) && (abi?.includes(target.abi) ?? true);
}
