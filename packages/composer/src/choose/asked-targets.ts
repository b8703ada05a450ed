import { hostTriples, type Finding, type Host, type Place, type Target, type Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt } from '../config/places.ts';
import type { Catalog } from '../resolve/catalog.ts';
import type { Project } from '../select/project.ts';

/** A target that the project asks for. */
export interface AskedTarget {
  readonly target: Target;
  readonly where: Place;
}

/** A machine that builds, and its own target. */
export interface BuildHost {
  readonly system: Host;
  readonly target: Target;
}

/** The targets that a project asks for, sorted by triple. Those that do not exist are findings. */
export function askedTargets(
  project: Project,
  catalog: Pick<Catalog, 'candidates' | 'targets'>,
): { readonly asked: readonly AskedTarget[]; readonly found: readonly Finding[] } {
  const named = namedTargets(project);
  const supported = supportedTargets(catalog);
  if (named.length === 0) {
    const where = { file: project.toolchain === undefined ? 'mkcross.toml' : 'rust-toolchain.toml' };
    const { toolchain, toolchainsBelow: below = [] } = project;
    const details = { supported, toolchainFile: toolchain !== undefined, below };
    return { asked: [], found: [findings.TARGETS_MISSING(details, where)] };
  }
  const found: Finding[] = [];
  const asked = [...new Map(named.map((one) => [one.triple, one])).values()].flatMap(({ triple, where }) => {
    const target = catalog.targets.get(triple);
    if (target !== undefined) return [{ target, where }];
    const nearest = nearestName(triple, supported) ?? nearestName(triple, [...catalog.targets.keys()]);
    found.push(findings.TARGET_UNKNOWN({ triple, nearest }, where));
    return [];
  });
  return { asked: asked.toSorted((a, b) => (a.target.triple < b.target.triple ? -1 : 1)), found };
}

/** The triples that the toolchains of enabled plugins build for, sorted. */
export function supportedTargets({ candidates }: Pick<Catalog, 'candidates'>): readonly string[] {
  return [...candidates.keys()].filter((triple) => triple !== 'host').toSorted();
}

function namedTargets({ config, places, toolchain }: Project): readonly { triple: Triple; where: Place }[] {
  if (config.targets !== undefined)
    return config.targets.map((triple, index) => ({ triple, where: placeAt(places, ['targets', index]) }));
  if (toolchain === undefined) return [];
  return toolchain.targets.map((triple, index) => ({
    triple,
    where: placeAt(toolchain.places, ['toolchain', 'targets', index]),
  }));
}

/** The machines of the project that mkcross knows, sorted. Others are findings. */
export function buildHosts(
  { config, places }: Project,
  targets: Catalog['targets'],
): { readonly hosts: readonly BuildHost[]; readonly found: readonly Finding[] } {
  const known = Object.keys(hostTriples).toSorted();
  const found: Finding[] = [];
  const hosts = [...new Set(config.nix.systems)].toSorted().flatMap((system): readonly BuildHost[] => {
    const triple = Object.hasOwn(hostTriples, system) ? hostTriples[system] : undefined;
    const target = triple === undefined ? undefined : targets.get(triple);
    if (target !== undefined) return [{ system, target }];
    const where = placeAt(places, ['nix', 'systems', config.nix.systems.indexOf(system)]);
    found.push(findings.HOST_UNKNOWN({ host: system, known, nearest: nearestName(system, known) }, where));
    return [];
  });
  return { hosts, found };
}
