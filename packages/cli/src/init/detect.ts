import { parseToolchain } from '@mkcross/composer';
import type { Finding, Triple } from '@mkcross/core';

/** The files of a folder and of the folders in it, as `mkcross init` sees them. */
export interface FoundFiles {
  /** Relative to the folder: `Cargo.toml`, `cpp/CMakeLists.txt`. */
  readonly paths: readonly string[];
  /** What is in those that {@link isReadForDetection} names, by path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What a project is made of. */
export interface Detected {
  /** Undefined without a Cargo.toml and a rust-toolchain.toml. */
  readonly rust?: {
    /** The toolchain file that cargo goes by: that of the folder itself, else of a folder in it. */
    readonly toolchain?: { readonly path: string; readonly targets: readonly Triple[] };
    readonly cargo: boolean;
    /** Whether a dependency generates bindings with libclang. */
    readonly bindgen: boolean;
  };
  /** The paths of build.zig, and whether each has something to say about Wine. */
  readonly zig: readonly { readonly path: string; readonly enablesWine: boolean }[];
  /** What builds the C and C++: the build systems found, by the names of nixpkgs. Undefined where nothing does. */
  readonly cc?: readonly string[];
}

const toolchainFile = 'rust-toolchain.toml';

/** The build systems of C and C++, by their files, with the packages that nixpkgs' mkShell does not bring itself. */
const buildSystems: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^CMakeLists\.txt$/, ['cmake', 'ninja']],
  [/^meson\.build$/, ['meson', 'ninja']],
  [/^(GNUm|[Mm])akefile$/, []],
];

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Whether detection wants to know what is in a file. */
export function isReadForDetection(path: string): boolean {
  return [toolchainFile, 'Cargo.lock', 'build.zig'].includes(nameOf(path));
}

/** Tells from its files what a project is made of. */
export function detect({ paths, texts }: FoundFiles): {
  readonly detected?: Detected;
  readonly found: readonly Finding[];
} {
  const called = (name: string) => paths.filter((path) => nameOf(path) === name);
  const toolchainPath = paths.includes(toolchainFile) ? toolchainFile : called(toolchainFile)[0];
  const toolchain = toolchainPath === undefined ? undefined : parseToolchain(texts[toolchainPath] ?? '', toolchainPath);
  if (toolchain !== undefined && toolchain.found.length > 0) return { found: toolchain.found };
  const cargo = called('Cargo.toml').length > 0;
  const bindgen = called('Cargo.lock').some((path) => /^name = "(bindgen|clang-sys)"$/m.test(texts[path] ?? ''));
  const rust = {
    cargo,
    bindgen,
    ...(toolchainPath === undefined
      ? {}
      : { toolchain: { path: toolchainPath, targets: toolchain?.toolchain?.targets ?? [] } }),
  };
  const systems = buildSystems.filter(([file]) => paths.some((path) => file.test(nameOf(path))));
  return {
    detected: {
      ...(cargo || toolchainPath !== undefined ? { rust } : {}),
      zig: called('build.zig').map((path) => ({ path, enablesWine: texts[path]?.includes('enable_wine') === true })),
      ...(systems.length === 0 ? {} : { cc: [...new Set(systems.flatMap(([, packages]) => packages))] }),
    },
    found: [],
  };
}
