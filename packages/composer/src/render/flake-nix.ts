import type { ShellModel } from '../model.ts';
import {
  bind,
  call,
  inherit,
  lambda,
  letIn,
  list,
  name,
  select,
  set,
  spaced,
  str,
  type Binding,
  type Nix,
} from '../nix/index.ts';
import { nixOf } from './package-names.ts';
import { systemNames } from './parts.ts';

/** flake.nix: inputs and outputs, nothing else; everything that follows from the configuration is in the folder mkcross. */
export function flakeNix(model: ShellModel): Nix {
  const flakes = Object.keys(model.flakes).toSorted();
  const forSystems = call(
    select(name('nixpkgs'), ['lib', 'genAttrs']),
    list(systemNames(model).map((system) => str(system))),
  );
  const given = set([inherit(['system', ...flakes]), bind(['pkgs'], packages(model))]);
  const perSystem = (output: string) =>
    bind(
      [output],
      call(name('forSystems'), lambda('system', select(name('mkcross'), [name('system'), output], set([])))),
    );
  const outputs = letIn(
    [
      bind(['forSystems'], forSystems),
      bind(
        ['mkcross'],
        call(name('forSystems'), lambda('system', call(name('import'), { kind: 'path', path: './mkcross' }, given))),
      ),
    ],
    set([perSystem('devShells'), perSystem('checks')]),
  );
  return set([
    bind(['description'], str(describe(model))),
    ...inputs(model),
    spaced(bind(['outputs'], lambda({ names: ['nixpkgs', ...flakes], open: true }, outputs))),
  ]);
}

/** nixpkgs, imported anew only where a plugin asks for configuration or overlays. */
function packages({ nixpkgs: { config, overlays } }: ShellModel): Nix {
  if (config === undefined && overlays === undefined)
    return select(name('nixpkgs'), ['legacyPackages', name('system')]);
  const values = Object.fromEntries(Object.entries(config ?? {}).map(([key, { value }]) => [key, value]));
  return call(
    name('import'),
    name('nixpkgs'),
    set([
      inherit(['system']),
      ...(config === undefined ? [] : [bind(['config'], nixOf(values))]),
      ...(overlays === undefined
        ? []
        : [bind(['overlays'], list(overlays.map(({ flake, attr }) => select(name(flake), attr.split('.')))))]),
    ]),
  );
}

function describe(model: ShellModel): string {
  const targets = [...new Set(Object.values(model.systems).flatMap(({ targets: chosen }) => chosen))].toSorted();
  return `Shells that build for ${targets.join(', ')}`;
}

function inputs(model: ShellModel): readonly Binding[] {
  const others = Object.entries(model.flakes).map(([input, { url, follows }]) =>
    bind(
      [input],
      set([bind(['url'], str(url)), ...(follows ? [bind(['inputs', 'nixpkgs', 'follows'], str('nixpkgs'))] : [])]),
    ),
  );
  if (others.length === 0) return [spaced(bind(['inputs', 'nixpkgs', 'url'], str(model.nixpkgs.url)))];
  return [spaced(bind(['inputs'], set([bind(['nixpkgs', 'url'], str(model.nixpkgs.url)), ...others])))];
}
