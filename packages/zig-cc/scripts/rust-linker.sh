# Links Rust. zig does not accept all arguments that rustc has for a linker; cargo-zigbuild translates them.
unset NIX_CFLAGS_COMPILE NIX_CFLAGS_LINK NIX_LDFLAGS
if [ -n "${ZIG_GLOBAL_CACHE_DIR-}" ] && [ ! -d "$ZIG_GLOBAL_CACHE_DIR" ]; then unset ZIG_GLOBAL_CACHE_DIR; fi

# Without these, cargo-zigbuild takes a zig of Python's packages, and asks rustc for its version, which a build by Nix
# may not have. The version matters before 1.59 only.
export CARGO_ZIGBUILD_ZIG_PATH=$zig CARGO_ZIGBUILD_PYTHON_PATH=/var/empty/python
export CARGO_ZIGBUILD_RUSTC_VERSION="${CARGO_ZIGBUILD_RUSTC_VERSION:-1.59.0}"

# The same words as in the wrappers that cargo-zigbuild writes itself (`prepare_zig_linker` in its source).
words=(-g -fno-sanitize=all -Wno-unused-command-line-argument)
if [ -n "${cpu-}" ]; then words+=("-mcpu=$cpu"); fi

# zig does not find import libraries by the name that GNU ld gives them (libX.dll.a): those in the folders of -L are named by their path.
case $target in
  *-windows-*)
    folders=()
    before=
    for word; do
      if [ "$before" = -L ]; then
        folders+=("$word")
      else
        case $word in -L?*) folders+=("${word#-L}") ;; esac
      fi
      before=$word
    done
    for word; do
      shift
      case $word in
        -l[!:]*)
          for folder in "${folders[@]}"; do
            if [ -e "$folder/lib${word#-l}.a" ] || [ -e "$folder/${word#-l}.lib" ]; then break; fi
            if [ -e "$folder/lib${word#-l}.dll.a" ]; then
              word=$folder/lib${word#-l}.dll.a
              break
            fi
          done
          ;;
      esac
      set -- "$@" "$word"
    done
    ;;
esac
exec "$zigbuild" zig cc -- "${words[@]}" -target "$target" "$@"
