import { cargoName, type Hole, type Triple, type Value } from '@mkcross/core';

/** What a CMake toolchain file is made from. */
export interface CmakeTarget {
  readonly triple: Triple;
  readonly cmake: { readonly system: string; readonly processor: string };
  readonly cmakeTools?: Readonly<Record<string, string>>;
}

/**
 * A CMake toolchain file (cmake-toolchains(7)): the target's compilers by absolute path, and a search that finds
 * libraries, headers and packages of the target alone, programs of the host alone.
 */
export function cmakeToolchain(target: CmakeTarget, libraries: readonly string[]): Value {
  const runner = `CARGO_TARGET_${cargoName(target.triple)}_RUNNER`;
  const tools = { CMAKE_C_COMPILER: 'cc', CMAKE_CXX_COMPILER: 'cxx', ...target.cmakeTools };
  const archivers = { CMAKE_AR: 'ar', CMAKE_RANLIB: 'ranlib' };
  const roots = ['libc', ...libraries].flatMap((library): (string | Hole)[] => [
    ' "',
    { library, dir: 'include' },
    '/.."',
  ]);
  return [
    `set(CMAKE_SYSTEM_NAME ${target.cmake.system})\n`,
    `set(CMAKE_SYSTEM_PROCESSOR ${target.cmake.processor})\n`,
    ...Object.entries(tools).flatMap(([name, tool]): (string | Hole)[] => [`set(${name} "`, { tool }, '")\n']),
    ...Object.entries(archivers).flatMap(([name, tool]): (string | Hole)[] => [
      `set(${name} "`,
      { tool },
      '" CACHE FILEPATH "")\n',
    ]),
    'set(CMAKE_FIND_ROOT_PATH',
    ...roots,
    ')\n',
    'set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)\n',
    'set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)\n',
    'set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)\n',
    'set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)\n',
    `if(NOT "$ENV{${runner}}" STREQUAL "")\n`,
    `  set(CMAKE_CROSSCOMPILING_EMULATOR "$ENV{${runner}}")\n`,
    'endif()\n',
  ];
}
