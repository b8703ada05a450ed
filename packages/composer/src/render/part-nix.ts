import { stages, type Host, type NixPackage } from '@mkcross/core';
import type { ModelPlaceholder, ModelProgram, ShellModel, Value } from '../model.ts';
import {
  bind,
  call,
  inherit,
  lambda,
  letIn,
  list,
  name,
  namesIn,
  select,
  set,
  sortedSet,
  str,
  text,
  type Binding,
  type Nix,
  type StringPart,
} from '../nix/index.ts';
import { checkOf, checkTools, checkedFixtures, runnerBindings } from './check-nix.ts';
import { isSetByNix, namesDefaultTarget, stageParts } from './hook-text.ts';
import notesScript from './library-notes.sh';
import { namePackages, type PackageNames } from './package-names.ts';
import { programBindings } from './program-nix.ts';
import { systemNames, type Part, type Placed } from './parts.ts';
import { scriptPath } from './script-files.ts';
import { attributeOf, programPackage, stringParts, valueNix, valuesIn, type RenderContext } from './render-context.ts';

const pkgs = name('pkgs');
const reserved = [
  'common',
  'files',
  'lib',
  'links',
  'linksEverywhere',
  'linksHere',
  'linksOn',
  'pkgs',
  'programs',
  'programsEverywhere',
  'programsHere',
  'programsOn',
  'runner',
  'runnerSystems',
  'system',
];

/** The Nix expression of a part's file: a function that gives packages, variables, lines of the hook, and a check. */
export function partNix(
  model: ShellModel,
  part: Part,
  { scripts, programs }: Pick<RenderContext, 'programs' | 'scripts'>,
): Nix {
  const own = part.name === 'common' ? undefined : part.name;
  const packages = namePackages(model, packagesOf(model, part), own, [...reserved, ...Object.keys(model.flakes)]);
  const libraries = joinedLibraries(model, part, packages);
  const context: RenderContext = {
    model,
    joined: new Map(libraries.map(({ key, variable }) => [key, variable])),
    packages,
    scripts,
    programs,
    folder: own === undefined ? '.' : '..',
    owns: {
      programs: new Set(part.defines.programs.map(({ item }) => item.name)),
      files: new Set(part.defines.files.map(([file]) => file)),
    },
  };
  const definitions = [
    ...packages.bindings,
    ...libraries.map(({ variable, value }) => bind([variable], value)),
    ...programBindings(context, part),
    ...fileBindings(context, part),
    ...(own === undefined ? [] : runnerBindings(context, own)),
  ];
  const results = [
    ...(own === undefined ? exportBindings(part) : []),
    ...contents(context, part, undefined),
    ...limitedContents(context, part),
    ...(own === undefined ? checkTools(model) : checkOf(context, own)),
  ];
  const body = letIn(definitions, set(results));
  const used = namesIn(body);
  const given = ['pkgs', 'lib', 'system', 'common', ...Object.keys(model.flakes).toSorted()];
  const names = given.filter((one) => used.has(one) && !(one === 'common' && own === undefined));
  return lambda(names.length === 0 ? '_' : { names, open: true }, body);
}

/** Programs and files of common.nix that files of targets name. */
function exportBindings({ defines }: Part): readonly Binding[] {
  const { programs, files } = defines;
  const names = [
    ...(files.length > 0 ? ['files'] : []),
    ...(programs.some(({ item }) => 'link' in item) ? ['links'] : []),
    ...(programs.some(({ item }) => 'body' in item) ? ['programs'] : []),
  ];
  return names.length === 0 ? [] : [inherit(names)];
}

function fileBindings(context: RenderContext, { defines }: Part): readonly Binding[] {
  const files = defines.files.map(([file, { content }]): readonly [string, Nix] => [
    attributeOf(file),
    call(
      select(pkgs, ['writeText']),
      str(file.replaceAll(/[^A-Za-z0-9+._-]/g, '-')),
      text(...stringParts(context, content)),
    ),
  ]);
  return files.length === 0 ? [] : [bind(['files'], sortedSet(Object.fromEntries(files)))];
}

/** Items of one limit: those on all systems of the part, or those on one system where not all have them. */
const isOn =
  (system: Host | undefined) =>
  ({ systems }: Placed<unknown>) =>
    system === undefined ? systems === undefined : (systems?.includes(system) ?? false);

/** `packages`, `env` and the stages of the hook: of all systems, or what is only on one. */
function contents(context: RenderContext, part: Part, system: Host | undefined): readonly Binding[] {
  const here = isOn(system);
  const env = part.env.filter(here);
  const source = {
    env: env.filter(({ item: [, entry] }) => entry.kind === 'list' || !namesDefaultTarget(entry.value)),
    path: part.path.filter(here),
    hooks: part.hooks.filter(here),
  };
  // On PATH, the first of two programs of one name wins: `zig` of a package would be one without the environment that the shell gives it.
  const packages = [
    ...part.programs.filter(here).map(({ item }) => packageOf(context, item)),
    ...part.packages.filter(here).map(({ item }) => context.packages.expressionOf(item.package)),
  ];
  const unique = [...new Map(packages.map((one) => [JSON.stringify(one), one])).values()];
  const values = source.env.flatMap(({ item: [variable, entry] }) =>
    entry.kind !== 'list' && isSetByNix(entry) ? [[variable, valueNix(context, entry.value)] as const] : [],
  );
  return [
    ...(unique.length === 0 ? [] : [bind(['packages'], list(unique))]),
    ...(values.length === 0 ? [] : [bind(['env'], sortedSet(Object.fromEntries(values)))]),
    ...stages.flatMap((stage) => {
      const parts = [
        ...stageParts(context, source, stage),
        ...(stage === 'greeting' && system === undefined ? libraryNotes(context) : []),
      ];
      return parts.length === 0 ? [] : [bind([stage], text(...parts))];
    }),
  ];
}

/** Says to who enters at a terminal which libraries have no archives. */
function libraryNotes({ folder, joined, scripts }: RenderContext): readonly StringPart[] {
  const variables = [...new Set(joined.values())];
  if (variables.length === 0) return [];
  const body = call(select(name('builtins'), ['readFile']), scriptPath(folder, scripts.nameOf(notesScript)));
  const files = variables.flatMap((variable, index) => [...(index === 0 ? [] : [' ']), name(variable), '/notes']);
  const fn = 'mkcross_library_notes';
  return [`${fn}() (\n  local notes="`, ...files, '"\n  ', body, `\n)\n${fn}\nunset -f ${fn}\n`];
}

/** `onlyOn.<system>`: what not all systems of the part have. */
function limitedContents(context: RenderContext, part: Part): readonly Binding[] {
  return systemNames(context.model).flatMap((system) => {
    const bindings = contents(context, part, system);
    return bindings.length === 0 ? [] : [bind(['onlyOn', system], set(bindings))];
  });
}

function packageOf(context: RenderContext, program: ModelProgram): Nix {
  if ('body' in program) return programPackage(context, program.name);
  return context.owns.programs.has(program.name) ? name('links') : select(name('common'), ['links']);
}

/** The libraries of a part that are joined from several outputs and packages, with the Nix variable of each. */
function joinedLibraries(model: ShellModel, part: Part, packages: PackageNames) {
  const keys = [...new Set(placeholdersOf(model, part).flatMap((one) => ('library' in one ? [one.library] : [])))];
  return keys.toSorted().flatMap((key) => {
    const { joined, package: from } = model.libraries[key]?.nix ?? {};
    if (joined === undefined || from === undefined || 'folder' in from) return [];
    const { linkage, attribute, target } = joined;
    const variable = `${attribute.replaceAll('.', '-')}-libraries${linkage === 'dynamic' ? '-shared' : ''}`;
    const file: Nix = { kind: 'path', path: part.name === 'common' ? './libraries.nix' : '../libraries.nix' };
    const given = [
      inherit(['pkgs', 'lib']),
      bind(['package'], packages.expressionOf(from)),
      bind(['attribute'], str(attribute)),
      bind(['linkage'], str(linkage)),
      bind(['target'], str(target)),
    ];
    return [{ key, variable, value: call(name('import'), file, set(given)) }];
  });
}

/** Every placeholder in a part's file. */
function placeholdersOf(model: ShellModel, part: Part): readonly ModelPlaceholder[] {
  const values: readonly Value[] = [
    ...part.env.flatMap(({ item: [, entry] }) =>
      entry.kind === 'list' ? [...entry.prepend, ...entry.append].flatMap((one) => one.values) : [entry.value],
    ),
    ...part.hooks.flatMap(({ item }) => valuesIn(item.values)),
    ...part.defines.programs.flatMap(({ item }) => ('link' in item ? [item.link] : valuesIn(item.values))),
    ...part.defines.files.map(([, { content }]) => content),
    ...(part.name === 'common' ? [] : checkedFixtures(model, part.name).flatMap(({ build }) => build)),
  ];
  return values.flatMap((value) => (typeof value === 'string' ? [] : value)).filter((one) => typeof one === 'object');
}

/** Every package that a part's file names. */
function packagesOf(model: ShellModel, part: Part): readonly NixPackage[] {
  return [
    ...part.packages.map(({ item }) => item.package),
    ...part.path.flatMap(({ item: { tool } }) => model.tools[tool]?.nix.package ?? []),
    ...placeholdersOf(model, part).flatMap((one) => {
      if ('tool' in one) return model.tools[one.tool]?.nix.package ?? [];
      if (!('library' in one)) return [];
      const from = model.libraries[one.library]?.nix.package;
      return from === undefined || 'folder' in from ? [] : [from];
    }),
  ];
}
