import type { Host, Triple } from '@mkcross/core';
import { groupBy } from '../select/group-by.ts';
import type { ModelEntry, ModelFile, ModelHook, ModelProgram, Scoped, ShellModel } from '../model.ts';

/** A part of the shells: what every one has, or what those have that build for a target. */
export type PartName = Triple | 'common';

/** Something of a part, with the systems that it is limited to; without them, it is there on all systems of the part. */
export interface Placed<T> {
  readonly item: T;
  readonly systems?: readonly Host[];
}

/** What a part of the shells holds. */
export interface Part {
  readonly name: PartName;
  readonly packages: readonly Placed<ShellModel['packages'][number]>[];
  readonly path: readonly Placed<ShellModel['path'][number]>[];
  readonly env: readonly Placed<readonly [name: string, entry: ModelEntry]>[];
  readonly hooks: readonly Placed<ModelHook>[];
  /** Programs on PATH in shells with this part, whichever file defines them. */
  readonly programs: readonly Placed<ModelProgram>[];
  /** Programs and files that the part's Nix file defines. Programs of one name differ by system. */
  readonly defines: {
    readonly programs: readonly Placed<ModelProgram>[];
    readonly files: readonly (readonly [string, ModelFile])[];
  };
}

/** The programs of each name: one for all systems, or several for different systems. */
export const programsByName = ({ programs }: ShellModel): ReadonlyMap<string, readonly ModelProgram[]> =>
  groupBy(programs, ({ name }) => name);

/** All parts of a model: `common`, then the targets and hosts by name. */
export function partsOf(model: ShellModel): readonly Part[] {
  const sorted = sortByPart(model);
  return ['common' as const, ...targetsOf(model)].map((name) => partOf(model, name, sorted));
}

/** Whether a part has anything but a check: `common` always, a host only where something is for it alone. */
export const hasContents = ({ name, packages, env, hooks, programs, defines }: Part): boolean =>
  name === 'common' ||
  [packages, env, hooks, programs, defines.programs, defines.files].some((items) => items.length > 0);

/** The targets of the shells and the hosts, sorted. */
export function targetsOf(model: ShellModel): readonly Triple[] {
  const all = Object.values(model.systems).flatMap(({ host, targets }) => [...targets, host]);
  return [...new Set(all)].filter((triple) => triple in model.targets).toSorted();
}

/** The file that defines something: that of its one target, or common.nix. */
function homeOf({ targets }: Scoped): PartName {
  const [only, second] = targets ?? [];
  return only === undefined || second !== undefined ? 'common' : only;
}

/** The file that defines all programs of a name. */
function homeOfPrograms(same: readonly ModelProgram[]): PartName {
  const homes = new Set(same.map(homeOf));
  const [home = 'common'] = homes;
  return homes.size === 1 ? home : 'common';
}

/** Items by the parts that they are in. */
type ByPart<T> = ReadonlyMap<PartName, readonly T[]>;

function byPart<T>(items: readonly T[], partsIn: (item: T) => readonly PartName[]): ByPart<T> {
  const pairs = items.flatMap((item) => [...new Set(partsIn(item))].map((name) => ({ name, item })));
  return new Map(
    [...groupBy(pairs, ({ name }) => name)].map(([name, same]) => [name, same.map(({ item }) => item)] as const),
  );
}

/** What a model has, sorted by part once. */
function sortByPart(model: ShellModel) {
  const scoped = <T extends Scoped>(items: readonly T[]) => byPart(items, partsIn);
  const homes = new Map([...programsByName(model)].map(([name, same]) => [name, homeOfPrograms(same)] as const));
  return {
    packages: scoped(model.packages),
    path: scoped(model.path),
    env: byPart(Object.entries(model.env), ([, entries]) =>
      entries.flatMap((entry) => piecesIn(entry).flatMap(({ scope }) => partsIn(scope))),
    ),
    hooks: scoped(model.hooks),
    programs: scoped(model.programs),
    ownPrograms: byPart(model.programs, ({ name }) => [homes.get(name) ?? 'common']),
    ownFiles: byPart(Object.entries(model.files), ([, file]) => [homeOf(file)]),
  };
}

const partsIn = ({ targets }: Scoped): readonly PartName[] => targets ?? ['common'];

function partOf(model: ShellModel, name: PartName, sorted: ReturnType<typeof sortByPart>): Part {
  const present = systemsOf(model, name);
  const place = <T extends Scoped>(items: ByPart<T>): readonly Placed<T>[] =>
    (items.get(name) ?? []).flatMap((item) => placed(present, item, item.systems));
  return {
    name,
    packages: place(sorted.packages),
    path: place(sorted.path),
    env: (sorted.env.get(name) ?? []).flatMap((variable) => variableIn(present, name, variable)),
    hooks: place(sorted.hooks),
    programs: place(sorted.programs),
    defines: { programs: place(sorted.ownPrograms), files: sorted.ownFiles.get(name) ?? [] },
  };
}

/** Something of a part that is on the systems `present`. */
function placed<T>(present: readonly Host[], item: T, limit: readonly Host[] | undefined): readonly Placed<T>[] {
  const systems = present.filter((system) => limit?.includes(system) ?? true);
  if (systems.length === 0) return [];
  return [systems.length === present.length ? { item } : { item, systems }];
}

/** The systems on which a part of the shells exists, sorted. */
export function systemsOf(model: ShellModel, part: PartName): readonly Host[] {
  return systemNames(model).filter((system) => {
    const { host, targets } = model.systems[system] ?? { host: undefined, targets: [] };
    return part === 'common' || host === part || targets.some((target) => target === part);
  });
}

/** The systems of a model, sorted. */
export function systemNames(model: ShellModel): readonly Host[] {
  return Object.keys(model.systems).filter(isHost).toSorted();
}

const isHost = (name: string): name is Host => name.includes('-');

/**
 * A variable in one part: the first of its values that is in a shell counts there. A value for a target comes after what every shell has, and
 * so replaces it, unless that one counts before.
 */
function variableIn(
  present: readonly Host[],
  part: PartName,
  [variable, entries]: readonly [string, readonly ModelEntry[]],
): Part['env'] {
  const taken = new Set<Host>();
  return entries.flatMap((entry): Part['env'] => {
    const pieces = piecesIn(entry).flatMap(({ scope, entry: piece }) => {
      const systems = present.filter((system) => !taken.has(system) && (scope.systems?.includes(system) ?? true));
      if (!partsIn(scope).includes(part) || systems.length === 0) return [];
      return [{ item: [variable, piece] as const, ...(systems.length === present.length ? {} : { systems }) }];
    });
    if (entry.kind !== 'list' && (entry.targets === undefined || entry.targets.some((target) => target === part)))
      for (const system of entry.systems ?? present) taken.add(system);
    return pieces;
  });
}

/** An entry, or each addition to a list, with where it applies. */
function piecesIn(entry: ModelEntry): readonly { readonly scope: Scoped; readonly entry: ModelEntry }[] {
  if (entry.kind !== 'list') return [{ scope: entry, entry }];
  return [
    ...entry.prepend.map((one) => ({ scope: one, entry: { ...entry, prepend: [one], append: [] } })),
    ...entry.append.map((one) => ({ scope: one, entry: { ...entry, prepend: [], append: [one] } })),
  ];
}
