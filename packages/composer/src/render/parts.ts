import type { Host, Triple } from '@mkcross/core';
import type { ListPart, ModelEntry, ModelFile, ModelHook, ModelProgram, Scoped, ShellModel } from '../model.ts';

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
  /** Programs and files that the part's Nix file defines. */
  readonly defines: {
    readonly programs: readonly ModelProgram[];
    readonly files: readonly (readonly [string, ModelFile])[];
  };
}

/** All parts of a model: `common`, then the targets and hosts by name. */
export function partsOf(model: ShellModel): readonly Part[] {
  return ['common' as const, ...targetsOf(model)].map((name) => partOf(model, name));
}

/** The targets of the shells and the hosts, sorted. */
export function targetsOf(model: ShellModel): readonly Triple[] {
  const all = Object.values(model.systems).flatMap(({ host, targets }) => [...targets, host]);
  return [...new Set(all)].filter((triple) => triple in model.targets).toSorted();
}

/** The file that defines something: that of its one target, or common.nix. */
export function homeOf({ targets }: Scoped): PartName {
  const [only, second] = targets ?? [];
  return only === undefined || second !== undefined ? 'common' : only;
}

function partOf(model: ShellModel, name: PartName): Part {
  const place = <T>(items: readonly T[], scopeOf: (item: T) => Scoped): readonly Placed<T>[] =>
    items.flatMap((item) => placeIn(model, name, item, scopeOf(item)));
  const itself = <T extends Scoped>(scoped: T) => scoped;
  return {
    name,
    packages: place(model.packages, itself),
    path: place(model.path, itself),
    env: place(Object.entries(model.env).flatMap(claimsOf), ({ scope }) => scope).map(({ item, ...where }) => ({
      item: [item.name, item.entry] as const,
      ...where,
    })),
    hooks: place(model.hooks, itself),
    programs: place(model.programs, itself),
    defines: {
      programs: model.programs.filter((program) => homeOf(program) === name),
      files: Object.entries(model.files).filter(([, file]) => homeOf(file) === name),
    },
  };
}

function placeIn<T>(model: ShellModel, name: PartName, item: T, scope: Scoped): readonly Placed<T>[] {
  const isHere = scope.targets === undefined ? name === 'common' : scope.targets.some((target) => target === name);
  if (!isHere) return [];
  const present = systemsOf(model, name);
  const systems = present.filter((system) => scope.systems?.includes(system) ?? true);
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

interface Claim {
  readonly name: string;
  readonly entry: ModelEntry;
  readonly scope: Scoped;
}

/** A variable's values, each with where it applies. */
function claimsOf([name, entries]: readonly [string, readonly ModelEntry[]]): readonly Claim[] {
  const none: readonly ListPart[] = [];
  return entries.flatMap((entry): readonly Claim[] =>
    entry.kind === 'list'
      ? [
          ...entry.prepend.map((part) => ({ name, scope: part, entry: { ...entry, prepend: [part], append: none } })),
          ...entry.append.map((part) => ({ name, scope: part, entry: { ...entry, prepend: none, append: [part] } })),
        ]
      : [{ name, entry, scope: entry }],
  );
}
