import type { NixPackage, TextFile, Value } from '@mkcross/core';
import type { ModelRunner, ModelScript, ShellModel } from '../model.ts';
import {
  bind,
  binary,
  call,
  ifElse,
  lambda,
  letIn,
  list,
  name,
  select,
  set,
  sortedBindings,
  sortedSet,
  str,
  text,
  type Binding,
  type Nix,
  type StringPart,
} from '../nix/index.ts';
import { modelValues } from '../model-values.ts';
import { holesOf } from '../plugins/holes.ts';
import { checkFiles, checks } from './render-check.ts';
import { defaultTarget, fileName, runnerName, shellParts, stringParts, type Fill } from './fill-holes.ts';
import { namePackages } from './package-names.ts';
import { divide, partNames, systemNames, type Part, type PartName } from './scopes.ts';
import { findRoot, isSetByNix, stageParts } from './shell-hook.ts';

const stages = ['environment', 'toolchain', 'greeting'] as const;
const pkgs = name('pkgs');

/** Whether the default target is read from rust-toolchain.toml. */
export const readsToolchain = (model: ShellModel) => model.defaultTarget.value === 'first' && namesDefault(model);

/** Whether each shell is told its default target. */
export const takesDefault = (model: ShellModel) => {
  const { value } = model.defaultTarget;
  return value !== false && value !== 'first' && namesDefault(model);
};

/** Whether anything in the shells depends on the default target: cargo does, Zig and C do not. */
const namesDefault = (model: ShellModel) =>
  modelValues(model)
    .flatMap(holesOf)
    .some((hole) => 'target' in hole);

/** The default target of a shell: the first that rust-toolchain.toml lists of those that the shell builds. */
function firstListed(model: ShellModel): readonly Binding[] {
  if (!readsToolchain(model)) return [];
  const builtins = name('builtins');
  const built = lambda('target', call(select(builtins, ['elem']), name('target'), name('targets')));
  const listed = call(select(builtins, ['filter']), built, name('listedTargets'));
  const unknown = str(
    'rust-toolchain.toml lists ',
    call(name('toString'), name('unknownTargets')),
    ', for which this flake was not generated; run: npx mkcross generate',
  );
  return [
    bind(
      [defaultTarget],
      ifElse(
        binary(name('unknownTargets'), '==', list([])),
        call(select(builtins, ['head']), binary(listed, '++', name('targets'))),
        call(name('throw'), unknown),
      ),
    ),
  ];
}

/**
 * The function that makes a shell for some targets, and the checks of those targets. `first` binds `pkgs`, and
 * `parameters` are what it is called with beside host and targets. A `module` also gives what devenv takes.
 */
export function projectFunction(
  model: ShellModel,
  kind: 'flake' | 'module',
  parameters: readonly string[],
  first: readonly Binding[],
): Nix {
  const packages = namePackages(usedPackages(model));
  const fill: Fill = { model, packages };
  const targets = partNames(model).filter((part) => part !== 'shell');
  const partOf = divide(model);
  const limited = systemNames(model).flatMap((system) => {
    const parts = [
      ...partBinding(fill, 'shell', partOf('shell', system)),
      ...targets.flatMap((target) => partBinding(fill, target, partOf(target, system))),
    ];
    return parts.length === 0 ? [] : [bind([system], set(parts))];
  });
  return lambda(
    { names: [...parameters, 'host', 'targets', ...(takesDefault(model) ? [defaultTarget] : [])], open: false },
    letIn(
      [
        ...first,
        ...firstListed(model),
        ...packages.bindings,
        ...sortedBindings({
          ...scriptBindings(fill),
          ...fileBindings(fill),
          ...runnerBindings(fill),
          ...checkFiles(fill),
        }),
        bind(['common'], set(partBindings(fill, partOf('shell', undefined), [findRoot])), 'what every shell has'),
        bind(['parts'], set(targets.flatMap((target) => partBinding(fill, target, partOf(target, undefined))))),
        ...(limited.length === 0 ? [] : [bind(['partsOfSystem'], set(limited))]),
        ...chosenParts(limited.length > 0),
        bind(
          ['hook'],
          lambda(
            'stage',
            call(
              select(pkgs, ['lib', 'concatMapStrings']),
              lambda('part', select(name('part'), [name('stage')], str())),
              name('chosen'),
            ),
          ),
        ),
        ...(kind === 'module' ? [bind(['settings'], settings(model))] : []),
      ],
      set([
        ...(kind === 'module' ? [devenv] : []),
        bind(['shell'], call(select(pkgs, ['mkShell']), kind === 'module' ? name('settings') : settings(model))),
        ...checks(fill),
      ]),
    ),
  );
}

/** The settings of the shell under the names of devenv's options. */
const devenv = bind(
  ['devenv'],
  set([
    { kind: 'inherit', from: name('settings'), names: ['env', 'packages'] },
    bind(['enterShell'], select(name('settings'), ['shellHook'])),
  ]),
);

/** The parts of one shell, in the order in which they are merged. */
function chosenParts(limited: boolean): readonly Binding[] {
  const part = select(name('parts'), [name('target')], set([]));
  const ofSystem = select(name('partsOfSystem'), [name('system'), name('target')], set([]));
  const map = (of: Nix, over: Nix = name('built')) => call(name('map'), lambda('target', of), over);
  const commonAndBuilt = binary(list([str('common')]), '++', name('built'));
  return [
    bind(['built'], call(select(pkgs, ['lib', 'unique']), binary(list([name('host')]), '++', name('targets')))),
    ...(limited ? [bind(['limited'], map(ofSystem, commonAndBuilt))] : []),
    bind(
      ['chosen'],
      binary(list([name('common')]), '++', limited ? binary(map(part), '++', name('limited')) : map(part)),
    ),
  ];
}

/** What mkShell is called with. */
function settings(model: ShellModel): Nix {
  const builtins = name('builtins');
  const env = lambda('env', lambda('part', binary(name('env'), '//', select(name('part'), ['env'], set([])))));
  const used = stages.filter((one) => one === 'environment' || model.hooks.some((hook) => hook.stage === one));
  const hook = used.map((stage) => call(name('hook'), str(stage))).reduce((left, right) => binary(left, '+', right));
  return set([
    bind(
      ['packages'],
      call(
        select(builtins, ['concatMap']),
        lambda('part', select(name('part'), ['packages'], list([]))),
        name('chosen'),
      ),
    ),
    bind(['env'], call(select(builtins, ["foldl'"]), env, set([]), name('chosen'))),
    bind(['shellHook'], hook),
  ]);
}

/** The binding of a part of the shells; none for a part that holds nothing. */
function partBinding(fill: Fill, target: PartName, part: Part): readonly Binding[] {
  const bindings = partBindings(fill, part, []);
  return bindings.length === 0 ? [] : [bind([target === 'shell' ? 'common' : target], set(bindings))];
}

/** What a part of the shells holds; `first` is what its environment begins with. */
function partBindings(fill: Fill, part: Part, first: readonly StringPart[]): readonly Binding[] {
  const inputs = [
    ...part.packages.map((input) => fill.packages.expressionOf(input.package)),
    ...part.scripts.map((script) => name(fileName(script.name))),
    ...part.runners.map((triple) => name(runnerName(triple))),
  ];
  const unique = [...new Map(inputs.map((input) => [JSON.stringify(input), input])).values()];
  const env = part.env.flatMap(([variable, entry]) =>
    entry.kind !== 'list' && isSetByNix(entry) ? [[variable, textOf(stringParts(fill, entry.value))] as const] : [],
  );
  const hooks = stages.flatMap((stage) => {
    const parts = [...(stage === 'environment' ? first : []), ...stageParts(fill, part, stage)];
    return parts.length === 0 ? [] : [bind([stage], text(...parts))];
  });
  return [
    ...(unique.length === 0 ? [] : [bind(['packages'], list(unique))]),
    ...(env.length === 0 ? [] : [bind(['env'], sortedSet(Object.fromEntries(env)))]),
    ...hooks,
  ];
}

/** A string, or the one expression that it is made of. */
function textOf(parts: readonly StringPart[]): Nix {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only : str(...parts);
}

function scriptBindings(fill: Fill): Readonly<Record<string, Nix>> {
  return Object.fromEntries(
    fill.model.scripts.map((script) => [
      fileName(script.name),
      call(select(pkgs, ['writeShellScriptBin']), str(script.name), text(...scriptParts(fill, script))),
    ]),
  );
}

function runnerBindings(fill: Fill): Readonly<Record<string, Nix>> {
  return Object.fromEntries(
    runnersOf(fill.model).map(([triple, runner]) => {
      const runtime = runner.runtime.flatMap((hole, index): Value => [...(index === 0 ? [] : [':']), hole]);
      const script = { ...runner.script, values: { ...runner.script.values, MKCROSS_RUNTIME_PATH: runtime } };
      return [
        runnerName(triple),
        call(select(pkgs, ['writeShellScriptBin']), str(runnerName(triple)), text(...scriptParts(fill, script))),
      ];
    }),
  );
}

function scriptParts(fill: Fill, { values, body }: ModelScript) {
  const variables = Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([variable, value]) => [`${variable}=`, ...shellParts(fill, value), '\n']);
  return [...variables, body.endsWith('\n') ? body : `${body}\n`];
}

function fileBindings(fill: Fill): Readonly<Record<string, Nix>> {
  return Object.fromEntries(
    filesOf(fill.model).map(({ name: file, content }) => [
      fileName(file),
      call(select(pkgs, ['writeText']), str(file), text(...stringParts(fill, content))),
    ]),
  );
}

/** The runners of targets that need one. */
function runnersOf(model: ShellModel): readonly (readonly [string, ModelRunner])[] {
  return Object.entries(model.targets).flatMap(([triple, { runner }]) =>
    runner === undefined ? [] : [[triple, runner] as const],
  );
}

function filesOf(model: ShellModel): readonly TextFile[] {
  const holes = modelValues(model).flatMap(holesOf);
  return holes.flatMap((hole) => ('text' in hole ? [hole.text] : []));
}

/** Every package that the flake names. */
function usedPackages(model: ShellModel): readonly NixPackage[] {
  return [
    ...model.packages.map((input) => input.package),
    ...Object.values(model.tools).map(({ nix }) => nix.package),
    ...Object.values(model.libraries).flatMap(({ nix }) => ('attr' in nix.package ? [nix.package] : [])),
  ];
}
