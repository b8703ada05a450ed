import type { HostSystem, Triple } from '@mkcross/core';
import type { Scoped, ShellModel } from '../model.ts';

/** A part of the shells: what every one has, or what those have that build for a target. */
export type PartName = Triple | 'shell';

/** Whether something belongs to a part, on all systems (`undefined`) or on one where it differs from system to system. */
export function belongs(model: ShellModel, scoped: Scoped, part: PartName, system: HostSystem | undefined): boolean {
  const inPart = part === 'shell' ? scoped.targets === undefined : (scoped.targets?.includes(part) ?? false);
  if (!inPart) return false;
  const limited = !systemsOf(model, part).every((one) => scoped.systems?.includes(one) ?? true);
  if (system === undefined) return !limited;
  return limited && (scoped.systems?.includes(system) ?? true);
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
