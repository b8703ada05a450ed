# Its wrapper is the pkg-config of everything that asks the environment, and finds every input's libraries.
pkg_config_tell() {
  local role=
  role_of "${depHostOffset:?}"
  addToSearchPath "PKG_CONFIG_PATH$role" "$1/lib/pkgconfig"
  addToSearchPath "PKG_CONFIG_PATH$role" "$1/share/pkgconfig"
}
addEnvHooks "${targetOffset:?}" pkg_config_tell
role_of "${targetOffset:?}"
export "PKG_CONFIG$role=pkg-config"
