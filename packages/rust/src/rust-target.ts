import {
  cargoName,
  ccName,
  findTarget,
  type Env,
  type Hole,
  type HostSystem,
  type LibraryHole,
  type RefineContext,
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
  /** Flags for rustc beyond the libraries' search paths, each one a word. */
  readonly rustflags: readonly Value[];
  /** Names of the plugin's own libraries that every program of the target may need, beside `libc`. */
  readonly libraries: readonly string[];
  /** What CMake calls the system and its processor. */
  readonly cmake: { readonly system: string; readonly processor: string };
  /** The name of the plugin's tool that compiles Windows resources. */
  readonly resourceCompiler?: string;
  /** Variables of this target alone. */
  readonly env?: Env;
  /** The C runtime of its compiler. */
  readonly c: NonNullable<TargetSupport['c']>;
  readonly verification: TargetSupport['verification'];
}

/**
 * The support of one cross target of Rust, by a plugin whose tools are called `cc`, `cxx`, `ar`, `ranlib` and
 * `pkg-config` (see `crossTools`) and which has a library `libc`.
 */
export function rustTarget(target: RustTarget): TargetSupport {
  const { triple, hosts, runsOn, runtime, c, verification } = target;
  return {
    triple,
    c,
    ...(hosts === undefined ? {} : { hosts }),
    ...(runsOn === undefined ? {} : { runsOn }),
    ...(runtime === undefined ? {} : { runtime }),
    env: rustTargetEnv(target, []),
    verification,
  };
}

/**
 * The variables of one cross target of Rust; `further` are the libraries that the user lists for it. With the C compiler
 * of another plugin, that plugin says who compiles C.
 */
export function rustTargetEnv(
  target: RustTarget,
  further: readonly string[],
  compilesC: 'another' | 'own' = 'own',
): Env {
  const cargo = cargoName(target.triple);
  const cc = ccName(target.triple);
  const libraries = [...target.libraries, ...further];
  const rustflags = [
    ...target.rustflags,
    ...libraries.map((library) => ['-L native=', { library, dir: 'lib' }] as const),
  ];
  const include = libraries.map((library) => ['-I', { library, dir: 'include' }] as const);
  return {
    ...(compilesC === 'own' ? compilerEnv(target.triple) : linkerEnv(target.triple)),
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
      value: [{ text: { name: `${target.triple}.cmake`, content: cmakeToolchain(target, libraries) } }],
      why: 'Crates that build with CMake get the target’s compilers and never search the host.',
    },
    [`CMAKE_PREFIX_PATH_${cc}`]: {
      kind: 'set',
      value: '',
      why: 'A CMAKE_PREFIX_PATH of the host does not reach this target.',
    },
    ...pkgConfigEnv(cc, further),
    [`BINDGEN_EXTRA_CLANG_ARGS_${cc}`]: {
      kind: 'set',
      value: joined([
        '-nostdlibinc',
        ...['libc', ...libraries].map((library) => ['-isystem ', { library, dir: 'include' }] as const),
      ]),
      why: 'bindgen reads the headers of the target, not those of the host.',
    },
    ...target.env,
  };
}

/** Whether the plugin `id` compiles C for the target, or another that mkcross.toml names. */
export function compilesC({ cc }: RefineContext, id: string): 'another' | 'own' {
  return cc === undefined || cc === id ? 'own' : 'another';
}

/** Linker, C and C++ compiler and archiver of a target, from the plugin's tools of these names. */
export function compilerEnv(triple: Triple): Env {
  const cc = ccName(triple);
  return {
    ...linkerEnv(triple),
    [`CC_${cc}`]: {
      kind: 'set',
      value: [{ tool: 'cc' }],
      why: 'The cc crate would else take the global CC, which is the host’s.',
    },
    [`AR_${cc}`]: {
      kind: 'set',
      value: [{ tool: 'ar' }],
      why: 'The cc crate would else take the global AR, which is the host’s.',
    },
    [`RANLIB_${cc}`]: {
      kind: 'set',
      value: [{ tool: 'ranlib' }],
      why: 'Crates that ask the cc crate for ranlib would else get the host’s.',
    },
  };
}

/** Who links, and who compiles C++: they must be of one family, for the C++ library is the linker's. */
function linkerEnv(triple: Triple): Env {
  const known = findTarget(triple)?.gnu ?? triple;
  return {
    [`CARGO_TARGET_${cargoName(triple)}_LINKER`]: {
      kind: 'set',
      value: [{ tool: 'cc' }],
      why: `rustc links for ${known} with its C compiler.`,
    },
    [`CXX_${ccName(triple)}`]: {
      kind: 'set',
      value: [{ tool: 'cxx' }],
      why: 'The cc crate would else take the global CXX, which is the host’s.',
    },
  };
}

function pkgConfigEnv(cc: string, further: readonly string[]): Env {
  const dirs = ['libc', ...further].map((library) => [{ library, dir: 'pkgconfig' }] as const);
  return {
    [`PKG_CONFIG_${cc}`]: {
      kind: 'set',
      value: [{ tool: 'pkg-config' }],
      why: 'A pkg-config that adds no folders of its own.',
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
