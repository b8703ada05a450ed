import { findTarget, type Finding, type RunnerOffer, type ToolchainPlugin, type Triple } from '@mkcross/core';
import type { ModelRunner } from '../model.ts';
import type { ChosenTarget } from '../select/choose-targets.ts';
import type { Project } from '../select/project.ts';
import type { Selected } from '../select/select-contributions.ts';
import { findings } from '../findings/index.ts';
import { qualifiedLibrary, qualifyValues } from './qualify.ts';

/** A runner, and the plugin that offers it. */
export interface Offer {
  readonly owner: string;
  readonly offer: RunnerOffer;
}

/** All runners that plugins offer. */
export function offersOf(plugins: readonly ToolchainPlugin[]): readonly Offer[] {
  return plugins.flatMap(({ meta, runners = [] }) => runners.map((offer) => ({ owner: meta.id, offer })));
}

/** Who starts the programs of a target, on the systems that do not do so themselves; undefined if nobody. `supports` are those of the target. */
export function chooseRunner(
  project: Project,
  allOffers: readonly Offer[],
  target: ChosenTarget,
  supports: readonly Selected[],
): { readonly runner?: ModelRunner; readonly found: readonly Finding[] } {
  const { triple } = target;
  const offers = allOffers.filter(({ offer }) => runs(offer, triple));
  const owners = offers.map(({ owner }) => owner);
  const wanted = project.config.target[triple]?.runner;
  const place = project.placeOf(['target', triple, 'runner']);
  if (wanted !== undefined && !owners.includes(wanted))
    return { found: [findings.RUNNER_UNKNOWN({ triple, runner: wanted, offers: owners }, place)] };
  const candidates = offers.filter(({ owner }) => wanted === undefined || owner === wanted);
  if (candidates.length > 1)
    return { found: [findings.RUNNER_CONFLICT({ triple, owners }, project.placeOf(['plugins']))] };
  const [only] = candidates;
  const runsOn = supports.flatMap(({ support }) => support?.runsOn ?? []);
  const systems = target.systems.filter(
    (system) => !runsOn.includes(system) && (only?.offer.hosts?.includes(system) ?? true),
  );
  if (only === undefined || systems.length === 0) return { found: [] };
  const runtime = supports.flatMap(({ plugin, support }) =>
    (support?.runtime ?? []).map(({ library, dir }) => ({
      library: qualifiedLibrary({ owner: plugin.meta.id, target: triple }, library),
      dir,
    })),
  );
  const further = (project.config.target[triple]?.libraries ?? []).map(
    (attr) => ({ library: `mkcross.toml/${triple}/${attr}`, dir: 'bin' }) as const,
  );
  const script = qualifyValues({ owner: only.owner }, only.offer.script);
  return {
    runner: {
      from: only.owner,
      targets: [triple],
      systems,
      script,
      runtime: [...runtime, ...further],
      why: only.offer.why,
    },
    found: [],
  };
}

function runs({ runs: { os, arch } }: RunnerOffer, triple: Triple): boolean {
  const target = findTarget(triple);
  return target?.os === os && arch.includes(target.arch);
}
