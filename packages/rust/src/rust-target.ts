import {
  cargoName,
  ccName,
  findTarget,
  targetPkgConfig,
  type Env,
  type Fitted,
  type Hole,
  type HostSystem,
  type Inputs,
  type LibraryHole,
  type RefineContext,
  type ShellHook,
  type TargetSupport,
  type Triple,
  type Value,
} from '@mkcross/core';
import { cmakeToolchain } from './cmake-toolchain.ts';

/** What tells one cross target of Rust from another. */
export interface RustTarget {
  readonly triple: Triple;
  readonly hosts?: TargetSupport['hosts'];
  /** Machines that run its programs themselves. */
  readonly runsOn?: readonly HostSystem[];
  /** Folders of shared libraries that its programs need. */
  readonly runtime?: readonly LibraryHole[];
  readonly inputs?: Inputs;
  readonly hooks?: readonly ShellHook[];
  /** Who links and compiles for it. @default the plugin's tools `cc`, `cxx`, `ar` and `ranlib` */
  readonly programs?: Programs;
  /** The name of the plugin's library that is its C library; null where the linker brings one. @default libc */
  readonly libc?: string | null;
  /** Flags for rustc beyond the libraries' search paths, each one a word. */
  readonly rustflags: readonly Value[];
  /** Names of the plugin's own libraries that every program of the target may need, beside `libc`. */
  readonly libraries: readonly string[];
  /** What CMake calls the system and its processor. */
  readonly cmake: { readonly system: string; readonly processor: string };
  /** What compiles Windows resources. */
  readonly resourceCompiler?: Hole;
  /** Variables of this target alone. */
  readonly env?: Env;
  /** The C runtime of its compiler. */
  readonly c: NonNullable<TargetSupport['c']>;
  readonly verification: TargetSupport['verification'];
}

/** The programs of a target's toolchain, each by its path. */
export interface Programs {
  readonly cc: Hole;
  readonly cxx: Hole;
  readonly ar: Hole;
  readonly ranlib: Hole;
}

/** The plugin's tools of these names, with something before them: `aarch64-cc`. */
export const toolsCalled = (prefix = ''): Programs => ({
  cc: { tool: `${prefix}cc` },
  cxx: { tool: `${prefix}cxx` },
  ar: { tool: `${prefix}ar` },
  ranlib: { tool: `${prefix}ranlib` },
});

/** The support of one cross target of Rust, by a plugin that has a tool `pkg-config` and what the target names (see `crossTools`). */
export function rustTarget(target: RustTarget): TargetSupport {
  const { triple, hosts, runsOn, runtime, hooks, c, verification } = target;
  return {
    triple,
    c,
    ...(hosts === undefined ? {} : { hosts }),
    ...(runsOn === undefined ? {} : { runsOn }),
    ...(runtime === undefined ? {} : { runtime }),
    inputs: targetInputs(target, []),
    ...(hooks === undefined ? {} : { hooks }),
    env: rustTargetEnv(target, []),
    verification,
  };
}

/** The support of a cross target, fitted to the project's configuration by the plugin `id`. */
export function fittedTarget(target: RustTarget, context: RefineContext, id: string): Fitted {
  const { hooks, runtime = [], c, verification } = target;
  return {
    inputs: targetInputs(target, context.libraries),
    ...(hooks === undefined ? {} : { hooks }),
    env: rustTargetEnv(target, context.libraries, compilesC(context, id)),
    c,
    runtime,
    verification,
  };
}

/**
 * The variables of one cross target of Rust; `further` are the libraries that the user lists for it. With the C compiler
 * of another plugin, that plugin says who compiles C.
 */
function rustTargetEnv(target: RustTarget, further: readonly string[], compilesC: 'another' | 'own' = 'own'): Env {
  const cargo = cargoName(target.triple);
  const cc = ccName(target.triple);
  const libraries = [...target.libraries, ...further];
  const libc = target.libc === null ? [] : [target.libc ?? 'libc'];
  const programs = target.programs ?? toolsCalled();
  const rustflags = [
    ...target.rustflags,
    ...libraries.map((library) => ['-L native=', { library, dir: 'lib' }] as const),
  ];
  const include = libraries.map((library) => ['-I', { library, dir: 'include' }] as const);
  return {
    ...(compilesC === 'own' ? compilerEnv(target.triple, programs) : linkerEnv(target.triple, programs)),
    ...(rustflags.length === 0
      ? {}
      : {
          [`CARGO_TARGET_${cargo}_RUSTFLAGS`]: {
            kind: 'set',
            value: joined(rustflags),
            why: 'Flags of this target alone; RUSTFLAGS would reach every target and the host.',
          },
        }),
    [`CARGO_TARGET_${cargo}_RUNNER`]: {
      kind: 'set',
      value: [{ runner: target.triple }],
      why: 'cargo run, cargo test and cargo bench start programs of this target through it.',
    },
    ...(include.length === 0
      ? {}
      : {
          [`CFLAGS_${cc}`]: {
            kind: 'set',
            value: joined(include),
            why: 'C code of crates finds the headers of the target’s libraries.',
          },
          [`CXXFLAGS_${cc}`]: {
            kind: 'set',
            value: joined(include),
            why: 'C++ code of crates finds the headers of the target’s libraries.',
          },
        }),
    [`CMAKE_TOOLCHAIN_FILE_${cc}`]: {
      kind: 'set',
      value: [{ text: { name: `${target.triple}.cmake`, content: cmakeToolchain(target, [...libc, ...libraries]) } }],
      why: 'Crates that build with CMake get the target’s compilers and never search the host.',
    },
    [`CMAKE_PREFIX_PATH_${cc}`]: {
      kind: 'set',
      value: '',
      why: 'A CMAKE_PREFIX_PATH of the host does not reach this target.',
    },
    ...pkgConfigEnv(target.triple, [...libc, ...further]),
    [`BINDGEN_EXTRA_CLANG_ARGS_${cc}`]: {
      kind: 'set',
      value: joined([
        '-nostdlibinc',
        ...[...libc, ...libraries].map((library) => ['-isystem ', { library, dir: 'include' }] as const),
      ]),
      why: 'bindgen reads the headers of the target, not those of the host.',
    },
    ...target.env,
  };
}

/** Whether the plugin `id` compiles C for the target, or another that mkcross.toml names. */
function compilesC({ cc }: RefineContext, id: string): 'another' | 'own' {
  return cc === undefined || cc === id ? 'own' : 'another';
}

/** Linker, C and C++ compiler and archiver of a target. */
export function compilerEnv(triple: Triple, programs: Programs): Env {
  const cc = ccName(triple);
  return {
    ...linkerEnv(triple, programs),
    [`CC_${cc}`]: {
      kind: 'set',
      value: [programs.cc],
      why: 'The cc crate would else take the global CC, which is the host’s.',
    },
    [`AR_${cc}`]: {
      kind: 'set',
      value: [programs.ar],
      why: 'The cc crate would else take the global AR, which is the host’s.',
    },
    [`RANLIB_${cc}`]: {
      kind: 'set',
      value: [programs.ranlib],
      why: 'Crates that ask the cc crate for ranlib would else get the host’s.',
    },
  };
}

/** Who links, and who compiles C++: they must be of one family, for the C++ library is the linker's. */
function linkerEnv(triple: Triple, { cc, cxx }: Programs): Env {
  const known = findTarget(triple)?.gnu ?? triple;
  return {
    [`CARGO_TARGET_${cargoName(triple)}_LINKER`]: {
      kind: 'set',
      value: [cc],
      why: `rustc links for ${known} with its C compiler.`,
    },
    [`CXX_${ccName(triple)}`]: {
      kind: 'set',
      value: [cxx],
      why: 'The cc crate would else take the global CXX, which is the host’s.',
    },
  };
}

/** The name of the target's pkg-config, on PATH. */
const pkgConfigName = (triple: Triple): string => `${triple}-pkg-config`;

function targetInputs({ triple, inputs = {}, libc }: RustTarget, further: readonly string[]): Inputs {
  const libraries = [...(libc === null ? [] : [libc ?? 'libc']), ...further];
  const script = targetPkgConfig(pkgConfigName(triple), { triple, pkgConfig: { tool: 'pkg-config' }, libraries });
  return { ...inputs, scripts: [...(inputs.scripts ?? []), script] };
}

function pkgConfigEnv(triple: Triple, libraries: readonly string[]): Env {
  const cc = ccName(triple);
  const dirs = libraries.map((library) => [{ library, dir: 'pkgconfig' }] as const);
  return {
    [`PKG_CONFIG_${cc}`]: {
      kind: 'set',
      value: [{ script: pkgConfigName(triple) }],
      why: 'A pkg-config that adds no folders of its own, and says what to do where a library is missing.',
    },
    [`PKG_CONFIG_LIBDIR_${cc}`]: {
      kind: 'set',
      value: joined(dirs, ':'),
      why: 'Only the target’s libraries are seen, never the host’s.',
    },
    [`PKG_CONFIG_PATH_${cc}`]: {
      kind: 'set',
      value: '',
      why: 'A PKG_CONFIG_PATH of the host does not reach this target.',
    },
    [`PKG_CONFIG_SYSROOT_DIR_${cc}`]: {
      kind: 'set',
      value: '',
      why: 'A PKG_CONFIG_SYSROOT_DIR of the user does not reach this target.',
    },
    [`PKG_CONFIG_ALLOW_CROSS_${cc}`]: {
      kind: 'set',
      value: '1',
      why: 'A PKG_CONFIG_ALLOW_CROSS=0 of the user does not reach this target.',
    },
  };
}

/** Joins values into one, with a separator between them. */
function joined(values: readonly Value[], separator = ' '): Value {
  return values.flatMap((value, index): (string | Hole)[] => [
    ...(index === 0 ? [] : [separator]),
    ...(typeof value === 'string' ? [value] : value),
  ]);
}
