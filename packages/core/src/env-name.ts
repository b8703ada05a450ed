/** Whether every shell accepts the name of a variable: a letter or underscore, then letters, digits, underscores (POSIX.1-2024, 3.216 "Name"). */
export function isEnvName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * Variables that reach every target and the host at once, and so must never come from a plugin:
 * the cc crate prefers a global `CC` to its own guess, and `RUSTFLAGS` replaces every other source of flags.
 */
export const globalBuildVariables: readonly string[] = [
  'AR',
  'ARFLAGS',
  'AS',
  'BINDGEN_EXTRA_CLANG_ARGS',
  'CARGO_BUILD_RUSTFLAGS',
  'CARGO_ENCODED_RUSTFLAGS',
  'CC',
  'CFLAGS',
  'CMAKE_TOOLCHAIN_FILE',
  'CPPFLAGS',
  'CXX',
  'CXXFLAGS',
  'CXXSTDLIB',
  'LD',
  'LDFLAGS',
  'NIX_CFLAGS_COMPILE',
  'NIX_LDFLAGS',
  'PKG_CONFIG',
  'PKG_CONFIG_LIBDIR',
  'PKG_CONFIG_PATH',
  'PKG_CONFIG_SYSROOT_DIR',
  'RANLIB',
  'RUSTFLAGS',
  'TARGET_AR',
  'TARGET_CC',
  'TARGET_CFLAGS',
  'TARGET_CXX',
  'TARGET_CXXFLAGS',
];
