import { placeText, type EnvEntry, type Finding, type Place } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { Side } from '../findings/merge-findings.ts';
import type { EnvClaim } from '../contribute/claims.ts';
import type { ListPart, ModelEntry, ModelList, ModelPlaceholder, ModelScalar, Scoped, Value } from '../model.ts';
import { groupBy } from '../select/group-by.ts';
import { covers, joinScopes, systemsOf, type Shells } from './scopes.ts';
import { valueText } from './value-text.ts';

/**
 * Merges what everything says of every variable. The result does not depend on the order of claims. For each name it is a list of which
 * the first that is in a shell counts there, by who says it: `[target.<triple>] env`, `[env]`, what plugins set or unset, their defaults.
 * So mkcross.toml always wins, and a target's own line wins over that for all in every shell that builds for the target.
 */
export function mergeEnv(
  shells: Shells,
  claims: readonly EnvClaim[],
  where: Place,
): { readonly env: Readonly<Record<string, readonly ModelEntry[]>>; readonly found: readonly Finding[] } {
  const byName = [...groupBy(claims, ({ name }) => name)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const merged = byName.map(([name, group]) => ({ name, ...mergeOne(shells, name, byOwner(group), where) }));
  return {
    env: Object.fromEntries(merged.flatMap(({ name, entries }) => (entries.length === 0 ? [] : [[name, entries]]))),
    found: merged.flatMap(({ found }) => found),
  };
}

type Entry = EnvEntry<ModelPlaceholder>;
type ListEntry = Extract<Entry, { readonly values: unknown }>;
const isList = (entry: Entry): entry is ListEntry => entry.kind === 'append' || entry.kind === 'prepend';

interface Merged {
  readonly entries: readonly ModelEntry[];
  readonly found: readonly Finding[];
}

function mergeOne(shells: Shells, name: string, claims: readonly EnvClaim[], where: Place): Merged {
  const [only] = claims;
  // Most variables have one owner, with whom nothing can disagree.
  if (claims.length === 1 && only !== undefined && !isList(only.entry))
    return { entries: scalarsOf(shells, claims), found: [] };
  const ofUser = claims.filter(({ place }) => place !== undefined);
  const others = claims.filter(({ place }) => place === undefined);
  const tiers = [
    ofUser.filter(({ targets }) => targets !== undefined),
    ofUser.filter(({ targets }) => targets === undefined),
    others.filter(({ entry }) => entry.kind === 'set' || entry.kind === 'unset'),
    others.filter(({ entry }) => entry.kind === 'default'),
  ];
  const found = [
    ...tiers.flatMap((tier) => conflictsIn(shells, name, tier, where)),
    ...kindConflicts(shells, name, claims, ofUser, where),
  ];
  const scalars = tiers.flatMap((tier) => scalarsOf(shells, tier));
  const lists = others.filter(({ entry, ...scope }) => isList(entry) && systemsOf(shells, scope).length > 0);
  const kept = scalars.filter((one, index) => !scalars.slice(0, index).some((before) => covers(shells, before, one)));
  const visible = lists.filter((list) => !kept.some((one) => covers(shells, one, list)));
  const list = visible.length === 0 ? [] : [listOf(visible)];
  return { entries: [...kept.map((one) => withOverridden(shells, one, claims)), ...list], found };
}

/** What a claim says, to compare it with others. */
const contentOf = ({ entry }: EnvClaim) => JSON.stringify('value' in entry ? ['is', entry.value] : [entry.kind]);

/** Claims of one rank that say different things in one shell. */
function conflictsIn(shells: Shells, name: string, tier: readonly EnvClaim[], where: Place): readonly Finding[] {
  if (new Set(tier.map(contentOf)).size < 2) return [];
  const sides = new Set<EnvClaim>();
  for (const system of shells.systems) {
    const here = tier.filter((claim) => systemsOf(shells, claim).includes(system));
    if (new Set(here.map(contentOf)).size > 1) for (const claim of here) sides.add(claim);
  }
  const [first] = sides;
  if (first === undefined) return [];
  if (first.place !== undefined) {
    const lines = [...sides].map(sideOf).map(({ owner, value }) => `${owner} ${value}`);
    return [findings.TARGET_ENV_CONFLICT({ name, sides: lines }, first.place)];
  }
  const details = { name, sides: [...sides].map(sideOf), settle: settleLine(name, [...sides]) };
  return [findings.ENV_CONFLICT(details, where)];
}

/** Claims that set a variable where others add to it, or that join it differently. */
function kindConflicts(
  shells: Shells,
  name: string,
  claims: readonly EnvClaim[],
  ofUser: readonly EnvClaim[],
  where: Place,
): readonly Finding[] {
  const kind = ({ entry }: EnvClaim) => (isList(entry) ? `list joined by ${entry.separator}` : 'scalar');
  const open = claims.filter((claim) => claim.place === undefined && !ofUser.some((one) => covers(shells, one, claim)));
  if (new Set(open.map(kind)).size < 2) return [];
  const sides = shells.systems.flatMap((system) => {
    const here = open.filter((claim) => systemsOf(shells, claim).includes(system));
    return new Set(here.map(kind)).size > 1 ? here : [];
  });
  if (sides.length === 0) return [];
  const unique = [...new Set(sides)];
  const details = { name, sides: unique.map(sideOf), settle: settleLine(name, unique) };
  return [findings.ENV_KIND_CONFLICT(details, where)];
}

/** One scalar for each value, and for each part of the shells whose scope cannot be written as one. */
function scalarsOf(shells: Shells, tier: readonly EnvClaim[]): readonly ModelScalar[] {
  const groups = tier.length < 2 ? [tier] : [...groupBy(tier, contentOf).values()];
  return groups.flatMap((same): readonly ModelScalar[] => {
    const [first] = same;
    if (first === undefined || isList(first.entry)) return [];
    const { entry, from } = first;
    const agreeing = [...new Set(same.map((one) => one.from))].filter((one) => one !== from);
    const kind = entry.kind;
    return joinScopes(shells, same).map((scope) => ({
      from,
      ...scope,
      kind,
      value: 'value' in entry ? entry.value : '',
      why: entry.why,
      agreeing,
      overridden: [],
    }));
  });
}

/** With what others say in the shells of a scalar. */
function withOverridden(shells: Shells, one: ModelScalar, claims: readonly EnvClaim[]): ModelScalar {
  const others = claims.filter(({ from }) => from !== one.from && !one.agreeing.includes(from));
  const systems = systemsOf(shells, one);
  const lost = others.filter(
    (claim) => rankOf(claim) > rankOf(one) && systemsOf(shells, claim).some((system) => systems.includes(system)),
  );
  const overridden = lost.flatMap(({ from, entry }) =>
    valuesOf(entry).map((value): ModelScalar['overridden'][number] => ({ from, value })),
  );
  return { ...one, overridden: [...new Map(overridden.map((part) => [JSON.stringify(part), part])).values()] };
}

/** Less is said with more right. */
function rankOf(one: EnvClaim | ModelScalar): number {
  const kind = 'entry' in one ? one.entry.kind : one.kind;
  const ofUser = one.from.startsWith('mkcross.toml');
  if (ofUser) return one.targets === undefined ? 1 : 0;
  return kind === 'default' ? 3 : 2;
}

function listOf(claims: readonly EnvClaim[]): ModelList {
  const parts = (kind: 'append' | 'prepend'): readonly ListPart[] =>
    claims.flatMap(({ entry, from, targets, systems }) =>
      isList(entry) && entry.kind === kind
        ? [
            {
              from,
              ...(targets === undefined ? {} : { targets }),
              ...(systems === undefined ? {} : { systems }),
              values: entry.values,
              why: entry.why,
            },
          ]
        : [],
    );
  const separator = claims.flatMap(({ entry }) => (isList(entry) ? [entry.separator] : []))[0] ?? ':';
  return { kind: 'list', separator, prepend: parts('prepend'), append: parts('append') };
}

const valuesOf = (entry: Entry): readonly Value[] => {
  if (isList(entry)) return entry.values;
  return 'value' in entry ? [entry.value] : [];
};

const verbs = {
  set: 'sets it to',
  default: 'sets it, unless something else does, to',
  append: 'appends',
  prepend: 'prepends',
  unset: 'removes it',
} as const;

const sideOf = ({ from, entry, place }: EnvClaim): Side => ({
  owner: place === undefined ? `"${from}"` : from,
  value: `${[verbs[entry.kind], valuesOf(entry).map(valueText).join(', ')].filter(Boolean).join(' ')}: ${entry.why}`,
});

/** The line of mkcross.toml that decides: in the target's table where only that target is concerned. */
function settleLine(name: string, claims: readonly Scoped[]): string {
  const targets = new Set(claims.flatMap((claim): readonly string[] => claim.targets ?? ['']));
  const [only = ''] = targets;
  return targets.size === 1 && only !== '' ? `[target.${only}]  env = { ${name} = "…" }` : `[env]  ${name} = "…"`;
}

/** By owner, then by what is said, so that no other order shows. */
function byOwner(claims: readonly EnvClaim[]): readonly EnvClaim[] {
  if (claims.length < 2) return claims;
  const key = ({ from, targets = [], systems = [], entry, place }: EnvClaim) =>
    JSON.stringify([from, place === undefined ? '' : placeText(place), targets, systems, entry]);
  return claims
    .map((claim) => ({ claim, key: key(claim) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ claim }) => claim);
}
