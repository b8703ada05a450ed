import type { Finding, Place } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { NamedFile } from '../contribute/claims.ts';
import type { ModelFile, ModelHook, ModelProgram, Scoped } from '../model.ts';
import { groupBy } from '../select/group-by.ts';
import { isSameJson } from './same-json.ts';
import { joinScopes, systemsOf, type Shells } from './scopes.ts';

/** Programs by name. What is the same for several targets or systems becomes one; of one name there is one content in each shell. */
export function mergePrograms(
  shells: Shells,
  programs: readonly ModelProgram[],
  where: Place,
): { readonly programs: readonly ModelProgram[]; readonly found: readonly Finding[] } {
  const content = (one: ModelProgram) => ('link' in one ? one.link : [one.values, one.body]);
  const { merged, found } = mergeNamed(shells, programs, content, where);
  return { programs: merged, found };
}

/** Files by name. */
export function mergeFiles(
  shells: Shells,
  files: readonly NamedFile[],
  where: Place,
): { readonly files: Readonly<Record<string, ModelFile>>; readonly found: readonly Finding[] } {
  const { merged, found } = mergeNamed(shells, files, ({ content }) => content, where);
  // A file is written wherever it is named, so its scopes are as good as one.
  return { files: Object.fromEntries(merged.toReversed().map(({ name, ...file }) => [name, file])), found };
}

function mergeNamed<T extends Scoped & { readonly name: string }>(
  shells: Shells,
  all: readonly T[],
  contentOf: (one: T) => unknown,
  where: Place,
): { readonly merged: readonly T[]; readonly found: readonly Finding[] } {
  const found: Finding[] = [];
  const merged = [...groupBy(all, ({ name }) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, same]) => {
      if (isAgreed(same, contentOf)) return joined(shells, same);
      const contents = [...groupBy(same, (one) => JSON.stringify(contentOf(one)))].toSorted(([a], [b]) =>
        a < b ? -1 : 1,
      );
      const rivals =
        contents.length < 2
          ? []
          : meeting(
              shells,
              contents.map(([, claims]) => claims),
            );
      if (rivals.length > 0) found.push(findings.FILE_CONFLICT({ name, owners: ownersOf(rivals) }, where));
      return contents.flatMap(([, claims]) => joined(shells, claims));
    });
  return { merged, found };
}

/** Whether all say the same, as most do. */
function isAgreed<T>(claims: readonly T[], contentOf: (one: T) => unknown): boolean {
  const [first, ...others] = claims;
  if (first === undefined || others.length === 0) return true;
  const content = contentOf(first);
  return others.every((one) => isSameJson(contentOf(one), content));
}

const ownersOf = (claims: readonly Scoped[]) => [...new Set(claims.map(({ from }) => from))].toSorted();

/** Of claims with different contents, those that are in one shell. */
function meeting<T extends Scoped>(shells: Shells, contents: readonly (readonly T[])[]): readonly T[] {
  return shells.systems.flatMap((system) => {
    const here = contents
      .map((claims) => claims.filter((claim) => systemsOf(shells, claim).includes(system)))
      .filter((claims) => claims.length > 0);
    return here.length > 1 ? here.flat() : [];
  });
}

/** Claims with one content as one for each scope; that of the first owner by name. */
function joined<T extends Scoped>(shells: Shells, claims: readonly T[]): readonly T[] {
  const [first] = claims.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  if (first === undefined) return [];
  return joinScopes(shells, claims).map((scope) => withScope(first, scope));
}

function withScope<T extends Scoped>(one: T, scope: Omit<Scoped, 'from'>): T {
  const isSame = one.targets === scope.targets && one.systems === scope.systems;
  if (isSame) return one;
  const copy = { ...one };
  if (copy.targets !== undefined) Reflect.deleteProperty(copy, 'targets');
  if (copy.systems !== undefined) Reflect.deleteProperty(copy, 'systems');
  return Object.assign(copy, scope);
}

const stageOrder: readonly string[] = ['environment', 'toolchain', 'greeting'];

/** Hooks by stage, then after those of required plugins, then by owner; two of one id in one plugin are a finding. `order` are plugins in the order of `requires`. */
export function mergeHooks(
  shells: Shells,
  hooks: readonly ModelHook[],
  order: readonly string[],
): { readonly hooks: readonly ModelHook[]; readonly found: readonly Finding[] } {
  const positions = new Map(order.map((id, index) => [id, index]));
  const found: Finding[] = [];
  const merged = [...groupBy(hooks, ({ from, id }) => JSON.stringify([from, id])).values()].flatMap((same) => {
    const contents = [...groupBy(same, ({ stage, values, body }) => JSON.stringify([stage, values, body])).values()];
    const rivals = contents.length < 2 ? [] : meeting(shells, contents);
    for (const { from, id } of rivals.slice(0, 1))
      found.push(findings.PLUGIN_INVALID({ id: from, problem: `two different hooks are called "${id}"` }));
    return contents.flatMap((claims) => joined(shells, claims));
  });
  const at = ({ from }: ModelHook) => positions.get(from) ?? order.length;
  return {
    hooks: merged.toSorted(
      (a, b) =>
        stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage) ||
        at(a) - at(b) ||
        (a.from < b.from ? -1 : a.from > b.from ? 1 : 0),
    ),
    found,
  };
}

/** Packages, each once for each scope. */
export function mergePackages<T extends Scoped>(shells: Shells, packages: readonly T[]): readonly T[] {
  const content = (one: T) =>
    JSON.stringify(one, (key, value: unknown) => (key === 'targets' || key === 'systems' ? undefined : value));
  return [...groupBy(packages, content)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => joined(shells, same));
}
