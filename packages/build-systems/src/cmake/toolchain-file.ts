import { ccName, type Role } from '@mkcross/core';
import type { AdapterInput, AdapterPlaceholder } from '../adapter.ts';
import { librariesOf, pkgConfigFolders, pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined, type AdapterText } from '../text.ts';
import { cmakeNames, isAndroid } from './names.ts';

/** Variables of CMake's cache, and the programs that are their values. */
const programs: readonly (readonly [string, Role])[] = [
  ['CMAKE_AR', 'ar'],
  ['CMAKE_RANLIB', 'ranlib'],
  // Link-time optimisation asks for the archivers of the compilers.
  ['CMAKE_C_COMPILER_AR', 'ar'],
  ['CMAKE_C_COMPILER_RANLIB', 'ranlib'],
  ['CMAKE_CXX_COMPILER_AR', 'ar'],
  ['CMAKE_CXX_COMPILER_RANLIB', 'ranlib'],
  ['CMAKE_NM', 'nm'],
  ['CMAKE_STRIP', 'strip'],
  ['CMAKE_OBJCOPY', 'objcopy'],
  ['CMAKE_OBJDUMP', 'objdump'],
  ['CMAKE_READELF', 'readelf'],
  ['CMAKE_DLLTOOL', 'dlltool'],
];

/**
 * The CMake toolchain file of a toolchain (cmake-toolchains(7)), which projects and crates use: programs by absolute path, a search that
 * finds headers, libraries and packages of the target only, pkg-config likewise, and what starts the target's programs.
 */
export function toolchainFile(input: AdapterInput): { readonly name: string; readonly content: AdapterText } {
  const { target, toolchain } = input;
  return {
    name: `${target.triple}-${toolchain.ref.replaceAll('/', '-')}.cmake`,
    content: joined(
      [system(input), compilers(input), executableFlags(input), search(input), pkgConfig(input), runs(input)],
      '',
    ),
  };
}

function system({ target }: AdapterInput): AdapterText {
  const { system, processor } = cmakeNames(target);
  return [
    `set(CMAKE_SYSTEM_NAME ${system})\n`,
    // With version 1, CMake looks for no NDK and adds no flags of one: the compiler is given.
    ...(isAndroid(target) ? ['set(CMAKE_SYSTEM_VERSION 1)\n'] : []),
    `set(CMAKE_SYSTEM_PROCESSOR ${processor})\n`,
  ];
}

function compilers({ toolchain }: AdapterInput): AdapterText {
  const line = (name: string, role: Role, cache: string): readonly (AdapterPlaceholder | string)[] => {
    const program = toolchain.programs[role];
    return program === undefined ? [] : [`set(${name} "`, { program }, `"${cache})\n`];
  };
  return [
    ...line('CMAKE_C_COMPILER', 'cc', ''),
    ...line('CMAKE_CXX_COMPILER', 'cxx', ''),
    // The cmake crate gives its own guess on the command line. If the two differ, CMake starts again without this file.
    ...line(
      'CMAKE_RC_COMPILER',
      toolchain.programs.windres === undefined ? 'rc' : 'windres',
      ' CACHE FILEPATH "" FORCE',
    ),
    ...programs.flatMap(([name, role]) => line(name, role, ' CACHE FILEPATH ""')),
  ];
}

function executableFlags({ toolchain }: AdapterInput): AdapterText {
  if (toolchain.executableFlags.length === 0) return '';
  return joined(['set(CMAKE_EXE_LINKER_FLAGS_INIT "', joined(toolchain.executableFlags, ' '), '")\n'], '');
}

function search({ target, toolchain }: AdapterInput): AdapterText {
  const folders = librariesOf(toolchain).flatMap((library): AdapterText[] => [
    ['\n  "', { library, dir: 'include' }, '"'],
    ['\n  "', { library, dir: 'lib' }, '"'],
  ]);
  return joined(
    [
      // Without any folder, ONLY would mean the folders of the host.
      'set(CMAKE_FIND_ROOT_PATH /var/empty)\n',
      ...(folders.length === 0 ? [] : ['foreach(folder', ...folders, endOfFolders]),
      // Inside a crate, what other crates have built for the target is found too.
      `if("$ENV{OUT_DIR}" MATCHES "^(.+/${target.triple}/.+/build)/")
  list(APPEND CMAKE_FIND_ROOT_PATH "\${CMAKE_MATCH_1}")
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
`,
    ],
    '',
  );
}

/** A library's prefix is the folder above its `include` and `lib`. */
const endOfFolders = `)
  get_filename_component(prefix "\${folder}" DIRECTORY)
  list(APPEND CMAKE_FIND_ROOT_PATH "\${prefix}")
endforeach()
list(REMOVE_DUPLICATES CMAKE_FIND_ROOT_PATH)
`;

/**
 * CMake adds folders to PKG_CONFIG_PATH itself; those of the user's PKG_CONFIG_PATH are the host's, and so are those of CMAKE_PREFIX_PATH in
 * the environment, which pkg_check_modules reads whatever folders packages are searched in. The CMake variable is the project's own.
 * Inside a crate (OUT_DIR) the cmake crate has set it, from CMAKE_PREFIX_PATH_<target> and what the crate depends on.
 */
function pkgConfig({ target, toolchain }: AdapterInput): AdapterText {
  const t = ccName(target.triple);
  return joined(
    [
      ['set(PKG_CONFIG_EXECUTABLE "', { program: pkgConfigName(toolchain) }, '" CACHE FILEPATH "" FORCE)\n'],
      `if(DEFINED ENV{PKG_CONFIG_LIBDIR_${t}})
  set(ENV{PKG_CONFIG_LIBDIR} "$ENV{PKG_CONFIG_LIBDIR_${t}}")
else()
  set(ENV{PKG_CONFIG_LIBDIR} "`,
      pkgConfigFolders(toolchain),
      `")
endif()
set(ENV{PKG_CONFIG_PATH} "$ENV{PKG_CONFIG_PATH_${t}}")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "$ENV{PKG_CONFIG_SYSROOT_DIR_${t}}")
if(NOT DEFINED ENV{OUT_DIR})
  unset(ENV{CMAKE_PREFIX_PATH})
endif()
`,
    ],
    '',
  );
}

function runs({ runs: by }: AdapterInput): AdapterText {
  if (by === undefined) return '';
  // Without an emulator, try_run refuses, although the host can run the program.
  if (by === 'host') return 'set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_COMMAND};-E;env")\n';
  return ['set(CMAKE_CROSSCOMPILING_EMULATOR "', { program: by.program }, '")\n'];
}
