# pkg-config for $triple. It finds the libraries of that target and none of the host, whatever the variables of the user name, except
# those that end in the target's name (PKG_CONFIG_PATH_$suffix), as the pkg-config crate has them.
libdir=PKG_CONFIG_LIBDIR_$suffix
path=PKG_CONFIG_PATH_$suffix
sysroot=PKG_CONFIG_SYSROOT_DIR_$suffix
folders=${!libdir-$folders}
# CMake and build scripts that set the target's folders have set the other variables for it as well.
if [ "${PKG_CONFIG_LIBDIR-unset}" != "$folders" ]; then
  export PKG_CONFIG_LIBDIR="$folders" PKG_CONFIG_PATH="${!path-}" PKG_CONFIG_SYSROOT_DIR="${!sysroot-}"
fi
if [ "$linkage" = static ]; then set -- --static "$@"; fi
"$pkg_config" "$@" && exit
code=$?
# Programs that only ask whether a library exists expect no message.
case " $* " in
  *" --cflags "* | *" --libs "* | *" --print-errors "*) ;;
  *) exit "$code" ;;
esac
for word in "$@"; do
  case $word in
    [A-Za-z]*)
      "$pkg_config" --exists "$word" ||
        echo "mkcross: $triple has no library \"$word\" in $PKG_CONFIG_LIBDIR; add a package of nixpkgs that has it, or a folder of the project (./vendor), to \"libraries\" under [target.$triple] in mkcross.toml" >&2
      ;;
  esac
done
exit "$code"
