# Every input is searched by CMake, for all but programs.
cmake_tell() { addToSearchPath NIXPKGS_CMAKE_PREFIX_PATH "$1"; }
addEnvHooks "${targetOffset:?}" cmake_tell

# And so is what gcc has been told of, once all inputs have been seen.
cmake_read_flags() {
  local word after=
  for word in ${NIX_CFLAGS_COMPILE-} ${NIX_LDFLAGS-}; do
    case $after$word in
      -isystem/*) addToSearchPath CMAKE_INCLUDE_PATH "$word" ;;
      -I*) addToSearchPath CMAKE_INCLUDE_PATH "${word#-I}" ;;
      -L*) addToSearchPath CMAKE_LIBRARY_PATH "${word#-L}" ;;
    esac
    after=
    if [ "$word" = -isystem ]; then after=$word; fi
  done
}
postHooks+=(cmake_read_flags)
# shellcheck disable=SC2034 # Builds of nixpkgs read it.
if [ -z "${configurePhase-}" ]; then configurePhase=cmakeConfigurePhase setOutputFlags=; fi
