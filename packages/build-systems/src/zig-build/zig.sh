# zig reads what Nix tells gcc, and fails on flags that it does not know.
unset NIX_CFLAGS_COMPILE NIX_CFLAGS_LINK NIX_LDFLAGS
# It also fails if the folder of its cache does not exist.
if [ -n "${ZIG_GLOBAL_CACHE_DIR-}" ] && [ ! -d "$ZIG_GLOBAL_CACHE_DIR" ]; then unset ZIG_GLOBAL_CACHE_DIR; fi
if [ "${1-}" = build ]; then
  shift
  set -- build "${options[@]}" "$@"
fi
exec "$zig" "$@"
