# A cache in the builder, for every input anew. `nix develop` keeps the variable, and the folder is gone.
zig_make_cache() {
  ZIG_GLOBAL_CACHE_DIR=$(mktemp -d)
  export ZIG_GLOBAL_CACHE_DIR
}
addEnvHooks "${targetOffset:?}" zig_make_cache
if [ -z "${buildPhase-}" ]; then buildPhase=zigBuildPhase; fi
if [ -z "${checkPhase-}" ]; then checkPhase=zigCheckPhase; fi
if [ -z "${installPhase-}" ]; then installPhase=zigInstallPhase; fi
