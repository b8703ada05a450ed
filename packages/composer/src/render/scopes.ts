import type { HostSystem, Triple } from '@mkcross/core';
import type { ListPart, ModelEntry, ModelHook, Scoped, ShellModel } from '../model.ts';
import { groupBy } from '../select/group-by.ts';

/** A part of the shells: what every one has, or what those have that build for a target. */
export type PartName = Triple | 'shell';

/** What a part of the shells holds, on all systems or on one where it differs from system to system. */
export interface Part {
  readonly packages: ShellModel['packages'];
  readonly path: ShellModel['path'];
  readonly scripts: ShellModel['scripts'];
  /** Targets whose runner is a program of the shell. */
  readonly runners: readonly Triple[];
  readonly env: readonly (readonly [string, ModelEntry])[];
  readonly hooks: readonly ModelHook[];
}

/** Looks up a part; `system` is undefined for what it holds on all of its systems. */
export type PartLookup = (name: PartName, system: HostSystem | undefined) => Part;

/** Divides a model into its parts. */
export function divide(model: ShellModel): PartLookup {
  const divided = <T>(items: readonly T[], scopeOf: (item: T) => Scoped) => {
    const placed = items.flatMap((item) => keysOf(model, scopeOf(item)).map((key) => ({ key, item })));
    const groups = groupBy(placed, ({ key }) => key);
    return (key: string): readonly T[] => (groups.get(key) ?? []).map(({ item }) => item);
  };
  const itself = <T extends Scoped>(scoped: T) => scoped;
  const packages = divided(model.packages, itself);
  const path = divided(model.path, itself);
  const scripts = divided(model.scripts, itself);
  const hooks = divided(model.hooks, itself);
  const runners = divided(
    Object.values(model.targets).flatMap(({ runner }) => (runner === undefined ? [] : [runner])),
    itself,
  );
  const claims = divided(
    Object.entries(model.env).flatMap(([name, entry]) => claimsOf(name, entry)),
    ({ scope }) => scope,
  );
  return (name, system) => {
    const key = keyOf(name, system);
    return {
      packages: packages(key),
      path: path(key),
      scripts: scripts(key),
      hooks: hooks(key),
      runners: runners(key).flatMap(({ targets = [] }) => targets),
      env: entriesOf(claims(key)),
    };
  };
}

/** A variable's entry, as much of it as one scope has. */
interface Claim {
  readonly name: string;
  readonly entry: ModelEntry;
  readonly scope: Scoped;
}

function claimsOf(name: string, entry: ModelEntry): readonly Claim[] {
  if (entry.kind !== 'list') return [{ name, entry, scope: entry }];
  const none: readonly ListPart[] = [];
  return [
    ...entry.prepend.map((part) => ({ name, scope: part, entry: { ...entry, prepend: [part], append: none } })),
    ...entry.append.map((part) => ({ name, scope: part, entry: { ...entry, prepend: none, append: [part] } })),
  ];
}

function entriesOf(claims: readonly Claim[]): readonly (readonly [string, ModelEntry])[] {
  return claims.map(({ name, entry }) => [name, entry]);
}

const keyOf = (name: PartName, system: HostSystem | undefined) => `${name} ${system ?? 'everywhere'}`;

/** The parts that something belongs to. */
function keysOf(model: ShellModel, { targets, systems }: Scoped): readonly string[] {
  return (targets ?? (['shell'] as const)).flatMap((name: PartName) => {
    const present = systemsOf(model, name).filter((system) => systems?.includes(system) ?? true);
    const everywhere = present.length === systemsOf(model, name).length;
    return everywhere ? [keyOf(name, undefined)] : present.map((system) => keyOf(name, system));
  });
}

/** The systems on which a part of the shells exists, sorted. */
function systemsOf(model: ShellModel, part: PartName): readonly HostSystem[] {
  const all = systemNames(model);
  return part === 'shell' ? all : all.filter((system) => model.targets[part]?.systems.includes(system));
}

/** All systems of the model, sorted. */
export function systemNames(model: ShellModel): readonly HostSystem[] {
  return (['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux'] as const).filter(
    (system) => system in model.systems,
  );
}

/** All parts: what every shell has, then targets by name. */
export function partNames(model: ShellModel): readonly PartName[] {
  const targets = systemNames(model).flatMap((system) => {
    const { host, targets: chosen } = model.systems[system] ?? { host: undefined, targets: [] };
    return [...chosen, ...(host !== undefined && host in model.targets ? [host] : [])];
  });
  return ['shell', ...[...new Set(targets)].toSorted()];
}
