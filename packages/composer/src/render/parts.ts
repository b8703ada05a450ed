import type { Host, Triple } from '@mkcross/core';
import type { ModelEntry, ModelFile, ModelHook, ModelList, ModelProgram, Scoped, ShellModel } from '../model.ts';

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

/** The programs of one name: one for all systems, or several for different systems. */
export const programsNamed = ({ programs }: ShellModel, name: string): readonly ModelProgram[] =>
  programs.filter((program) => program.name === name);

/** All parts of a model: `common`, then the targets and hosts by name. */
export function partsOf(model: ShellModel): readonly Part[] {
  return ['common' as const, ...targetsOf(model)].map((name) => partOf(model, name));
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
function homeOfProgram(model: ShellModel, { name, from }: ModelProgram): PartName {
  const same = programsNamed(model, name);
  const targets = new Set(same.flatMap((one) => one.targets ?? []));
  return homeOf({ from, ...(same.every((one) => one.targets !== undefined) ? { targets: [...targets] } : {}) });
}

function partOf(model: ShellModel, name: PartName): Part {
  const place = <T>(items: readonly T[], scopeOf: (item: T) => Scoped): readonly Placed<T>[] =>
    items.flatMap((item) => placeIn(model, name, item, scopeOf(item)));
  const itself = <T extends Scoped>(scoped: T) => scoped;
  return {
    name,
    packages: place(model.packages, itself),
    path: place(model.path, itself),
    env: Object.entries(model.env).flatMap((variable) => variableIn(model, name, variable)),
    hooks: place(model.hooks, itself),
    programs: place(model.programs, itself),
    defines: {
      programs: model.programs
        .filter((program) => homeOfProgram(model, program) === name)
        .flatMap((program) => placed(model, name, program, program.systems)),
      files: Object.entries(model.files).filter(([, file]) => homeOf(file) === name),
    },
  };
}

function placeIn<T>(model: ShellModel, name: PartName, item: T, scope: Scoped): readonly Placed<T>[] {
  const isHere = scope.targets === undefined ? name === 'common' : scope.targets.some((target) => target === name);
  if (!isHere) return [];
  return placed(model, name, item, scope.systems);
}

function placed<T>(
  model: ShellModel,
  name: PartName,
  item: T,
  limit: readonly Host[] | undefined,
): readonly Placed<T>[] {
  const present = systemsOf(model, name);
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
  model: ShellModel,
  part: PartName,
  [variable, entries]: readonly [string, readonly ModelEntry[]],
): Part['env'] {
  const taken = new Set<Host>();
  return entries.flatMap((entry): Part['env'] => {
    const pieces = entry.kind === 'list' ? piecesOf(entry) : [{ scope: entry, entry }];
    const placed = pieces.flatMap(({ scope, entry: piece }) => {
      const present = systemsOf(model, part);
      const systems = present.filter((system) => !taken.has(system) && (scope.systems?.includes(system) ?? true));
      const isHere = scope.targets === undefined ? part === 'common' : scope.targets.some((target) => target === part);
      if (!isHere || systems.length === 0) return [];
      return [{ item: [variable, piece] as const, ...(systems.length === present.length ? {} : { systems }) }];
    });
    if (entry.kind !== 'list' && (entry.targets === undefined || entry.targets.some((target) => target === part)))
      for (const system of entry.systems ?? systemsOf(model, part)) taken.add(system);
    return placed;
  });
}

/** Each addition to a list, with where it applies. */
function piecesOf(entry: ModelList): readonly { readonly scope: Scoped; readonly entry: ModelList }[] {
  return [
    ...entry.prepend.map((one) => ({ scope: one, entry: { ...entry, prepend: [one], append: [] } })),
    ...entry.append.map((one) => ({ scope: one, entry: { ...entry, prepend: [], append: [one] } })),
  ];
}
