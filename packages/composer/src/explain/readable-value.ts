import type { ModelLibrary, ModelPlaceholder, ShellModel, Value } from '../model.ts';

/** A value as a person reads it: packages in angle brackets, the project's root as `<project>`. */
export function readableValue(model: ShellModel, value: Value): string {
  return typeof value === 'string'
    ? value
    : value.map((part) => (typeof part === 'string' ? part : readablePlaceholder(model, part))).join('');
}

function readablePlaceholder(model: ShellModel, part: ModelPlaceholder): string {
  if ('tool' in part) {
    const tool = model.tools[part.tool];
    if (tool === undefined) return `<${part.tool}>`;
    const { program, package: from } = tool.nix;
    return `${readablePackage(from)}/bin/${typeof program === 'string' ? program : `${prefixOf(model, from.set)}${program.prefixed}`}`;
  }
  if ('library' in part) {
    const library = model.libraries[part.library];
    return library === undefined
      ? `<${part.library}>`
      : `${readablePackage(library.nix.package)}/${library.nix.dirs?.[part.dir]?.path ?? usualDirs[part.dir]}`;
  }
  if ('project' in part) return part.project === '' ? '<project>' : `<project>/${part.project}`;
  if ('program' in part) return part.program;
  if ('file' in part) return `<file ${part.file}>`;
  return model.defaultTarget.value === 'first'
    ? '<first target of rust-toolchain.toml>'
    : String(model.defaultTarget.value);
}

const usualDirs = { bin: 'bin', include: 'include', lib: 'lib', pkgconfig: 'lib/pkgconfig', root: '' } as const;

function readablePackage(one: ModelLibrary['nix']['package']): string {
  if ('folder' in one) return `<project>${one.folder.slice(1)}`;
  const { set, attr, flake } = one;
  const from = set === undefined ? (flake ?? 'nixpkgs') : `nixpkgs for ${set}`;
  return `<${from}: ${attr[0] ?? ''}>`;
}

/** nixpkgs' `targetPrefix`: the GNU name where the package is for another machine. */
function prefixOf(model: ShellModel, set: string | undefined): string {
  if (set === undefined) return '';
  const target = Object.values(model.targets).find((one) => one.target.triple === set)?.target;
  return `${target?.names.gnu ?? set}-`;
}
