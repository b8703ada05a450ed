import type { Hole, Script } from './plugin.ts';
import { ccName, type Triple } from './target.ts';

/**
 * A script in the place of pkg-config for one target: it sees the target's libraries and nothing of the host's, whatever the
 * user's variables name, but for the one that ends in the target's name, as the pkg-config crate has them
 * (`PKG_CONFIG_LIBDIR_x86_64_unknown_linux_musl`). Where a program asks for a library that is not there, it says so in words,
 * and what to do.
 *
 * `name` is the script's, by which it is on PATH; `pkgConfig` the program; `libraries` are names that can stand in a
 * {@link LibraryHole}.
 */
export const targetPkgConfig = (
  name: string,
  {
    triple,
    pkgConfig,
    libraries,
  }: { readonly triple: Triple; readonly pkgConfig: Hole; readonly libraries: readonly string[] },
): Script => ({
  name,
  values: {
    pkg_config: [pkgConfig],
    folders: libraries.flatMap((library, index): (Hole | string)[] => [
      ...(index === 0 ? [] : [':']),
      { library, dir: 'pkgconfig' },
    ]),
  },
  // Whoever has set the target's folders already, a build script or CMake, has set the other variables for it as well.
  // Who only asks whether there is one (--exists) wants no words.
  body: `folders="\${PKG_CONFIG_LIBDIR_${ccName(triple)}-$folders}"
if [ "\${PKG_CONFIG_LIBDIR-unset}" != "$folders" ]; then
  export PKG_CONFIG_LIBDIR="$folders"
  unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
fi
"$pkg_config" "$@" && exit
code=$?
case " $* " in
  *" --cflags "* | *" --libs "* | *" --print-errors "*) ;;
  *) exit "$code" ;;
esac
for word in "$@"; do
  case $word in
    [A-Za-z]*) "$pkg_config" --exists "$word" ||
      echo "mkcross: ${triple} has no library $word in $PKG_CONFIG_LIBDIR; list a package of nixpkgs that has it, or a folder of the project (./vendor), as libraries under [target.${triple}] in mkcross.toml" >&2 ;;
  esac
done
exit "$code"
`,
});
