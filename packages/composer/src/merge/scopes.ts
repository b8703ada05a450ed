import type { Host } from '@mkcross/core';
import type { Scoped, ShellModel } from '../model.ts';

/** The shells of a project: on each system one for each target, and one for all. */
export interface Shells {
  readonly systems: readonly Host[];
  readonly targets: ReadonlyMap<Host, ReadonlySet<string>>;
}

/** The shells of a model's systems. */
export function shellsOf(systems: ShellModel['systems']): Shells {
  const entries = Object.entries(systems).flatMap(([system, { targets }]) =>
    isHost(system) ? [[system, new Set<string>(targets)] as const] : [],
  );
  return { systems: entries.map(([system]) => system).toSorted(), targets: new Map(entries) };
}

const isHost = (system: string): system is Host => system.includes('-');

/**
 * The systems on which something is in the shell for all targets. Two things meet if they share one: that shell builds for every target of
 * its system at once.
 */
export function systemsOf(shells: Shells, scope: Omit<Scoped, 'from'>): readonly Host[] {
  return (scope.systems ?? shells.systems).filter((system) => isOn(shells, scope, system));
}

function isPresent(shells: Shells, scope: Omit<Scoped, 'from'>): boolean {
  return (scope.systems ?? shells.systems).some((system) => isOn(shells, scope, system));
}

function isOn(shells: Shells, { targets }: Omit<Scoped, 'from'>, system: Host): boolean {
  const built = shells.targets.get(system);
  return built !== undefined && (targets?.some((triple) => built.has(triple)) ?? true);
}

const isSame = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === b || (a !== undefined && a.length === b?.length && a.every((one, index) => one === b[index]));

/** Whether something is in every shell that another is in. */
export function covers(shells: Shells, outer: Scoped, inner: Scoped): boolean {
  const { targets } = outer;
  return (
    systemsOf(shells, inner).every((system) => outer.systems?.includes(system) ?? true) &&
    (targets === undefined || (inner.targets?.every((triple) => targets.includes(triple)) ?? false))
  );
}

/**
 * Joins scopes of the same thing: those of the same targets on several systems, then those of the same systems with several targets. What
 * holds on all systems says nothing of systems. Scopes that no shell is in are left out.
 */
export function joinScopes(shells: Shells, scopes: readonly Omit<Scoped, 'from'>[]): readonly Omit<Scoped, 'from'>[] {
  const present = scopes.filter((scope) => isPresent(shells, scope));
  const [first] = present;
  if (first === undefined) return [];
  // Most things have one scope, whoever says them.
  if (present.every(({ targets, systems }) => isSame(targets, first.targets) && isSame(systems, first.systems)))
    return [normalScope(shells, first)];
  const byTargets = new Map<string, { targets: Scoped['targets']; systems: Set<Host> }>();
  for (const { targets, systems } of present) {
    const key = targets === undefined ? '*' : targets.toSorted().join(' ');
    const joined = byTargets.get(key) ?? { targets, systems: new Set() };
    for (const system of systems ?? shells.systems) joined.systems.add(system);
    byTargets.set(key, joined);
  }
  const bySystems = new Map<string, Omit<Scoped, 'from'>>();
  for (const { targets, systems: all } of byTargets.values()) {
    const systems = shells.systems.filter((system) => all.has(system));
    const key = systems.join(' ');
    const before = bySystems.get(key);
    // Without targets it is in every shell.
    const every = targets === undefined || (before !== undefined && before.targets === undefined);
    const joined = every ? undefined : [...new Set([...(before?.targets ?? []), ...targets])].toSorted();
    bySystems.set(key, normalScope(shells, { ...(joined === undefined ? {} : { targets: joined }), systems }));
  }
  return [...bySystems.values()];
}

/** A scope in the one way to write it: sorted, without systems where they are all. */
function normalScope(
  shells: Shells,
  { targets, systems = shells.systems }: Omit<Scoped, 'from'>,
): Omit<Scoped, 'from'> {
  const limited = shells.systems.filter((system) => systems.includes(system));
  return {
    ...(targets === undefined ? {} : { targets: targets.length < 2 ? targets : targets.toSorted() }),
    ...(limited.length === shells.systems.length ? {} : { systems: limited }),
  };
}
