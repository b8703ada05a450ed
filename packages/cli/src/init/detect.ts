import { adapters, type Adapter } from '@mkcross/build-systems';
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
  /** Build systems that have a file in the project, in the order of `adapters`. */
  readonly buildSystems: readonly Adapter[];
  /** The toolchain file that cargo goes by: that of the folder itself, else of a folder in it. */
  readonly toolchain?: { readonly path: string; readonly targets: readonly Triple[] };
  /** Whether there is a Cargo.toml. */
  readonly cargo: boolean;
  /** Whether a dependency generates bindings with libclang. */
  readonly bindgen: boolean;
  /** The paths of build.zig, and whether each has the setting about Wine. */
  readonly zig: readonly { readonly path: string; readonly enablesWine: boolean }[];
}

const toolchainFile = 'rust-toolchain.toml';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Whether detection reads a file. */
export function isReadForDetection(path: string): boolean {
  return [toolchainFile, 'Cargo.lock', 'build.zig'].includes(nameOf(path));
}

/** Files by which build systems are recognised, the usual one of each. */
export const projectMarkers: readonly string[] = adapters.flatMap(({ project }) => project.markers.slice(0, 1));

/** Recognises what a project is made of by its files. */
export function detect({ paths, texts }: FoundFiles): {
  readonly detected?: Detected;
  readonly found: readonly Finding[];
} {
  const called = (name: string) => paths.filter((path) => nameOf(path) === name);
  const toolchainPath = paths.includes(toolchainFile) ? toolchainFile : called(toolchainFile)[0];
  const toolchain = toolchainPath === undefined ? undefined : parseToolchain(texts[toolchainPath] ?? '', toolchainPath);
  if (toolchain !== undefined && toolchain.found.length > 0) return { found: toolchain.found };
  const recognised = new Set(recognise(paths));
  const bindgen = called('Cargo.lock').some((path) => /^name = "(bindgen|clang-sys)"$/m.test(texts[path] ?? ''));
  return {
    detected: {
      buildSystems: adapters.filter(
        (adapter) => recognised.has(adapter) || (adapter.id === 'cargo' && toolchainPath !== undefined),
      ),
      cargo: called('Cargo.toml').length > 0,
      bindgen,
      zig: called('build.zig').map((path) => ({ path, enablesWine: texts[path]?.includes('enable_wine') === true })),
      ...(toolchainPath === undefined
        ? {}
        : { toolchain: { path: toolchainPath, targets: toolchain?.toolchain?.targets ?? [] } }),
    },
    found: [],
  };
}

/** The build systems of each folder by their files; a Makefile counts where no other build system is recognised. */
function recognise(paths: readonly string[]): readonly Adapter[] {
  return [...new Set(paths.map(folderOf))].flatMap((folder) => {
    const names = paths.filter((path) => folderOf(path) === folder).map(nameOf);
    const all = adapters.filter(({ project }) => project.markers.some((marker) => names.includes(marker)));
    const first = all.filter(({ project }) => project.fallback !== true);
    return first.length > 0 ? first : all;
  });
}
