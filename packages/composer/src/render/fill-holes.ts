import type { Hole, LibraryDir, NixDir, Value } from '@mkcross/core';
import type { ShellModel } from '../model.ts';
import { call, name, select, shellWord, type Nix, type StringPart } from '../nix/index.ts';
import type { PackageNames } from './package-names.ts';

/** The variable that the hook gives the absolute path of the project's root. */
export const projectRoot = 'MKCROSS_PROJECT_ROOT';

/** The parameter of the shell function that holds the default target. */
export const defaultTarget = 'defaultTarget';

/** What holes are filled from. */
export interface Fill {
  readonly model: ShellModel;
  readonly packages: PackageNames;
}

/** A value as the parts of a Nix string. The project's root is not known to Nix; see {@link shellParts}. */
export function stringParts(fill: Fill, value: Value): readonly StringPart[] {
  return typeof value === 'string'
    ? [value]
    : value.flatMap((part) => (typeof part === 'string' ? [part] : holeParts(fill, part)));
}

/** A value as the parts of one shell word, inside a Nix string. Store paths hold nothing that a shell treats specially. */
export function shellParts(fill: Fill, value: Value): readonly StringPart[] {
  const parts = typeof value === 'string' ? [value] : value;
  const words = parts.flatMap((part): readonly StringPart[] => {
    if (typeof part === 'string') return part === '' ? [] : [shellWord(part)];
    if ('project' in part) return [`"$${projectRoot}"${part.project === '' ? '' : `/${shellWord(part.project)}`}`];
    return holeParts(fill, part);
  });
  return words.length === 0 ? ["''"] : words;
}

function holeParts({ model, packages }: Fill, hole: Hole): readonly StringPart[] {
  if ('tool' in hole) {
    const tool = model.tools[hole.tool];
    if (tool === undefined) throw new Error(`no tool ${hole.tool} in the model`);
    const from = packages.expressionOf(tool.nix.package);
    const { program } = tool.nix;
    return typeof program === 'string'
      ? [from, `/bin/${program}`]
      : [from, '/bin/', select(from, ['targetPrefix']), program.prefixed];
  }
  if ('library' in hole) {
    const library = model.libraries[hole.library];
    if (library === undefined) throw new Error(`no library ${hole.library} in the model`);
    const { package: from, dirs } = library.nix;
    const { output, path } = dirs?.[hole.dir] ?? usualDirs[hole.dir];
    const place =
      'folder' in from ? ({ kind: 'path', path: from.folder } as const) : outputOf(packages.expressionOf(from), output);
    return [place, `/${path}`];
  }
  if ('runner' in hole) return [name(runnerName(hole.runner)), `/bin/${runnerName(hole.runner)}`];
  if ('script' in hole) return [name(fileName(hole.script)), `/bin/${hole.script}`];
  if ('text' in hole) return [name(fileName(hole.text.name))];
  if ('target' in hole) return [name(defaultTarget)];
  throw new Error('only a shell knows the project’s root');
}

const usualDirs: Readonly<Record<LibraryDir, NixDir>> = {
  bin: { output: 'bin', path: 'bin' },
  include: { output: 'dev', path: 'include' },
  lib: { output: 'lib', path: 'lib' },
  pkgconfig: { output: 'dev', path: 'lib/pkgconfig' },
};

function outputOf(from: Nix, output: NixDir['output']): Nix {
  const getters = { bin: 'getBin', dev: 'getDev', lib: 'getLib' } as const;
  return output === 'out' ? from : call(select(name('pkgs'), ['lib', getters[output]]), from);
}

/** The Nix variable of a generated file. */
export const fileName = (file: string) => `file-${file.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;

/** The program that runs a target's programs, and its Nix variable. */
export const runnerName = (triple: string) => `mkcross-run-${triple}`;
