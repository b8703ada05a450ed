import type { NixPackage, Target, Triple } from '@mkcross/core';
import type { ShellModel } from '../model.ts';
import { bind, call, ifElse, inherit, name, select, set, str, type Binding, type Nix } from '../nix/index.ts';

/** The Nix variables that stand for packages in one file. */
export interface PackageNames {
  /** The expression by which a package is named. */
  readonly expressionOf: (from: NixPackage) => Nix;
  /** What defines those variables: package sets, then packages, each in code point order. */
  readonly bindings: readonly Binding[];
}

const pkgs = name('pkgs');
const lib = name('lib');

/**
 * Gives each package of a file a variable, named after where nixpkgs has it; packages at the top of nixpkgs need none. `own` is the target
 * whose package set is called `cross`; names in `reserved` are those of the file's other variables.
 */
export function namePackages(
  model: ShellModel,
  packages: readonly NixPackage[],
  own: Triple | undefined,
  reserved: readonly string[],
): PackageNames {
  const sets = [...new Set(packages.flatMap(({ set: triple }) => (isTriple(triple) ? [triple] : [])))].toSorted();
  const setName = (triple: string) => (triple === own ? 'cross' : `cross-${triple}`);
  const taken = new Set<string>([...reserved, ...sets.map(setName)]);
  const variables = new Map<string, string>();
  const definitions: { readonly variable: string; readonly value: Nix }[] = [];
  for (const [key, one] of uniquePackages(packages)) {
    if (isPlain(one)) continue;
    const variable = freeName(variableFor(one), taken);
    taken.add(variable);
    variables.set(key, variable);
    definitions.push({ variable, value: definition(one, setName) });
  }
  const expressionOf = (one: NixPackage): Nix => {
    const variable = variables.get(keyOf(one));
    return variable === undefined ? select(pkgs, (one.attr[0] ?? '').split('.')) : name(variable);
  };
  return {
    expressionOf,
    bindings: [
      ...sets.map((triple) => bind([setName(triple)], packageSet(model.targets[triple]?.target, triple))),
      ...definitions
        .toSorted((a, b) => (a.variable < b.variable ? -1 : 1))
        .map(({ variable, value }) => bindOrInherit(variable, value)),
    ],
  };
}

const isTriple = (set: NixPackage['set']): set is Triple => set !== undefined && set !== 'target';

/** `x = a.b.x` is written as `inherit (a.b) x`, as statix asks. */
function bindOrInherit(variable: string, value: Nix): Binding {
  if (value.kind !== 'select' || value.or !== undefined || value.path.at(-1) !== variable)
    return bind([variable], value);
  const path = value.path.slice(0, -1);
  return inherit([variable], path.length === 0 ? value.from : select(value.from, path));
}

/** A package that `pkgs.<name>` names in every nixpkgs. */
const isPlain = ({ set: triple, flake, named, attr }: NixPackage) =>
  triple === undefined && flake === undefined && named === undefined && attr.length === 1 && !attr[0]?.includes('.');

const keyOf = ({ set: triple, flake, named, attr }: NixPackage) => JSON.stringify([triple, flake, named, attr]);

function uniquePackages(packages: readonly NixPackage[]): readonly (readonly [string, NixPackage])[] {
  return [...new Map(packages.map((one) => [keyOf(one), one]))].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function variableFor({ set: triple, flake, attr }: NixPackage): string {
  // By its last name, which every nixpkgs has: `zig = pkgs.zig_0_15 or pkgs.zig`.
  const path = (attr.at(-1) ?? '').split('.');
  const words =
    triple === undefined ? path : path.filter((word) => !['pkgsStatic', 'stdenv', 'windows'].includes(word));
  return [...(flake === undefined ? [] : [flake]), ...words].join('-').replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? wanted : `${wanted}-${String(count)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The package set that builds for a target: by nixpkgs' name, its newest name first, or imported anew where nixpkgs has none. */
function packageSet(target: Target | undefined, triple: Triple): Nix {
  const system = target?.nixpkgs;
  if (system !== undefined && 'attr' in system) return firstOf(select(pkgs, ['pkgsCross']), system.attr);
  const crossSystem =
    system === undefined ? set([bind(['config'], str(target?.names.gnu ?? triple))]) : nixOf(system.crossSystem);
  return call(
    name('import'),
    select(pkgs, ['path']),
    set([inherit(['system']), inherit(['config', 'overlays'], pkgs), bind(['crossSystem'], crossSystem)]),
  );
}

function definition({ set: triple, flake, named, attr }: NixPackage, setName: (triple: string) => string): Nix {
  const from = isTriple(triple)
    ? name(setName(triple))
    : flake === undefined
      ? pkgs
      : select(name(flake), ['packages', name('system')]);
  return named === undefined ? firstOf(from, attr) : firstNamed(from, attr, named);
}

function firstOf(from: Nix, [first = '', ...rest]: readonly string[]): Nix {
  return select(from, first.split('.'), rest.length === 0 ? undefined : firstOf(from, rest));
}

/** The first whose package name begins so: an attribute may hold another package in older nixpkgs. */
function firstNamed(from: Nix, [first = '', ...rest]: readonly string[], named: string): Nix {
  const one = select(from, first.split('.'));
  if (rest.length === 0) return one;
  const packageName = select(from, [...first.split('.'), 'name'], str());
  return ifElse(call(select(lib, ['hasPrefix']), str(named), packageName), one, firstNamed(from, rest, named));
}

/** JSON as Nix. */
export function nixOf(value: unknown): Nix {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return name(String(value));
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nixOf) };
  const entries = typeof value === 'object' ? Object.entries(value) : [];
  return set(
    entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]: readonly [string, unknown]) => bind([key], nixOf(inner))),
  );
}
