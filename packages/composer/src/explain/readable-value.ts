import { findTarget, type Hole, type NixPackage, type Value } from '@mkcross/core';
import type { ProjectFolder, ShellModel } from '../model.ts';

/** A value as a person reads it: packages in angle brackets, the project's root as `<project>`. */
export function readableValue(model: ShellModel, value: Value): string {
  return typeof value === 'string'
    ? value
    : value.map((part) => (typeof part === 'string' ? part : readableHole(model, part))).join('');
}

function readableHole(model: ShellModel, hole: Hole): string {
  if ('tool' in hole) {
    const tool = model.tools[hole.tool];
    if (tool === undefined) return `<${hole.tool}>`;
    const { program, package: from } = tool.nix;
    return `${readablePackage(from)}/bin/${typeof program === 'string' ? program : `${prefixOf(from)}${program.prefixed}`}`;
  }
  if ('library' in hole) {
    const library = model.libraries[hole.library];
    return library === undefined
      ? `<${hole.library}>`
      : `${readablePackage(library.nix.package)}/${library.nix.dirs?.[hole.dir]?.path ?? defaultDirs[hole.dir]}`;
  }
  if ('project' in hole) return hole.project === '' ? '<project>' : `<project>/${hole.project}`;
  if ('target' in hole)
    return model.defaultTarget.value === 'first'
      ? '<first target of rust-toolchain.toml>'
      : String(model.defaultTarget.value);
  if ('runner' in hole)
    return `<script that runs ${hole.runner} by ${model.targets[hole.runner]?.runner?.from ?? 'nobody'}>`;
  if ('script' in hole) return `<script ${hole.script}>`;
  return `<file ${hole.text.name}>`;
}

const defaultDirs = { bin: 'bin', include: 'include', lib: 'lib', pkgconfig: 'lib/pkgconfig' } as const;

function readablePackage(one: NixPackage | ProjectFolder): string {
  if ('folder' in one) return `<project>${one.folder.slice(1)}`;
  const { set, attr, flake } = one;
  const from = set === undefined ? (flake ?? 'nixpkgs') : `nixpkgs for ${set}`;
  return `<${from}: ${attr[0]}>`;
}

/** nixpkgs' `targetPrefix`: the GNU name where the package is for another machine. */
function prefixOf({ set }: NixPackage): string {
  return set === undefined ? '' : `${findTarget(set)?.gnu ?? set}-`;
}
