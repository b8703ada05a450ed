import type { HostSystem, Triple } from '@mkcross/core';
import type { ModelEntry, ShellModel } from '../model.ts';
import { modelValues } from '../model-values.ts';
import { holesOf } from '../plugins/holes.ts';

/**
 * Leaves out the variables whose holes nobody fills: the runner of a target that nobody runs, the default target where
 * there is none. A variable whose runner exists on some systems only is limited to those. Then leaves out tools and
 * libraries that nothing names any more.
 */
export function settleHoles(model: ShellModel): ShellModel {
  const env = Object.entries(model.env).flatMap(([name, entry]): readonly (readonly [string, ModelEntry])[] => {
    if (entry.kind === 'list') return [[name, entry]];
    if (model.defaultTarget.value === false && holesOf(entry.value).some((hole) => 'target' in hole)) return [];
    const limits = holesOf(entry.value).flatMap((hole) =>
      'runner' in hole ? [runnerSystems(model, hole.runner)] : [],
    );
    if (limits.some((systems) => systems.length === 0)) return [];
    return [
      [
        name,
        limits.length === 0 ? entry : { ...entry, systems: limits.reduce(intersect, entry.systems ?? hostsOf(model)) },
      ],
    ];
  });
  return prune({ ...model, env: Object.fromEntries(env) });
}

function prune(model: ShellModel): ShellModel {
  const holes = modelValues(model).flatMap(holesOf);
  const tools = new Set([
    ...holes.flatMap((hole) => ('tool' in hole ? [hole.tool] : [])),
    ...model.path.map(({ tool }) => tool),
    ...model.packages.flatMap(({ tool }) => tool ?? []),
  ]);
  const libraries = new Set([
    ...holes.flatMap((hole) => ('library' in hole ? [hole.library] : [])),
    ...Object.values(model.targets).flatMap(({ runner }) => (runner?.runtime ?? []).map(({ library }) => library)),
  ]);
  const keep = <T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
  return { ...model, tools: keep(model.tools, tools), libraries: keep(model.libraries, libraries) };
}

const runnerSystems = (model: ShellModel, triple: Triple): readonly HostSystem[] =>
  model.targets[triple]?.runner?.systems ?? [];

function hostsOf(model: ShellModel): readonly HostSystem[] {
  return [...new Set(Object.values(model.targets).flatMap(({ systems }) => systems))].toSorted();
}

const intersect = (a: readonly HostSystem[], b: readonly HostSystem[]) => a.filter((system) => b.includes(system));
