import type { Host, Triple } from '@mkcross/core';
import type { ShellModel } from '../model.ts';
import {
  bind,
  binary,
  call,
  ifElse,
  inherit,
  lambda,
  letIn,
  list,
  name,
  select,
  set,
  str,
  type Binding,
  type Nix,
  type StringPart,
} from '../nix/index.ts';
import { checkedFixtures, partsWithFiles } from './check-nix.ts';
import { namesDefaultTarget } from './hook-text.ts';
import { systemNames, targetsOf } from './parts.ts';

const pkgs = name('pkgs');
const lib = name('lib');
const builtins = name('builtins');
const path = (file: string): Nix => ({ kind: 'path', path: file });

type DefaultEntry = readonly [variable: string, parts: readonly StringPart[], targets: readonly Triple[] | undefined];

/** Variables that hold the default target: as parts of a string, with the targets in whose shells they are. */
function defaultTargetEntries(model: ShellModel): readonly DefaultEntry[] {
  return Object.entries(model.env).flatMap(([variable, entries]) =>
    entries.flatMap((entry): readonly DefaultEntry[] => {
      if (entry.kind === 'list' || typeof entry.value === 'string' || !namesDefaultTarget(entry.value)) return [];
      const parts = entry.value.map((part) => (typeof part === 'string' ? part : name('defaultTarget')));
      return [[variable, parts, entry.targets]];
    }),
  );
}

const hasDefaultTarget = (model: ShellModel) => defaultTargetEntries(model).length > 0;
const readsToolchain = (model: ShellModel) => hasDefaultTarget(model) && model.defaultTarget.value === 'first';

/** mkcross/default.nix: `{ devShells, checks, devenv }` of one system, as a function of `pkgs`. */
export function defaultNix(model: ShellModel): Nix {
  const flakes = Object.keys(model.flakes).toSorted();
  const parameters = [
    'pkgs',
    { name: 'system', default: select(pkgs, ['stdenv', 'hostPlatform', 'system']) },
    ...flakes,
  ];
  return lambda(
    { names: parameters, open: false },
    letIn(
      [
        inherit(['lib'], pkgs),
        ...systems(model),
        ...releaseWarnings(model),
        ...partImports(model, flakes),
        ...toolchainTargets(model),
        ...shellFunction(model),
        ...outputBindings(model),
      ],
      results(model),
    ),
  );
}

/** What each system builds for. Its names need no package, so that a flake can be listed for systems that nixpkgs does not have. */
function systems(model: ShellModel): readonly Binding[] {
  const of = (system: Host) => {
    const { host = '', targets = [] } = model.systems[system] ?? {};
    return set([bind(['host'], str(host)), bind(['targets'], list(targets.map((triple) => str(triple))))]);
  };
  const unknown = call(name('throw'), str('mkcross.toml has no shells for ', name('system')));
  return [
    bind(
      ['systems'],
      set(systemNames(model).map((system) => bind([system], of(system)))),
      'What each machine builds for.',
    ),
    bind(['machine'], select(name('systems'), [name('system')], unknown)),
    inherit(['host', 'targets'], name('machine')),
  ];
}

/** What every shell says of a nixpkgs that plugins are not known to work with. */
const releaseWarnings = ({ nixpkgs: { releases } }: ShellModel): readonly Binding[] =>
  releases === undefined
    ? []
    : [bind(['releaseWarnings'], call(name('import'), path('./releases.nix'), set([inherit(['lib'])])))];

/** `common`, and `parts` by target. */
function partImports(model: ShellModel, flakes: readonly string[]): readonly Binding[] {
  const given = (more: readonly string[]) => set([inherit(['lib', 'pkgs', 'system', ...flakes, ...more])]);
  const withFiles = partsWithFiles(model).flatMap((one) => (one.name === 'common' ? [] : [one.name]));
  const files = withFiles.map((triple) => bind([triple], call(name('part'), path(`./targets/${triple}.nix`))));
  return [
    bind(
      ['common'],
      call(name('import'), path('./common.nix'), given([])),
      'What every shell has, and what each target adds.',
    ),
    ...(files.length === 0
      ? []
      : [bind(['part'], lambda('file', call(name('import'), name('file'), given(['common']))))]),
    bind(['parts'], set(files)),
  ];
}

/** The targets of rust-toolchain.toml, read when a shell is evaluated, so that a new order needs no new files. */
function toolchainTargets(model: ShellModel): readonly Binding[] {
  if (!readsToolchain(model)) return [];
  const elem = (one: string, of: string) => call(select(builtins, ['elem']), name(one), name(of));
  const filter = (wanted: Nix, from: string) => call(select(builtins, ['filter']), wanted, name(from));
  const file = path('../rust-toolchain.toml');
  const missing = str('rust-toolchain.toml does not exist, or git does not track it: git add rust-toolchain.toml');
  const stale = str(
    'rust-toolchain.toml lists ',
    call(name('toString'), name('unknownTargets')),
    ', for which these files were not generated; run: npx mkcross generate',
  );
  return [
    bind(
      ['toolchainFile'],
      ifElse(
        call(select(builtins, ['pathExists']), file),
        call(name('fromTOML'), call(select(builtins, ['readFile']), file)),
        call(name('throw'), missing),
      ),
      'The first target that rust-toolchain.toml lists is the one that cargo builds.',
    ),
    bind(['listedTargets'], select(name('toolchainFile'), ['toolchain', 'targets'], list([]))),
    bind(['knownTargets'], list(targetsOf(model).map((triple) => str(triple)))),
    bind(['unknownTargets'], call(select(lib, ['subtractLists']), name('knownTargets'), name('listedTargets'))),
    bind(
      ['firstOf'],
      lambda(
        'names',
        ifElse(
          binary(name('unknownTargets'), '==', list([])),
          call(
            select(builtins, ['head']),
            binary(filter(lambda('target', elem('target', 'names')), 'listedTargets'), '++', name('names')),
          ),
          call(name('throw'), stale),
        ),
      ),
    ),
  ];
}

/** `settings shell names`: what mkShell is called with; `shell` is the name of the shell, `names` are its targets. */
function shellFunction(model: ShellModel): readonly Binding[] {
  const partsOf = lambda('target', select(name('parts'), [name('target')], set([])));
  const onlyHere = lambda('part', select(name('part'), ['onlyOn', name('system')], set([])));
  const hook = lambda('part', select(name('part'), [name('stage')], str()));
  const packages = lambda('part', select(name('part'), ['packages'], list([])));
  const env = lambda('env', lambda('part', binary(name('env'), '//', select(name('part'), ['env'], set([])))));
  const shellHook = ['environment', 'toolchain', 'greeting'].reduce<Nix>(
    (left, stage) => binary(left, '+', call(name('hook'), str(stage))),
    name('findRoot'),
  );
  const defaults = defaultBindings(model);
  const result = set([
    bind(['name'], str('mkcross-', name('shell'))),
    bind(['packages'], call(select(builtins, ['concatMap']), packages, name('all'))),
    bind(
      ['env'],
      call(select(builtins, ["foldl'"]), env, defaults.length === 0 ? set([]) : name('defaults'), name('all')),
    ),
    bind(['shellHook'], shellHook),
  ]);
  const body = letIn(
    [
      bind(['built'], call(select(lib, ['unique']), binary(list([name('host')]), '++', name('names')))),
      bind(['chosen'], binary(list([name('common')]), '++', call(name('map'), partsOf, name('built')))),
      bind(['all'], binary(name('chosen'), '++', call(name('map'), onlyHere, name('chosen')))),
      bind(['hook'], lambda('stage', call(select(lib, ['concatMapStrings']), hook, name('all')))),
      bind(['findRoot'], call(select(builtins, ['readFile']), path('./scripts/find-root.sh'))),
      ...defaults,
    ],
    model.nixpkgs.releases === undefined
      ? result
      : call(select(lib, ['showWarnings']), name('releaseWarnings'), result),
  );
  return [
    bind(
      ['settings'],
      lambda('shell', lambda('names', body)),
      'Cross compilers are named by their paths. As inputs, their setup hooks would leak flags from target to target.',
    ),
    bind(
      ['shell'],
      lambda(
        'shell',
        lambda('names', call(select(pkgs, ['mkShell']), call(name('settings'), name('shell'), name('names')))),
      ),
    ),
  ];
}

/** `defaults`: the variables that hold the target that cargo builds; in a shell of one target, that one. */
function defaultBindings(model: ShellModel): readonly Binding[] {
  const entries = defaultTargetEntries(model);
  if (entries.length === 0) return [];
  const { value } = model.defaultTarget;
  const fixed = str(String(value));
  const chosen =
    value === 'first'
      ? call(name('firstOf'), name('names'))
      : ifElse(
          call(select(builtins, ['elem']), fixed, name('built')),
          fixed,
          call(select(builtins, ['head']), name('names')),
        );
  const variables = entries.map(([variable, parts]) => {
    const [only] = parts;
    return bind([variable], parts.length === 1 && typeof only === 'object' ? only : str(...parts));
  });
  const limits = entries.map(([, , targets]) => targets);
  const [limit] = limits;
  const targets = targetsOf(model);
  if (limit === undefined || targets.every((triple) => limit.includes(triple)))
    return [bind(['defaultTarget'], chosen), bind(['defaults'], set(variables))];
  const some = lambda('target', call(select(builtins, ['elem']), name('target'), name('names')));
  return [
    bind(['defaultTarget'], chosen),
    bind(['rustTargets'], list(limit.map((triple) => str(triple)))),
    bind(['hasRust'], call(select(lib, ['any']), some, name('rustTargets'))),
    bind(['defaults'], call(select(lib, ['optionalAttrs']), name('hasRust'), set(variables))),
  ];
}

/** The functions that make the outputs of one target. */
function outputBindings(model: ShellModel): readonly Binding[] {
  const named = (value: Nix) => lambda('target', set([bind(['name'], name('target')), bind(['value'], value)]));
  const checked = checkedTargets(model);
  return [
    bind(
      ['allTargets'],
      set([bind(['name'], str('default')), bind(['value'], call(name('shell'), str('all'), name('targets')))]),
    ),
    bind(['oneTarget'], named(call(name('shell'), name('target'), list([name('target')])))),
    ...(checked.length === 0
      ? []
      : [
          bind(['checkable'], list(checked.map((triple) => str(triple)))),
          bind(['isCheckable'], lambda('target', call(select(builtins, ['elem']), name('target'), name('checkable')))),
          bind(['targetCheck'], named(select(name('parts'), [name('target'), 'check']))),
        ]),
    bind(['everything'], call(name('settings'), str('all'), name('targets'))),
  ];
}

const checkedTargets = (model: ShellModel): readonly Triple[] =>
  targetsOf(model).filter((triple) => checkedFixtures(model, triple).length > 0);

function results(model: ShellModel): Nix {
  const attributes = (items: Nix) => call(select(builtins, ['listToAttrs']), items);
  const mapped = (make: string, over: Nix) => call(name('map'), name(make), over);
  const checkable = call(select(builtins, ['filter']), name('isCheckable'), name('targets'));
  return set([
    bind(['devShells'], attributes(binary(list([name('allTargets')]), '++', mapped('oneTarget', name('targets'))))),
    ...(checkedTargets(model).length === 0 ? [] : [bind(['checks'], attributes(mapped('targetCheck', checkable)))]),
    bind(
      ['devenv'],
      set([
        inherit(['env', 'packages'], name('everything')),
        bind(['enterShell'], select(name('everything'), ['shellHook'])),
      ]),
      'The default shell as options of a devenv module.',
    ),
  ]);
}
