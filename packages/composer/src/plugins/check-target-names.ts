import { findTarget, type Target, type ToolchainPlugin } from '@mkcross/core';
import { nearestName } from '../config/nearest-name.ts';
import type { DocumentPath } from '../config/places.ts';
import { keyText } from '../config/schema-words.ts';
import type { Fault } from './fault.ts';
import type { Need, Reference, Sites } from './plugin-sites.ts';

/** Names of every target, and names that a target has where others know it. */
const facts = ['abi', 'arch', 'cargo', 'system', 'triple'];
const usualNames = ['gnu', 'go', 'qemu', 'zig'];

/**
 * Where `{ target }`, `{ program }` and the package set of the target are used: only in what is used for one target, and only with names
 * that the targets have. Tools, libraries and scripts may use them, but then the shell of all targets may not use these.
 */
export function checkTargetNames(plugin: ToolchainPlugin, sites: Sites): readonly Fault[] {
  return [
    ...sites.needs.flatMap((need) => checkName(plugin, need)),
    ...sites.needs.filter(({ path }) => isForAll(path)).map((need) => misplaced(need, need.path)),
    ...sites.needs
      .filter(
        ({ kind, path }) =>
          kind === 'program' && !['fixtures', 'scripts', 'toolchains', 'shell', 'launchers'].includes(String(path[0])),
      )
      .map(({ name, path }) => ({
        path: path.slice(0, -1),
        problem: `${keyText(path.slice(0, -1))} is a program of a toolchain ("${name}"), but belongs to no toolchain`,
        fix: 'Name a tool, or move the text to a toolchain or to a script of one.',
      })),
    ...reached(sites),
  ];
}

/** Whether a part of a plugin is used for all targets at once. */
const isForAll = (path: DocumentPath) => path[0] === 'shell' || path[0] === 'launchers';

const what = ({ kind, name }: Need) =>
  kind === 'target name'
    ? `the target’s name "${name}"`
    : kind === 'program'
      ? `the program "${name}" of a toolchain`
      : 'the package set of a target';

const misplaced = (need: Need, path: DocumentPath): Fault => ({
  path,
  problem: `${keyText(path)} needs ${what(need)}, but ${String(path[0])} is used for all targets`,
  fix: `Move it to a toolchain or a runner, which are used for one target.`,
});

/** References of the shell that lead, over tools, libraries and scripts, to something that needs a target. */
function reached({ references, needs }: Sites): readonly Fault[] {
  const groups: Readonly<Record<string, string>> = { library: 'libraries', script: 'scripts', tool: 'tools' };
  const ownerOf = (path: DocumentPath) => `${String(path[0])}/${String(path[1])}`;
  const direct = new Map(needs.map((need) => [ownerOf(need.path), need]));
  const next = new Map<string, Reference[]>();
  for (const reference of references) {
    const owner = ownerOf(reference.path);
    next.set(owner, [...(next.get(owner) ?? []), reference]);
  }
  const needOf = (declaration: string, seen: readonly string[]): Need | undefined => {
    if (seen.includes(declaration)) return undefined;
    const own = direct.get(declaration);
    if (own !== undefined) return own;
    for (const { kind, name } of next.get(declaration) ?? []) {
      const found = needOf(`${groups[kind] ?? kind}/${name}`, [...seen, declaration]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return references
    .filter(({ path }) => isForAll(path))
    .flatMap(({ kind, name, path }) => {
      const need = needOf(`${groups[kind] ?? kind}/${name}`, []);
      if (need === undefined) return [];
      return [
        {
          path,
          problem: `${keyText(path)} uses the ${kind} "${name}", which needs ${what(need)}, but ${String(path[0])} is used for all targets`,
          fix: `Use it in a toolchain or a runner, which are used for one target.`,
        },
      ];
    });
}

/** A name that no target, or not every target of the toolchain, has. */
function checkName(plugin: ToolchainPlugin, { kind, name, path }: Need): readonly Fault[] {
  if (kind !== 'target name' || facts.includes(name)) return [];
  const declared = plugin.targets ?? [];
  const targets = targetsAt(plugin, path);
  const lacking = targets.filter((target) => target.names[name] === undefined);
  const isKnown =
    usualNames.includes(name) ||
    (targets.length > 0
      ? lacking.length < targets.length
      : declared.some((target) => target.names[name] !== undefined));
  const key = keyText(path);
  if (!isKnown) {
    const valid = [...facts, ...usualNames, ...declared.flatMap(({ names }) => Object.keys(names))];
    const nearest = nearestName(name, valid);
    return [
      {
        path,
        problem: `${key}: targets have no name "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"`}`,
        fix: `Use one of: ${[...new Set(valid)].toSorted().join(', ')}.`,
      },
    ];
  }
  return lacking.map(({ triple }) => ({
    path,
    problem: `${key}: the target ${triple} has no name "${name}"`,
    fix: `Use another name, or declare ${triple} in "targets" with this name.`,
  }));
}

/** The targets, as far as they are known, that a part of a plugin is for. */
function targetsAt(plugin: ToolchainPlugin, path: DocumentPath): readonly Target[] {
  const find = (triple: string) => plugin.targets?.find((target) => target.triple === triple) ?? findTarget(triple);
  const known = (triples: readonly string[]) => triples.map(find).filter((target) => target !== undefined);
  const [part, index, key, triple] = path;
  if (part === 'toolchains' && typeof index === 'number') {
    const targets = Object.keys(plugin.toolchains?.[index]?.targets ?? {});
    return known(key === 'targets' ? [String(triple)] : targets);
  }
  if (part !== 'runners' || typeof index !== 'number') return [];
  const runs = plugin.runners?.[index]?.runs;
  return (plugin.targets ?? []).filter(
    ({ system, arch, abi }) =>
      runs !== undefined &&
      runs.system.includes(system) &&
      (runs.arch?.includes(arch) ?? true) &&
      (runs.abi?.includes(abi) ?? true),
  );
}
