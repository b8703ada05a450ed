import { ccName, type Hole, type LibraryDir, type Script, type Value } from '@mkcross/core';
import type { ZigTarget } from '@mkcross/zig';
import { wrapperName } from './wrapper-scripts.ts';

const systems: Readonly<Record<string, { readonly cmake: string; readonly meson: string }>> = {
  linux: { cmake: 'Linux', meson: 'linux' },
  windows: { cmake: 'Windows', meson: 'windows' },
};

const systemOf = ({ target }: ZigTarget) => systems[target.os] ?? { cmake: 'Generic', meson: target.os };

/** What CMake calls the processor: on Windows by the names that Windows itself has. */
function processorOf({ target }: ZigTarget): string {
  if (target.os !== 'windows') return target.arch;
  return target.arch === 'x86_64' ? 'AMD64' : target.arch.toUpperCase();
}

/** The variable that holds the program that runs a target's programs; unset where they run as they are, or not at all. */
export const runnerVariable = ({ target }: ZigTarget): string => `ZIG_CC_RUNNER_${ccName(target.triple)}`;

const wrapper = ({ zig }: ZigTarget, tool: string): Hole => ({ script: wrapperName(zig, tool) });

const folders = (libraries: readonly string[], dir: LibraryDir) =>
  libraries.flatMap((library): (string | Hole)[] => [' "', { library, dir }, '"']);

/**
 * A CMake toolchain file (cmake-toolchains(7)): zig's wrappers by absolute path, a search that sees the target's
 * libraries alone and never the host's, pkg-config likewise, and who runs the target's programs.
 */
export function cmakeToolchain(target: ZigTarget, libraries: readonly string[]): Value {
  const { cmake } = systemOf(target);
  const runner = runnerVariable(target);
  const set = (name: string, tool: string, cache = ''): readonly (string | Hole)[] => [
    `set(${name} "`,
    wrapper(target, tool),
    `"${cache})\n`,
  ];
  return [
    `set(CMAKE_SYSTEM_NAME ${cmake})\n`,
    `set(CMAKE_SYSTEM_PROCESSOR ${processorOf(target)})\n`,
    ...set('CMAKE_C_COMPILER', 'cc'),
    ...set('CMAKE_CXX_COMPILER', 'c++'),
    // Microsoft's rc leaves .res files, which CMake's Makefiles pack into an archive, and from there no linker takes them.
    ...(target.target.os === 'windows' ? set('CMAKE_RC_COMPILER', 'windres', ' CACHE FILEPATH "" FORCE') : []),
    ...set('CMAKE_AR', 'ar', ' CACHE FILEPATH ""'),
    ...set('CMAKE_RANLIB', 'ranlib', ' CACHE FILEPATH ""'),
    ...set('CMAKE_OBJCOPY', 'objcopy', ' CACHE FILEPATH ""'),
    // Without any folder, ONLY would mean the host's own.
    'set(CMAKE_FIND_ROOT_PATH /var/empty)\n',
    ...(libraries.length === 0
      ? []
      : [
          'foreach(folder',
          ...folders(libraries, 'include'),
          ...folders(libraries, 'lib'),
          `)
  get_filename_component(prefix "\${folder}" DIRECTORY)
  list(APPEND CMAKE_FIND_ROOT_PATH "\${prefix}")
endforeach()
`,
        ]),
    `set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
`,
    ...set('PKG_CONFIG_EXECUTABLE', 'pkg-config', ' CACHE FILEPATH "" FORCE'),
    `if(NOT "$ENV{${runner}}" STREQUAL "")
  set(CMAKE_CROSSCOMPILING_EMULATOR "$ENV{${runner}}")
elseif("\${CMAKE_HOST_SYSTEM_NAME} \${CMAKE_HOST_SYSTEM_PROCESSOR}" STREQUAL "${cmake} ${processorOf(target)}")
  set(CMAKE_CROSSCOMPILING_EMULATOR "\${CMAKE_COMMAND};-E;env")
endif()
`,
  ];
}

/** A Meson cross file (https://mesonbuild.com/Cross-compilation.html), but for who runs the target's programs. */
export function mesonCrossFile(target: ZigTarget): Value {
  const program = (name: string, hole: Hole): readonly (string | Hole)[] => [`${name} = '`, hole, "'\n"];
  const { arch } = target.target;
  return [
    '[binaries]\n',
    ...program('c', wrapper(target, 'cc')),
    ...program('cpp', wrapper(target, 'c++')),
    ...program('ar', wrapper(target, 'ar')),
    ...program('ranlib', wrapper(target, 'ranlib')),
    ...program('objcopy', wrapper(target, 'objcopy')),
    ...(target.target.os === 'windows' ? program('windres', wrapper(target, 'windres')) : []),
    ...program('pkg-config', wrapper(target, 'pkg-config')),
    '\n[host_machine]\n',
    `system = '${systemOf(target).meson}'\ncpu_family = '${arch}'\ncpu = '${arch}'\nendian = 'little'\n`,
  ];
}

/** The part of a Meson cross file that says who runs the target's programs. */
const mesonRunnerFile = ({ target }: ZigTarget): Value => `[binaries]\nexe_wrapper = 'mkcross-run-${target.triple}'\n`;

/** `…-zig-cmake` and `…-zig-meson`: the build systems, told of the target. */
export function buildSystemScripts(target: ZigTarget, libraries: readonly string[]): readonly Script[] {
  const file = (name: string, content: Value): Hole => ({ text: { name: `${target.zig}-zig-${name}`, content } });
  return [
    {
      name: wrapperName(target.zig, 'cmake'),
      values: { toolchain: [file('toolchain.cmake', cmakeToolchain(target, libraries))] },
      // Only where CMake configures; --build, --install and -E take no variables.
      body: `case \${1-} in
  --build | --install | --open | --workflow | -E | -P | --help* | --version) exec cmake "$@" ;;
  *) exec cmake "-DCMAKE_TOOLCHAIN_FILE=$toolchain" "$@" ;;
esac
`,
    },
    {
      name: wrapperName(target.zig, 'meson'),
      values: {
        cross: [file('cross.ini', mesonCrossFile(target))],
        runner: [file('runner.ini', mesonRunnerFile(target))],
      },
      body: `if [ "\${1-}" != setup ]; then exec meson "$@"; fi
shift
if [ -n "\${${runnerVariable(target)}-}" ]; then set -- --cross-file "$runner" "$@"; fi
exec meson setup --cross-file "$cross" "$@"
`,
    },
  ];
}
