import {
  placeText,
  type EnvEntry,
  type Finding,
  type ListEntry,
  type Place,
  type Triple,
  type Value,
} from '@mkcross/core';
import type { ListPart, ModelEntry, ModelScalar, Scoped } from '../model.ts';
import { groupBy } from '../select/group-by.ts';
import { entryValues, valueText } from '../plugins/holes.ts';
import { findings } from '../findings/index.ts';
import type { Side } from '../findings/merge-findings.ts';

/** What one owner says of one variable. */
export interface EnvClaim extends Scoped {
  readonly name: string;
  readonly entry: EnvEntry;
  /** Where the user's config says it; undefined for a plugin. */
  readonly place?: Place;
}

/** Merges what everyone says of every variable. The result does not depend on the order of claims. */
export function mergeEnv(claims: readonly EnvClaim[]): {
  readonly env: Readonly<Record<string, ModelEntry>>;
  readonly found: readonly Finding[];
} {
  const byName = [...groupBy(claims, ({ name }) => name)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const merged = byName.map(([name, group]) => ({ name, ...mergeOne(name, group.toSorted(byOwner)) }));
  return {
    env: Object.fromEntries(merged.flatMap(({ name, entry }) => (entry === undefined ? [] : [[name, entry]]))),
    found: merged.flatMap(({ found }) => found),
  };
}

interface Merged {
  readonly entry?: ModelEntry;
  readonly found: readonly Finding[];
}

function mergeOne(name: string, claims: readonly EnvClaim[]): Merged {
  const user = claims.filter(({ place }) => place !== undefined);
  const plugins = claims.filter(({ place }) => place === undefined);
  if (user.length > 0) return mergeScalars(name, user, plugins);
  const kinds = new Set(
    plugins.map(({ entry }) => (isList(entry) ? `list joined by ${JSON.stringify(entry.separator)}` : 'scalar')),
  );
  if (kinds.size > 1)
    return {
      found: [findings.ENV_KIND_CONFLICT({ name, sides: plugins.map(sideOf), settle: settleLine(name, plugins) })],
    };
  if (plugins.some(({ entry }) => isList(entry))) return { entry: mergeLists(plugins), found: [] };
  const sets = plugins.filter(({ entry }) => entry.kind === 'set');
  if (sets.length === 0) return mergeScalars(name, plugins, []);
  return mergeScalars(
    name,
    sets,
    plugins.filter(({ entry }) => entry.kind === 'default'),
  );
}

/** One value from claims that must agree; `losers` give way. */
function mergeScalars(name: string, claims: readonly EnvClaim[], losers: readonly EnvClaim[]): Merged {
  const distinct = new Set(claims.map(({ entry }) => JSON.stringify(entryValues(entry))));
  const [first] = claims;
  if (first === undefined || isList(first.entry)) return { found: [] };
  if (distinct.size > 1) {
    const where = first.place;
    return {
      found: [findings.ENV_CONFLICT({ name, sides: claims.map(sideOf), settle: settleLine(name, claims) }, where)],
    };
  }
  const entry: ModelScalar = {
    kind: first.entry.kind,
    value: first.entry.value,
    why: first.entry.why,
    from: first.from,
    ...unionScope([...claims, ...(first.place === undefined ? [] : losers)]),
    agreeing: [...new Set(claims.slice(1).map(({ from }) => from))].filter((from) => from !== first.from),
    overridden: losers.flatMap(({ from, entry: lost }) => entryValues(lost).map((value: Value) => ({ from, value }))),
  };
  return { entry, found: [] };
}

function mergeLists(claims: readonly EnvClaim[]): ModelEntry {
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
  const separator = claims.map(({ entry }) => (isList(entry) ? entry.separator : ':'))[0] ?? ':';
  return { kind: 'list', separator, prepend: parts('prepend'), append: parts('append') };
}

/** Where any of the claims applies. */
function unionScope(claims: readonly Scoped[]): Pick<Scoped, 'systems' | 'targets'> {
  const targets = union(claims.map((claim) => claim.targets));
  const systems = union(claims.map((claim) => claim.systems));
  return { ...(targets === undefined ? {} : { targets }), ...(systems === undefined ? {} : { systems }) };
}

/** The union of scopes, of which undefined is everything. */
function union<T extends string>(scopes: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  const limited = scopes.filter((scope) => scope !== undefined);
  return limited.length < scopes.length ? undefined : [...new Set(limited.flat())].toSorted();
}

const isList = (entry: EnvEntry): entry is ListEntry => entry.kind === 'append' || entry.kind === 'prepend';

const verbs = {
  set: 'sets it to',
  default: 'would set it, if nobody else did, to',
  append: 'appends',
  prepend: 'prepends',
} as const;

const sideOf = ({ from, entry, place }: EnvClaim): Side => ({
  owner: place === undefined ? `the plugin "${from}"` : from,
  value: `${verbs[entry.kind]} ${entryValues(entry).map(valueText).join(', ')}: ${entry.why}`,
});

/** The line of mkcross.toml that decides: in the target's table where only that target is concerned. */
function settleLine(name: string, claims: readonly EnvClaim[]): string {
  const targets = new Set(claims.flatMap((claim): readonly (Triple | 'every')[] => claim.targets ?? ['every']));
  const [only] = targets;
  return targets.size === 1 && only !== undefined && only !== 'every'
    ? `[target.${only}]  env = { ${name} = "…" }`
    : `[env]  ${name} = "…"`;
}

/** By owner, then by what is said, so that no other order shows. */
function byOwner(a: EnvClaim, b: EnvClaim): number {
  const key = ({ from, targets, entry, place }: EnvClaim) =>
    JSON.stringify([from, place === undefined ? '' : placeText(place), targets ?? [], entry]);
  return key(a) < key(b) ? -1 : 1;
}
