import { cargoName, ccName, type Hole, type Triple, type Value } from '@mkcross/core';

/** What a CMake toolchain file is made from. */
export interface CmakeTarget {
  readonly triple: Triple;
  readonly cmake: { readonly system: string; readonly processor: string };
  /** What compiles Windows resources. */
  readonly resourceCompiler?: Hole;
}

/**
 * A CMake toolchain file (cmake-toolchains(7)): the target's compilers, and a search that finds libraries, headers and
 * packages of the target alone, programs of the host alone.
 *
 * - The compilers are those of the shell's variables, which the cmake crate gives on the command line too.
 * - `CMAKE_RC_COMPILER` is forced, because the cmake crate gives its own guess on the command line, and CMake starts over
 *   without the toolchain file when the two differ.
 * - What other crates built for the target lies in cargo's folder `build`, and is found beside the libraries.
 * - `pkg_check_modules` reads pkg-config's variables without a target in their names.
 * - Programs of the machine's own kind run as they are; without an emulator that says so, `try_run` refuses.
 */
export function cmakeToolchain(target: CmakeTarget, libraries: readonly string[]): Value {
  const runner = `CARGO_TARGET_${cargoName(target.triple)}_RUNNER`;
  const folders = libraries.flatMap((library): (string | Hole)[] => [
    '\n  "',
    { library, dir: 'include' },
    '"\n  "',
    { library, dir: 'lib' },
    '"',
  ]);
  const { resourceCompiler } = target;
  const cc = ccName(target.triple);
  return [
    `set(CMAKE_SYSTEM_NAME ${target.cmake.system})\n`,
    `set(CMAKE_SYSTEM_PROCESSOR ${target.cmake.processor})\n`,
    `set(CMAKE_C_COMPILER "$ENV{CC_${cc}}")\n`,
    `set(CMAKE_CXX_COMPILER "$ENV{CXX_${cc}}")\n`,
    ...(resourceCompiler === undefined
      ? []
      : ['set(CMAKE_RC_COMPILER "', resourceCompiler, '" CACHE FILEPATH "" FORCE)\n']),
    `set(CMAKE_AR "$ENV{AR_${cc}}" CACHE FILEPATH "")\n`,
    `set(CMAKE_RANLIB "$ENV{RANLIB_${cc}}" CACHE FILEPATH "")\n`,
    // Without any folder, ONLY would mean the host's own.
    ...(folders.length === 0
      ? ['set(CMAKE_FIND_ROOT_PATH /var/empty)\n']
      : [
          'foreach(folder',
          ...folders,
          `)
  get_filename_component(prefix "\${folder}" DIRECTORY)
  list(APPEND CMAKE_FIND_ROOT_PATH "\${prefix}")
endforeach()
`,
        ]),
    `if("$ENV{OUT_DIR}" MATCHES "^(.+/${target.triple}/.+/build)/")
  list(APPEND CMAKE_FIND_ROOT_PATH "\${CMAKE_MATCH_1}")
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
foreach(name PKG_CONFIG PKG_CONFIG_LIBDIR PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR)
  set(ENV{\${name}} "$ENV{\${name}_${cc}}")
endforeach()
if(NOT "$ENV{${runner}}" STREQUAL "")
  set(CMAKE_CROSSCOMPILING_EMULATOR "$ENV{${runner}}")
elseif("\${CMAKE_HOST_SYSTEM_NAME} \${CMAKE_HOST_SYSTEM_PROCESSOR}" STREQUAL "${target.cmake.system} ${target.cmake.processor}")
  set(CMAKE_CROSSCOMPILING_EMULATOR "\${CMAKE_COMMAND};-E;env")
endif()
`,
  ];
}
