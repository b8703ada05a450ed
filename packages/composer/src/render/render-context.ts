import type { LibraryDir } from '@mkcross/core';
import type { ModelPlaceholder, ModelProgram, ShellModel, Value } from '../model.ts';
import { call, name, select, shellWord, str, type Nix, type StringPart } from '../nix/index.ts';
import type { PackageNames } from './package-names.ts';
import type { ScriptFiles } from './script-files.ts';

/** The variable that the hook gives the absolute path of the project's root. */
const projectRoot = 'MKCROSS_PROJECT_ROOT';

/** What placeholders are filled in from, in one generated Nix file. */
export interface RenderContext {
  readonly model: ShellModel;
  readonly packages: PackageNames;
  readonly scripts: ScriptFiles;
  /** The Nix variables that stand for joined libraries, by their keys. */
  readonly joined: ReadonlyMap<string, string>;
  /** The programs of the model by name. */
  readonly programs: ReadonlyMap<string, readonly ModelProgram[]>;
  /** The path from the Nix file to the folder `mkcross`: `.` or `..`. */
  readonly folder: '.' | '..';
  /** Programs and files that this Nix file binds itself; others are those of common.nix. */
  readonly owns: { readonly programs: ReadonlySet<string>; readonly files: ReadonlySet<string> };
}

/** A text as the parts of a Nix string. The project's root is not known to Nix; see {@link shellParts}. */
export function stringParts(context: RenderContext, value: Value): readonly StringPart[] {
  return typeof value === 'string'
    ? [value]
    : value.flatMap((part) => (typeof part === 'string' ? [part] : placeholderParts(context, part)));
}

/** A text as the parts of one word of bash, inside a Nix string. Store paths hold nothing that a shell treats specially. */
export function shellParts(context: RenderContext, value: Value): readonly StringPart[] {
  const parts = typeof value === 'string' ? [value] : value;
  const words = parts.flatMap((part): readonly StringPart[] => {
    if (typeof part === 'string') return part === '' ? [] : [shellWord(part)];
    if ('project' in part) return [`"$${projectRoot}"${part.project === '' ? '' : `/${shellWord(part.project)}`}`];
    return placeholderParts(context, part);
  });
  return words.length === 0 ? ["''"] : words;
}

/** Variables of bash before a body, one a line; lists are arrays. */
export function assignments(
  context: RenderContext,
  values: Readonly<Record<string, Value | { readonly list: readonly Value[] }>>,
  keyword = '',
): readonly StringPart[] {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([variable, value]) => [
      `${keyword}${variable}=`,
      ...(isList(value)
        ? [
            '(',
            ...value.list.flatMap((one, index) => [...(index === 0 ? [] : [' ']), ...shellParts(context, one)]),
            ')',
          ]
        : shellParts(context, value)),
      '\n',
    ]);
}

/** The texts of a body's variables. */
export const valuesIn = (
  values: Readonly<Record<string, Value | { readonly list: readonly Value[] }>>,
): readonly Value[] => Object.values(values).flatMap((value) => (isList(value) ? value.list : [value]));

function isList(value: Value | { readonly list: readonly Value[] }): value is { readonly list: readonly Value[] } {
  return typeof value === 'object' && 'list' in value;
}

function placeholderParts(context: RenderContext, placeholder: ModelPlaceholder): readonly StringPart[] {
  const { model, packages } = context;
  if ('tool' in placeholder) {
    const tool = model.tools[placeholder.tool];
    if (tool === undefined) throw new Error(`no tool ${placeholder.tool} in the model`);
    const from = packages.expressionOf(tool.nix.package);
    const { program } = tool.nix;
    return typeof program === 'string'
      ? [from, `/bin/${program}`]
      : [from, '/bin/', select(from, ['targetPrefix']), program.prefixed];
  }
  if ('library' in placeholder) return libraryParts(context, placeholder);
  if ('program' in placeholder) return programParts(context, placeholder.program);
  if ('file' in placeholder) {
    const files = context.owns.files.has(placeholder.file) ? name('files') : select(name('common'), ['files']);
    return [select(files, [attributeOf(placeholder.file)])];
  }
  if ('defaultTarget' in placeholder) return [name('defaultTarget')];
  throw new Error('only a shell knows the project’s root');
}

function libraryParts(
  { model, packages, folder, joined }: RenderContext,
  { library: key, dir }: { library: string; dir: LibraryDir },
) {
  const library = model.libraries[key];
  if (library === undefined) throw new Error(`no library ${key} in the model`);
  const { package: from, dirs } = library.nix;
  const { output, path } = dirs?.[dir] ?? usualDirs[dir];
  const variable = joined.get(key);
  if (variable !== undefined) return [name(variable), `/${path}`];
  const place: Nix =
    'folder' in from
      ? { kind: 'path', path: `${folder === '.' ? '..' : '../..'}${from.folder.slice(1)}` }
      : outputOf(packages.expressionOf(from), output);
  return path === '' || path === '.' ? [place] : [place, `/${path}`];
}

/** The path of a program of the shell: in the folder of links, or in a package of its own. */
function programParts(context: RenderContext, program: string): readonly StringPart[] {
  const found = context.programs.get(program) ?? [];
  if (found.length === 0) throw new Error(`no program ${program} in the model`);
  const isOwn = context.owns.programs.has(program);
  if (found.some((one) => 'link' in one))
    return [isOwn ? name('links') : select(name('common'), ['links']), `/bin/${program}`];
  return [programPackage(context, program), `/bin/${program}`];
}

/** The package of a program that is a script. */
export const programPackage = ({ owns }: RenderContext, program: string): Nix =>
  select(owns.programs.has(program) ? name('programs') : select(name('common'), ['programs']), [attributeOf(program)]);

/** The path of a program that is a script. */
export const executable = (context: RenderContext, program: string): Nix =>
  call(select(name('lib'), ['getExe']), programPackage(context, program));

/** The name of a program or file as an attribute that needs no quotes: nixfmt breaks lines at those that do. */
export const attributeOf = (file: string): string => file.replaceAll('+', 'x').replaceAll(/[^A-Za-z0-9_-]/g, '-');

/** A text as an expression: a string, or the one expression that it is made of. */
export function valueNix(context: RenderContext, value: Value): Nix {
  const [only, second] = typeof value === 'string' ? [] : value;
  if (typeof only === 'object' && second === undefined && 'program' in only) {
    const found = context.programs.get(only.program) ?? [];
    if (found.length > 0 && found.every((one) => 'body' in one)) return executable(context, only.program);
  }
  const parts = stringParts(context, value);
  const [part] = parts;
  return parts.length === 1 && typeof part === 'object' && part.kind !== 'path' ? part : str(...parts);
}

const usualDirs: Readonly<Record<LibraryDir, { readonly output: string; readonly path: string }>> = {
  bin: { output: 'bin', path: 'bin' },
  include: { output: 'dev', path: 'include' },
  lib: { output: 'lib', path: 'lib' },
  pkgconfig: { output: 'dev', path: 'lib/pkgconfig' },
  root: { output: 'out', path: '' },
};

const getters: Readonly<Record<string, string>> = { bin: 'getBin', dev: 'getDev', lib: 'getLib' };

function outputOf(from: Nix, output: string): Nix {
  const getter = getters[output];
  if (output === 'out') return from;
  return getter === undefined ? select(from, [output]) : call(select(name('lib'), [getter]), from);
}
