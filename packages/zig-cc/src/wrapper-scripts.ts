import type { Hole, Script } from '@mkcross/core';
import { zigEnvironment, type ZigTarget } from '@mkcross/zig';
import { rc, windres } from './resource-compiler.ts';

/** The name of a wrapper program: `x86_64-windows-gnu-zig-cc`. */
export const wrapperName = (zig: string, tool: string): string => `${zig}-zig-${tool}`;

/**
 * The programs that make `zig` a toolchain of one target. `zig cc` is two words, and cargo, CMake and Meson want one.
 *
 * The cc crate takes zig for clang and adds `--target` with Rust's triple, which zig does not know.
 */
export function wrapperScripts({ zig, target }: ZigTarget): readonly Script[] {
  const script = (tool: string, body: string): Script => ({
    name: wrapperName(zig, tool),
    values: { zig: [{ tool: 'zig' }] },
    body,
  });
  const compiler = (tool: 'c++' | 'cc') =>
    script(
      tool,
      `${zigEnvironment}for word; do
  shift
  case $word in
    --target=*) ;;
    *) set -- "$@" "$word" ;;
  esac
done
exec "$zig" ${tool} -target ${zig} "$@"
`,
    );
  const plain = (tool: string) => script(tool, `exec "$zig" ${tool} "$@"\n`);
  return [
    compiler('cc'),
    compiler('c++'),
    plain('ar'),
    plain('ranlib'),
    plain('objcopy'),
    ...(target.os === 'windows'
      ? [plain('dlltool'), script('rc', rc(target.arch)), script('windres', windres(target.arch))]
      : []),
  ];
}

/** pkg-config that finds the target's libraries and nothing of the host's, whatever the user's variables name. */
export function pkgConfigScript({ zig }: ZigTarget, libraries: readonly string[]): Script {
  const folders = libraries.flatMap((library, index): (string | Hole)[] => [
    ...(index === 0 ? [] : [':']),
    { library, dir: 'pkgconfig' },
  ]);
  return {
    name: wrapperName(zig, 'pkg-config'),
    values: { PKG_CONFIG: [{ tool: 'pkg-config' }], PKG_CONFIG_LIBDIR: folders },
    body: `unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
export PKG_CONFIG_LIBDIR
exec "$PKG_CONFIG" "$@"
`,
  };
}
