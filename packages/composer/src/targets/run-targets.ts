import { hostTriples, type Finding, type Host, type LibraryPlaceholder, type Triple } from '@mkcross/core';
import { chooseRunner, offersOf } from '../runners/choose-runner.ts';
import { useRunner, type UsedRunner } from '../runners/use-runner.ts';
import type { Resolver } from '../resolve/resolver.ts';
import { runnerClaims } from '../contribute/plugin-claims.ts';
import { joinClaims, noClaims, type Claims } from '../contribute/claims.ts';
import { groupBy } from '../select/group-by.ts';
import type { Project } from '../select/project.ts';
import type { UsedTarget } from './use-targets.ts';

/** How the programs of a target are started. */
export interface TargetRuns {
  /** Systems that start them themselves. */
  readonly runsOn: readonly Host[];
  readonly runner?: UsedRunner;
}

/** Finds for each target what starts its programs: the host, or a runner of a plugin. */
export function runTargets(
  resolver: Resolver,
  project: Project,
  used: readonly UsedTarget[],
): { readonly runs: ReadonlyMap<Triple, TargetRuns>; readonly claims: Claims; readonly found: readonly Finding[] } {
  const offers = offersOf(resolver.catalog);
  const found: Finding[] = [];
  const claims: Claims[] = [];
  const runs = new Map<Triple, TargetRuns>();
  for (const [triple, ones] of groupBy(used, ({ target }) => target.triple)) {
    const [first] = ones;
    if (first === undefined) continue;
    const runsOn = ones.filter((one) => startsOnHost(resolver, one)).map(({ system }) => system);
    const others = ones.filter(({ system, isAsked }) => isAsked && !runsOn.includes(system));
    const wanted = project.config.target[triple]?.runner;
    if (others.length === 0 && wanted === undefined) {
      runs.set(triple, { runsOn });
      continue;
    }
    const systems = others.map(({ system }) => system);
    const choice = chooseRunner(project, offers, first.target, systems);
    found.push(...choice.found);
    const runner =
      choice.offer === undefined
        ? undefined
        : useRunner(resolver, choice.offer, first.target, choice.systems, runtimeFolders(others));
    if (runner !== undefined && choice.offer !== undefined)
      claims.push(
        { ...noClaims, programs: runner.programs },
        runnerClaims(resolver, choice.offer.runner, runner.setting),
      );
    runs.set(triple, { runsOn, ...(runner === undefined ? {} : { runner }) });
  }
  return { runs, claims: oneCommandEach(joinClaims(claims)), found };
}

/**
 * Whether a host starts the programs of a target without help: its own, and those for its system and architecture that bring their C library
 * or use the same.
 */
function startsOnHost({ catalog }: Resolver, { system, target, isHost, kinds }: UsedTarget): boolean {
  if (isHost) return true;
  const host = catalog.targets.get(hostTriples[system] ?? '');
  if (host?.system !== target.system || host.arch !== target.arch) return false;
  return host.abi === target.abi || kinds.every(({ used }) => used.resolved.linkage === 'static');
}

/** Folders of shared libraries that the programs of a target may load. */
function runtimeFolders(ones: readonly UsedTarget[]): readonly LibraryPlaceholder[] {
  const folders = ones.flatMap(({ kinds, userLibraries }): readonly LibraryPlaceholder[] => [
    ...kinds.flatMap(({ used }) => used.resolved.runtime ?? []),
    ...userLibraries.map((library) => ({ library, dir: 'bin' as const })),
  ]);
  return [...new Map(folders.map((folder) => [JSON.stringify(folder), folder])).values()];
}

/** Of runners with one command but different scripts for several targets, the command is that of the first target by name. */
function oneCommandEach(claims: Claims): Claims {
  const firsts = new Map<string, string>();
  const content = (one: Claims['programs'][number]) =>
    JSON.stringify('link' in one ? one.link : [one.values, one.body]);
  const programs = claims.programs
    .toSorted((a, b) => ((a.targets?.[0] ?? '') < (b.targets?.[0] ?? '') ? -1 : 1))
    .filter((program) => {
      const key = `${program.from} ${program.name}`;
      const first = firsts.get(key) ?? content(program);
      firsts.set(key, first);
      return content(program) === first;
    });
  return { ...claims, programs };
}
