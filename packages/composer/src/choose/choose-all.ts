import {
  projectKinds,
  type Finding,
  type Host,
  type ProjectKind,
  type Ref,
  type Target,
  type Triple,
} from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt } from '../config/places.ts';
import { officialPlugins } from '../plugins/official.ts';
import { ownerOf, type Catalog } from '../resolve/catalog.ts';
import { toolchainBody } from '../resolve/toolchain-body.ts';
import type { Project } from '../select/project.ts';
import { supportedTargets, type AskedTarget, type BuildHost } from './asked-targets.ts';
import { chooseToolchain, languagesOf, wantedName, withName, type Candidate, type Choice } from './choose-toolchain.ts';

/** The toolchains of one target on one host. */
export interface TargetChoices {
  readonly system: Host;
  readonly target: Target;
  /** The target is the machine that builds. */
  readonly isHost: boolean;
  /** Whether the project asks for it: hosts are there for build scripts in any case. */
  readonly isAsked: boolean;
  /** In the order of `projectKinds`; kinds that nothing builds are left out. */
  readonly choices: readonly Choice[];
}

/** Chooses toolchains for every asked target on every host, and for the hosts themselves. Sorted by system, then triple. */
export function chooseAll(
  project: Project,
  catalog: Catalog,
  asked: readonly AskedTarget[],
  hosts: readonly BuildHost[],
): { readonly chosen: readonly TargetChoices[]; readonly found: readonly Finding[] } {
  const found: Finding[] = [];
  const candidatesOf = candidateLookup(catalog, found);
  const conflicts = new Map<string, Conflict>();
  const chosen = hosts.flatMap(({ system, target: host }) => {
    const isAsked = asked.some(({ target }) => target.triple === host.triple);
    const others = asked.map(({ target }) => target).filter(({ triple }) => triple !== host.triple);
    return [
      ...others.map((target) => ({ system, target, isHost: false, isAsked: true })),
      { system, target: host, isHost: true, isAsked },
    ]
      .toSorted((a, b) => (a.target.triple < b.target.triple ? -1 : 1))
      .map((one): TargetChoices => {
        const candidates = candidatesOf(one.target.triple, one.isHost, one.isAsked);
        return { ...one, choices: choicesFor(project, one.target, system, candidates, conflicts) };
      });
  });
  const where = placeAt(project.places, ['plugins']);
  found.push(...[...conflicts.values()].map((conflict) => conflictFinding(conflict, where)));
  found.push(
    ...unsupported(project, catalog, asked, chosen, new Set([...conflicts.values()].map(({ triple }) => triple))),
  );
  found.push(...unknownNames(project, asked, candidatesOf, hosts));
  return { chosen, found };
}

type CandidateLookup = (triple: Triple, isHost: boolean, isAsked: boolean) => readonly Candidate[];

/** Candidates of a target, resolved once. A toolchain that cannot be resolved is a finding. */
function candidateLookup(catalog: Catalog, found: Finding[]): CandidateLookup {
  const resolved = new Map<string, Candidate | undefined>();
  const candidate = (ref: Ref, key: Triple | 'host') => {
    const cacheKey = `${ref} ${key}`;
    if (!resolved.has(cacheKey)) {
      const { body, found: faults } = toolchainBody(catalog, ref, key);
      found.push(...faults);
      resolved.set(cacheKey, body === undefined ? undefined : { ref, body });
    }
    return resolved.get(cacheKey) ?? [];
  };
  return (triple, isHost, isAsked) => {
    const host = isHost ? (catalog.candidates.get('host') ?? []) : [];
    const cross = isAsked ? (catalog.candidates.get(triple) ?? []) : [];
    return [
      ...host.flatMap((ref) => candidate(ref, 'host')),
      ...cross.filter((ref) => !host.includes(ref)).flatMap((ref) => candidate(ref, triple)),
    ];
  };
}

interface Conflict {
  readonly triple: Triple;
  readonly refs: readonly Ref[];
  readonly kinds: Set<ProjectKind>;
}

function choicesFor(
  { config }: Project,
  { triple }: Target,
  system: Host,
  candidates: readonly Candidate[],
  conflicts: Map<string, Conflict>,
): readonly Choice[] {
  const wanted = { target: config.target[triple]?.toolchain, project: config.toolchain };
  return projectKinds.flatMap((kind) => {
    const result = chooseToolchain(candidates, system, kind, wanted);
    if (result === undefined) return [];
    if ('chosen' in result) return [result];
    const key = `${triple} ${result.conflict.join(' ')}`;
    const conflict = conflicts.get(key) ?? { triple, refs: result.conflict, kinds: new Set() };
    conflict.kinds.add(kind);
    conflicts.set(key, conflict);
    return [];
  });
}

function conflictFinding({ triple, refs, kinds }: Conflict, where: Finding['where']): Finding {
  // Go follows C.
  const named = [...kinds].filter((kind) => kind !== 'go' || !kinds.has('c'));
  const [first = ''] = refs;
  const owner = ownerOf(first);
  const name = refs.filter((ref) => ownerOf(ref) === owner).length === 1 ? owner : first;
  const settle = `toolchain = { ${named.map((kind) => `${kind} = "${name}"`).join(', ')} }`;
  return findings.TOOLCHAIN_CONFLICT({ triple, kinds: named, candidates: refs, settle }, where);
}

/** Asked targets that no toolchain builds for, or none on the project's hosts. */
function unsupported(
  { config }: Project,
  catalog: Catalog,
  asked: readonly AskedTarget[],
  chosen: readonly TargetChoices[],
  inConflict: ReadonlySet<Triple>,
): readonly Finding[] {
  const served = new Set(chosen.filter(({ choices }) => choices.length > 0).map(({ target }) => target.triple));
  return asked.flatMap(({ target: { triple }, where }): readonly Finding[] => {
    if (served.has(triple) || inConflict.has(triple)) return [];
    const refs = catalog.candidates.get(triple) ?? [];
    const bodies = refs.flatMap((ref) => toolchainBody(catalog, ref, triple).body ?? []);
    if (bodies.length > 0)
      return [
        findings.TARGET_UNSUPPORTED_HOST(
          {
            triple,
            systems: config.nix.systems,
            hosts: [...new Set(bodies.flatMap(({ hosts = [] }) => hosts))].toSorted(),
          },
          where,
        ),
      ];
    if (refs.length > 0) return [];
    const supported = supportedTargets(catalog);
    const builder = officialPlugins.find(({ targets }) => targets.includes(triple))?.id;
    const plugin = builder === undefined || catalog.reachable.has(builder) ? undefined : builder;
    return [findings.TARGET_UNSUPPORTED({ triple, supported, nearest: nearestName(triple, supported), plugin }, where)];
  });
}

/** Names of toolchains in mkcross.toml that no target has. */
function unknownNames(
  { config, places }: Project,
  asked: readonly AskedTarget[],
  candidatesOf: CandidateLookup,
  hosts: readonly BuildHost[],
): readonly Finding[] {
  const isHost = (triple: Triple) => hosts.some(({ target }) => target.triple === triple);
  const candidatesFor = ({ target: { triple } }: AskedTarget) => candidatesOf(triple, isHost(triple), true);
  const check = (
    setting: typeof config.toolchain,
    path: readonly string[],
    key: string,
    all: () => readonly Candidate[],
    target: string | undefined,
  ): readonly Finding[] => {
    const kinds =
      typeof setting === 'object' ? projectKinds.filter((kind) => setting[kind] !== undefined) : [undefined];
    return kinds.flatMap((kind) => {
      const name = kind === undefined ? (typeof setting === 'string' ? setting : undefined) : wantedName(setting, kind);
      if (name === undefined) return [];
      const serving = all().filter(
        ({ body }) => kind === undefined || languagesOf[kind].every((language) => body.languages.includes(language)),
      );
      const refs = serving.map(({ ref }) => ref);
      if (withName(refs, name).length > 0) return [];
      const names = [...new Set(refs.flatMap((ref) => [ref, ownerOf(ref), ref.slice(ref.indexOf('/') + 1)]))];
      const where = placeAt(places, [...path, ...(kind === undefined ? [] : [kind])]);
      const candidates = [...new Set(refs)];
      return [findings.TOOLCHAIN_UNKNOWN({ key, name, target, candidates, nearest: nearestName(name, names) }, where)];
    });
  };
  return [
    ...asked.flatMap((one) => {
      const { triple } = one.target;
      const path = ['target', triple, 'toolchain'];
      return check(
        config.target[triple]?.toolchain,
        path,
        `[target.${triple}] toolchain`,
        () => candidatesFor(one),
        triple,
      );
    }),
    ...(asked.length === 0
      ? []
      : check(config.toolchain, ['toolchain'], 'toolchain', () => asked.flatMap(candidatesFor), undefined)),
  ];
}
