import type {
  EnvEntry,
  Hook,
  Host,
  Language,
  Library,
  LibraryPlaceholder,
  Linkage,
  ProjectKind,
  Ref,
  Role,
  Script,
  Target,
  Text,
  Tool,
  ToolchainBody,
} from '@mkcross/core';

/**
 * What a build system adapter gets and returns. Adapters are part of mkcross: pure, one folder each. This interface is internal to mkcross
 * and may change with every version.
 */
export interface Adapter {
  readonly id: 'autotools' | 'cargo' | 'cmake' | 'go' | 'make' | 'meson' | 'zig-build';
  /** The kind of project: the same for CMake, Meson, autotools and make. */
  readonly builds: ProjectKind;
  /** What a toolchain must compile to be chosen for it. */
  readonly needs: readonly Language[];
  /** Tools and libraries of its own, such as pkg-config. Placeholders name them `<adapter id>/<name>`. */
  readonly tools?: Readonly<Record<string, Tool>>;
  readonly libraries?: Readonly<Record<string, Library>>;
  /** For one target on one host. mkcross joins what is the same on several hosts. */
  readonly target: (input: AdapterInput) => Contribution;
  /** Once for each shell, with all that it builds for, the host among them. */
  readonly shell?: (inputs: readonly AdapterInput[]) => Contribution;
  readonly project: ProjectSupport;
}

/** One target of one host with the toolchain that was chosen for the adapter's kind of project. Everything is resolved: bases, options, target names, references. */
export interface AdapterInput extends ProjectTarget {
  readonly host: Host;
  readonly toolchain: ResolvedToolchain;
  readonly settings: Settings;
}

/** What building a project depends on: the target, and what starts its programs. */
export interface ProjectTarget {
  readonly target: Target;
  /** The target is the machine that builds: build scripts, code generators. */
  readonly isHost: boolean;
  /** What starts the target's programs: the host itself, a program of the shell (`wine-x86_64-pc-windows-gnu`), or nothing. */
  readonly runs: 'host' | { readonly command: string; readonly program: string } | undefined;
}

/** The tables of build systems in mkcross.toml, checked, with defaults. */
export interface Settings {
  readonly cargo: { readonly bindgen: boolean };
}

/** A toolchain for one target on one host. */
export interface ResolvedToolchain extends Omit<
  ToolchainBody,
  'env' | 'flags' | 'hosts' | 'package' | 'programs' | 'rust'
> {
  /** `plugin/toolchain`. */
  readonly ref: Ref;
  /**
   * What the names of its programs begin with: `x86_64-pc-windows-gnu-`, or `x86_64-pc-windows-gnu-rust-` where C projects have another
   * toolchain.
   */
  readonly prefix: string;
  /**
   * Names of programs on PATH, by what they do: `x86_64-pc-windows-gnu-gcc`. They already add the toolchain's flags, libraries and
   * launchers. `linker` is what rustc calls; without it, rustc brings a linker.
   */
  readonly programs: Readonly<Partial<Record<Role | 'linker', string>>>;
  readonly rustFlags: readonly Text<AdapterPlaceholder>[];
  /** Flags that only executables need, such as `-static`; the programs do not add them. */
  readonly executableFlags: readonly Text<AdapterPlaceholder>[];
  /** Its own libraries, then those that the user lists. The programs already add their folders; listed for pkg-config, rustc and `find_package`. */
  readonly libraries: readonly Ref[];
  /** Those of `libraries` that are folders of the user's project, whose paths may contain spaces. */
  readonly projectLibraries: readonly Ref[];
  readonly linkage: Linkage;
}

/** A place in a text of a contribution. */
export type AdapterPlaceholder =
  | LibraryPlaceholder
  | { readonly tool: Ref }
  | { readonly project: string }
  /** The path of a program of the shell, by its name on PATH. */
  | { readonly program: string }
  /** The path of a file of the contribution. */
  | { readonly file: string }
  /** The target that cargo builds where none is named; known when the shell is entered. */
  | { readonly defaultTarget: true };

/** What an adapter adds. Files and programs of one name must have one content. */
export interface Contribution {
  readonly env?: Readonly<Record<string, EnvEntry<AdapterPlaceholder>>>;
  readonly files?: Readonly<Record<string, Text<AdapterPlaceholder>>>;
  /** Programs on PATH: `x86_64-pc-windows-gnu-cmake`. */
  readonly programs?: Readonly<Record<string, Script<AdapterPlaceholder>>>;
  readonly hooks?: readonly Hook<AdapterPlaceholder>[];
}

/** How a project is recognised, built, tested and searched for programs: for `verify` and `init`. All paths are absolute. */
export interface ProjectSupport {
  /** Names of files, one of which is in the project's folder. The first is the one that `init` names. */
  readonly markers: readonly string[];
  /** Only where no other build system is recognised: a Makefile next to a Cargo.toml is a list of commands. */
  readonly fallback?: true;
  /** The commands that build the project, in order. */
  readonly build: (request: BuildRequest, files: Files) => Promise<readonly ProjectStep[]>;
  /** The commands that run its tests, after a build that succeeded; none where the project has no tests. */
  readonly test: (request: BuildRequest, built: BuildResult) => Promise<readonly ProjectStep[]>;
  /** The programs and libraries that the build has left, sorted by path. */
  readonly artifacts: (request: BuildRequest, built: BuildResult) => Promise<readonly Artifact[]>;
}

/** What to build. */
export interface BuildRequest {
  readonly input: ProjectTarget;
  /** The folder of the project. */
  readonly folder: string;
  /** A folder for what is built, of this project and target alone; it exists. Build systems that have one of their own (cargo) do not use it. */
  readonly output: string;
}

/** A command. Programs of the shell are named as on PATH. */
export interface ProjectStep {
  /** Unique in the project. */
  readonly name: string;
  /** `list` only prints what `artifacts` and `test` read. */
  readonly kind: 'build' | 'configure' | 'list' | 'test';
  readonly command: readonly [string, ...string[]];
  /** Where it runs; created if missing. Default: the folder of the project. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Files to write before it, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What is on disk. */
export interface Files {
  /** The text of a file; undefined if it does not exist. Bytes that are not UTF-8 become U+FFFD. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Paths of all files below a folder, sorted; empty if it does not exist. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** What the steps have printed and left. */
export interface BuildResult extends Files {
  /** Standard output of each step, by name. */
  readonly printed: Readonly<Record<string, string>>;
}

/** What a build has left. */
export interface Artifact {
  /** For people: "notes", "libnotes", "example greet", "tests of lib notes". */
  readonly name: string;
  readonly path: string;
  /** `test` is a program that tests, to be run to its end. */
  readonly kind: 'executable' | 'library' | 'test';
  /** Whether it may be run without having been asked for: a workspace's tools are not. */
  readonly run: boolean;
  /** Where it runs. */
  readonly folder: string;
}
