import { cargoName, ccName, type EnvEntry, type Hook, type Ref, type Role } from '@mkcross/core';
import type { AdapterInput, AdapterPlaceholder, Contribution } from '../adapter.ts';
import { toolchainFile } from '../cmake/toolchain-file.ts';
import { librariesOf, pkgConfig, pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined, set, type AdapterText } from '../text.ts';
import headersOfCompiler from './bindgen-headers.sh';

type Env = Readonly<Record<string, EnvEntry<AdapterPlaceholder>>>;

/** The variables by which cargo, and the crates cc, cmake, pkg-config and bindgen, build for one target. */
export function variables(input: AdapterInput): Contribution {
  const { target, toolchain, isHost } = input;
  if (isHost) return { env: compilers(input) };
  const hasC = toolchain.programs.cc !== undefined;
  const cmake = toolchainFile(input);
  const t = ccName(target.triple);
  return {
    env: {
      ...compilers(input),
      ...rustFlags(input),
      ...runner(input),
      ...cxxLibrary(input),
      ...(hasC
        ? {
            [`CMAKE_TOOLCHAIN_FILE_${t}`]: set([{ file: cmake.name }], 'Crates that use CMake build for the target.'),
            [`CMAKE_PREFIX_PATH_${t}`]: set('', 'CMAKE_PREFIX_PATH of the host does not reach this target.'),
          }
        : {}),
      [`PKG_CONFIG_${t}`]: set([{ program: pkgConfigName(toolchain) }], 'Finds the libraries of the target only.'),
      [`PKG_CONFIG_ALLOW_CROSS_${t}`]: set('1', 'PKG_CONFIG_ALLOW_CROSS=0 of the user does not reach this target.'),
      [`PKG_CONFIG_PATH_${t}`]: set('', 'PKG_CONFIG_PATH of the host does not reach this target.'),
      [`PKG_CONFIG_SYSROOT_DIR_${t}`]: set('', 'PKG_CONFIG_SYSROOT_DIR of the user does not reach this target.'),
      [`BINDGEN_EXTRA_CLANG_ARGS_${t}`]: set(
        joined(['-nostdlibinc', ...librariesOf(toolchain).map(headersOf)], ' '),
        'bindgen reads the headers of the target.',
      ),
    },
    files: hasC ? { [cmake.name]: cmake.content } : {},
    programs: pkgConfig(input),
    hooks: hasC && toolchain.c?.library === undefined ? [compilerHeaders(input)] : [],
  };
}

/** libclang splits its arguments as a shell does, so that quotes keep a path with spaces together. */
const headersOf = (library: Ref): AdapterText => ["-isystem '", { library, dir: 'include' }, "'"];

function compilers({ target, toolchain: { programs } }: AdapterInput): Env {
  const t = ccName(target.triple);
  const entry = (name: string, role: Role | 'linker', why: string): Env => {
    const program = programs[role];
    return program === undefined ? {} : { [name]: set([{ program }], why) };
  };
  return {
    ...entry(`CARGO_TARGET_${cargoName(target.triple)}_LINKER`, 'linker', 'rustc links for the target with it.'),
    ...entry(`CC_${t}`, 'cc', 'Without it, the cc crate uses CC, the host compiler.'),
    ...entry(`CXX_${t}`, 'cxx', 'Without it, the cc crate uses CXX, the host compiler.'),
    ...entry(`AR_${t}`, 'ar', 'Without it, the cc crate uses AR of the host.'),
    ...entry(`RANLIB_${t}`, 'ranlib', 'Without it, crates that call ranlib use that of the host.'),
  };
}

/** RUSTFLAGS is split at spaces: folders of the user's project are searched by the linker program only. */
function rustFlags({ target, toolchain }: AdapterInput): Env {
  const { cxx, libraries, projectLibraries } = toolchain;
  const native = (library: Ref): AdapterText => ['-L native=', { library, dir: 'lib' }];
  const flags = [
    ...(cxx?.archive === undefined ? [] : [native(cxx.archive)]),
    ...toolchain.rustFlags,
    ...libraries.filter((library) => !projectLibraries.includes(library)).map(native),
  ];
  if (flags.length === 0) return {};
  const why = 'Flags of this target only; RUSTFLAGS affects every target and the host.';
  return { [`CARGO_TARGET_${cargoName(target.triple)}_RUSTFLAGS`]: set(joined(flags, ' '), why) };
}

/** By the program's name on PATH: cargo splits the value at spaces. */
function runner({ target, runs }: AdapterInput): Env {
  if (typeof runs !== 'object') return {};
  const why = 'cargo run, test and bench start programs of the target with it.';
  return { [`CARGO_TARGET_${cargoName(target.triple)}_RUNNER`]: set(runs.program, why) };
}

/** The cc crate links the shared C++ library unless it is told otherwise. A static program has no other than the archive. */
function cxxLibrary({ target, toolchain: { cxx, linkage } }: AdapterInput): Env {
  if (linkage === 'static' || cxx?.link !== 'static' || cxx.archive === undefined) return {};
  const value = `static=${cxx.runtime.replace(/^lib/, '')}`;
  return {
    [`CXXSTDLIB_${ccName(target.triple)}`]: set(value, 'The C++ library of crates is linked into the program.'),
  };
}

/** Headers inside a compiler have no folder that a plugin could name: the compiler says where they are. */
function compilerHeaders({ target, toolchain: { programs } }: AdapterInput): Hook<AdapterPlaceholder> {
  return {
    id: `headers-${target.triple}`,
    stage: 'environment',
    why: 'bindgen reads the headers that the compiler brings.',
    values: {
      cc: programs.cc === undefined ? '' : [{ program: programs.cc }],
      name: `BINDGEN_EXTRA_CLANG_ARGS_${ccName(target.triple)}`,
    },
    body: headersOfCompiler,
  };
}
