import { findTarget, type NixPackage, type Triple } from '@mkcross/core';
import { bind, call, ifElse, inherit, name, select, set, str, type Binding, type Nix } from '../nix/index.ts';

/** The Nix variables that stand for packages. */
export interface PackageNames {
  /** The expression by which a package is named. */
  readonly expressionOf: (from: NixPackage) => Nix;
  /** What defines those variables, in code point order of their names. */
  readonly bindings: readonly Binding[];
}

const pkgs = name('pkgs');

/** Gives each package of a flake a variable, named after where nixpkgs has it; packages at the top of nixpkgs need none. */
export function namePackages(packages: readonly NixPackage[]): PackageNames {
  const sets = [...new Set(packages.flatMap((one) => (one.set === undefined ? [] : [one.set])))].toSorted();
  const taken = new Map<string, string>(sets.map((triple) => [setName(triple), `set ${triple}`]));
  const variables = new Map<string, string>();
  const bound = new Map<string, NixPackage>();
  for (const one of uniquePackages(packages)) {
    if (isPlain(one)) continue;
    const variable = freeName(variableFor(one), taken);
    taken.set(variable, keyOf(one));
    variables.set(keyOf(one), variable);
    bound.set(variable, one);
  }
  const expressionOf = (one: NixPackage): Nix => {
    const variable = variables.get(keyOf(one));
    return variable === undefined ? select(pkgs, one.attr[0].split('.')) : name(variable);
  };
  const definitions = [
    ...sets.map((triple) => ({ variable: setName(triple), binding: bindSet(triple) })),
    ...[...bound].map(([variable, one]) => ({ variable, binding: bind([variable], definition(one)) })),
  ];
  return { expressionOf, bindings: inherited(definitions.toSorted((a, b) => (a.variable < b.variable ? -1 : 1))) };
}

/** A package that `pkgs.<name>` names in every nixpkgs. */
const isPlain = (one: NixPackage) =>
  one.set === undefined &&
  one.flake === undefined &&
  one.before === undefined &&
  one.attr.length === 1 &&
  !one.attr[0].includes('.');

const keyOf = (one: NixPackage) => JSON.stringify([one.set ?? '', one.flake ?? '', one.attr, one.before ?? '']);

function uniquePackages(packages: readonly NixPackage[]): readonly NixPackage[] {
  return [...new Map(packages.map((one) => [keyOf(one), one])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

/** nixpkgs' name of the cross set that builds for a triple; the triple itself where nixpkgs has no name for it. */
function setName(triple: Triple): string {
  return findTarget(triple)?.nixpkgs[0].attr ?? triple;
}

function variableFor({ set: triple, flake, attr }: NixPackage): string {
  const from = triple === undefined ? (flake ?? '') : setName(triple);
  // By its last name, which every nixpkgs has: `zig = pkgs.zig_0_15 or pkgs.zig`.
  const words = (attr.at(-1) ?? attr[0]).split('.').filter((word) => word !== 'stdenv' || triple === undefined);
  return [from, ...words]
    .filter((word) => word !== '')
    .join('-')
    .replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

function freeName(wanted: string, taken: ReadonlyMap<string, string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? wanted : `${wanted}-${String(count)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

type SetBinding = { readonly inherited: string } | Binding;

/** An attribute that has kept its name is inherited, as statix asks; another is taken by its new name, else by an old one. */
function bindSet(triple: Triple): SetBinding {
  const system = findTarget(triple)?.nixpkgs[0];
  if (system === undefined) {
    const crossSystem = set([inherit(['system']), bind(['crossSystem', 'config'], str(triple))]);
    return bind([setName(triple)], call(name('import'), select(pkgs, ['path']), crossSystem));
  }
  if (system.formerly.length === 0) return { inherited: system.attr };
  return bind([system.attr], firstOf(select(pkgs, ['pkgsCross']), [system.attr, ...system.formerly]));
}

function inherited(definitions: readonly { readonly binding: SetBinding }[]): readonly Binding[] {
  const names = definitions.flatMap(({ binding }) => ('inherited' in binding ? [binding.inherited] : []));
  const rest = definitions.flatMap(({ binding }) => ('inherited' in binding ? [] : [binding]));
  return [...(names.length === 0 ? [] : [inherit(names, select(pkgs, ['pkgsCross']))]), ...rest];
}

function definition({ set: triple, flake, attr, before }: NixPackage): Nix {
  const from =
    triple === undefined
      ? flake === undefined
        ? pkgs
        : select(name(flake), ['packages', name('system')])
      : name(setName(triple));
  const current = firstOf(from, attr);
  if (before === undefined) return current;
  const lib = select(pkgs, ['lib']);
  const older = call(select(lib, ['versionOlder']), select(lib, ['version']), str(before.version));
  return ifElse(older, select(from, before.attr.split('.')), current);
}

function firstOf(from: Nix, [first = '', ...rest]: readonly string[]): Nix {
  return select(from, first.split('.'), rest.length === 0 ? undefined : firstOf(from, rest));
}
