/**
 * The contract between mkcross and its plugins.
 *
 * A plugin is data. It names the tools and libraries that a target needs once, for Nix and for machines without Nix,
 * and says what they contribute to a shell: inputs, environment, hooks, runners, and what must be seen before a target
 * counts as working. It is equal to itself after `JSON.parse(JSON.stringify(plugin))`, apart from {@link ToolchainPlugin.refine}.
 * It never quotes and never writes Nix: text with holes goes in, each renderer fills and escapes for its own world.
 */
import type { JsonObject, JsonSchema } from './json.ts';
import type { HostSystem, Triple } from './target.ts';

/** The version of this contract. Additive optional fields do not raise it. */
export const API_VERSION = 1;

/** A toolchain plugin: one npm package, one id. */
export interface ToolchainPlugin {
  /** The contract it was written for. A composer takes its own number and the one before. */
  readonly apiVersion: typeof API_VERSION;
  readonly meta: PluginMeta;
  /** The plugins it builds on, as `plugins` of mkcross.toml names them. They are enabled with it. */
  readonly requires?: readonly string[];
  /** What its table `[plugin.<id>]` in mkcross.toml may hold; without it, the table must be empty. */
  readonly options?: JsonSchema;
  /** The programs it needs, by the name its holes use: `cc`. */
  readonly tools?: Readonly<Record<string, Tool>>;
  /** The directories of headers and archives it needs, by the name its holes use: `pthreads`. */
  readonly libraries?: Readonly<Record<string, Library>>;
  /** Added once, whatever the targets. */
  readonly shell?: Contribution;
  /** The machines that `shell` is for; on others it is left out, and mkcross says so. @default all */
  readonly hosts?: readonly [HostSystem, ...HostSystem[]];
  /** Added for each of these that is selected, and for the one that is the host itself; `[]` for a runner. */
  readonly targets: readonly TargetSupport[];
  /** How it starts programs of targets that other plugins build. */
  readonly runners?: readonly RunnerOffer[];
  /**
   * Fits a contribution to the project's configuration: called once for `shell` and once for each selected target,
   * with validated options. Pure: same input, same output, its arguments untouched.
   */
  readonly refine?: (contribution: Contribution, context: RefineContext) => Fitted;
}

/** Who the plugin is. */
export interface PluginMeta {
  /** Its name in `plugins` of mkcross.toml: the last part of the package's name, without `mkcross-plugin-`. */
  readonly id: string;
  /** The npm package that holds it, for messages that name what to install. */
  readonly package: string;
  /** One sentence: what a user gets. */
  readonly summary: string;
  readonly docs?: string;
}

/** What a plugin adds to a shell. */
export interface Contribution {
  readonly inputs?: Inputs;
  readonly env?: Env;
  readonly hooks?: readonly ShellHook[];
}

/** What must be there. Names are those of the plugin's own `tools`. */
export interface Inputs {
  /**
   * Tools whose packages become inputs of the Nix shell. Never a cross compiler: as input its setup hooks leak flags
   * into the host's compiler and the other targets' (docs/design.md, "Compilers are not inputs").
   */
  readonly packages?: readonly string[];
  /** Tools whose folders are appended to PATH, and nothing else. */
  readonly path?: readonly string[];
  /** Programs of the plugin's own, put on PATH under their names. */
  readonly scripts?: readonly Script[];
  /** Further flake inputs, by name; each follows the project's nixpkgs unless `follows` is false. */
  readonly flakes?: Readonly<Record<string, FlakeInput>>;
}

/** A flake that a plugin takes packages from. */
export interface FlakeInput {
  readonly url: string;
  /** Whether the input's own `nixpkgs` is the project's. */
  readonly follows: boolean;
}

/** Variables by name. */
export type Env = Readonly<Record<string, EnvEntry>>;

/** One variable. Its kind is how it merges with what others say. */
export type EnvEntry = ScalarEntry | ListEntry;

/**
 * A single value. Two `set`s to different values are a conflict; `default` gives way to any `set`, and to what the
 * user's own environment holds when the shell is entered.
 */
export interface ScalarEntry {
  readonly kind: 'default' | 'set';
  readonly value: Value;
  /** Why it is there, for `mkcross explain` and the docs. */
  readonly why: string;
}

/** Values added before or after what is there. Several plugins' values are joined in the order of their ids. */
export interface ListEntry {
  readonly kind: 'append' | 'prepend';
  readonly values: readonly Value[];
  readonly separator: ' ' | ':' | ';';
  readonly why: string;
}

/** Text with holes. */
export type Value = string | readonly (string | Hole)[];

/** A place in a value that each renderer fills in its own way. */
export type Hole = DefaultTargetHole | LibraryHole | ProjectHole | RunnerHole | ScriptHole | TextHole | ToolHole;

/** The absolute path of a tool's program. */
export interface ToolHole {
  readonly tool: string;
}

/** The absolute path of a library's directory. */
export interface LibraryHole {
  readonly library: string;
  readonly dir: LibraryDir;
}

/** The absolute path of a file or folder below the project's root; `''` is the root. */
export interface ProjectHole {
  readonly project: string;
}

/**
 * The triple that is built when none is named: the first target of rust-toolchain.toml, read when the shell is entered,
 * or what `default-target` says; in a shell of one target, that one. An entry with this hole is left out where
 * `default-target` is false.
 */
export interface DefaultTargetHole {
  readonly target: 'default';
}

/** The absolute path of the script that runs a target's programs. An entry with this hole is left out where nobody offers one. */
export interface RunnerHole {
  readonly runner: Triple;
}

/** The absolute path of one of the plugin's own scripts, by its name. */
export interface ScriptHole {
  readonly script: string;
}

/** The absolute path of a generated text file. */
export interface TextHole {
  readonly text: TextFile;
}

/** A file that the shell carries. Two files of one name must have one content. */
export interface TextFile {
  readonly name: string;
  readonly content: Value;
}

/** A program in bash. Its values arrive as variables of these names, so the body is plain text without holes. */
export interface Script {
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  /** Bash, without a shebang. */
  readonly body: string;
}

/** What of a library: archives, headers, `.pc` files, or DLLs. */
export type LibraryDir = 'bin' | 'include' | 'lib' | 'pkgconfig';

/** Bash that runs when the shell is entered, with `values` as variables of its own. */
export interface ShellHook {
  readonly id: string;
  /** `environment` comes before `toolchain`, that before `greeting`; within a stage, by plugin id and then as listed. */
  readonly stage: HookStage;
  readonly values: Readonly<Record<string, Value>>;
  readonly body: string;
  readonly why: string;
  /**
   * Paths in the project of what it reads and leaves. Where mkcross runs hooks itself, before each command, it leaves this one out as long
   * as all of them are as they were after it ran. @default it runs each time, as in Nix
   */
  readonly once?: readonly [string, ...string[]];
}

/** When a hook runs. */
export type HookStage = 'environment' | 'greeting' | 'toolchain';

/** A program, named once for both worlds. */
export interface Tool {
  /** What it is for. */
  readonly why: string;
  readonly nix: NixTool;
  readonly host: HostTool;
}

/** A program of a Nix package. */
export interface NixTool {
  readonly package: NixPackage;
  /** Its name in the package's `bin`; `prefixed` is preceded by the package's own `targetPrefix`, as cross compilers' are. */
  readonly program: string | { readonly prefixed: string };
}

/** A Nix package: where each nixpkgs from 24.11 to unstable has it. */
export interface NixPackage {
  /** The cross package set it is taken from, by the triple that set builds for; without it, nixpkgs itself. */
  readonly set?: Triple;
  /** The flake input it is taken from, below `packages.<system>`; without it, nixpkgs. */
  readonly flake?: string;
  /** Its attribute path there; the first that exists is taken. */
  readonly attr: readonly [string, ...string[]];
  /** Where older nixpkgs have it, for names that exist in old and new but mean different things. */
  readonly before?: { readonly version: string; readonly attr: string };
}

/** Where a machine without Nix has a program. */
export interface HostTool {
  /** What to look for on PATH, the best first. */
  readonly commands: readonly [HostCommand, ...HostCommand[]];
  /** How to ask its version, and which one will do. */
  readonly version?: VersionProbe;
  readonly install: InstallHints;
  /** Programs beside it that must be found before others of their names: rustup's `cargo`. */
  readonly brings?: readonly string[];
  /** That few projects need it: where it is missing, a program in its place says how to install it. @default every project needs it */
  readonly optional?: true;
  /** What `mkcross doctor` looks for in it. */
  readonly faults?: readonly ToolFault[];
  /** What to do where no package manager has it, as a sentence. */
  readonly instead?: string;
  /** How it can be had without root. */
  readonly provision?: Provision;
}

/** A program's name on PATH; one with `wrapper` is only called through that bash, which finds its path in `$program`. */
export type HostCommand = string | { readonly command: string; readonly wrapper: string; readonly why: string };

/** How a program tells its version: the first match of `pattern` (one group) in what `args` print. */
export interface VersionProbe {
  readonly args: readonly string[];
  readonly pattern: string;
  /** What the version must begin with, part by part: `0.15`. @default any version will do */
  readonly series?: string;
  /** The oldest version that serves everybody, and what older ones lack; `mkcross doctor` tells. */
  readonly oldest?: { readonly version: string; readonly why: string };
}

/** A fault of some programs of a name, which they tell themselves: what `args` print matches `pattern`. */
export interface ToolFault {
  readonly args: readonly string[];
  readonly pattern: string;
  readonly why: string;
  /** What to do about it, as a sentence. */
  readonly mend: string;
}

/** A package of PyPI's whose wheels hold a program that needs no Python. */
export interface Provision {
  readonly pypi: string;
  /** Where a wheel has the program, relative to where wheels are unpacked: `ziglang/zig`; `scripts/…` are its scripts. */
  readonly program: string;
}

/** The package that holds it, by package manager. */
export type InstallHints = Readonly<Partial<Record<PackageManager, string>>>;

/** Package managers that hints are given for. */
export type PackageManager = 'apk' | 'apt' | 'brew' | 'dnf' | 'pacman' | 'pip' | 'zypper';

/** Directories of headers and archives, named once for both worlds. */
export interface Library {
  readonly why: string;
  readonly nix: NixLibrary;
  readonly host: HostLibrary;
}

/** A library of a Nix package. */
export interface NixLibrary {
  readonly package: NixPackage;
  /**
   * Where its directories are, for packages that lay them out in a way of their own.
   * @default lib in output `lib`, include and lib/pkgconfig in output `dev`, bin in output `bin`
   */
  readonly dirs?: Readonly<Partial<Record<LibraryDir, NixDir>>>;
}

/** A folder of one output of a package. */
export interface NixDir {
  readonly output: 'bin' | 'dev' | 'lib' | 'out';
  readonly path: string;
}

/** Where a machine without Nix has a library's directories: candidates, the first that exists is taken. */
export interface HostLibrary {
  readonly dirs: Readonly<Partial<Record<LibraryDir, readonly string[]>>>;
  readonly install: InstallHints;
  /**
   * Archives without members that stand in for it where the machine's compiler does without: a linker that is told to
   * link them finds them. Its folders are then mkcross' own.
   */
  readonly standIn?: readonly [string, ...string[]];
}

/** A target that the plugin builds for. */
export interface TargetSupport extends Contribution {
  readonly triple: Triple;
  /** The machines it can be built on. @default all */
  readonly hosts?: readonly [HostSystem, ...HostSystem[]];
  /** Whether the machine that builds it also runs its programs, without help. @default none: someone must offer a runner */
  readonly runsOn?: readonly HostSystem[];
  /** That the plugin brings a C compiler, and the C runtime that its objects are made for: those of two do not link. */
  readonly c?: { readonly runtime: 'glibc' | 'msvcrt' | 'musl' | 'ucrt' };
  /** Folders of shared libraries that its programs need when they run, for its runner's search path. */
  readonly runtime?: readonly LibraryHole[];
  /** What must be seen before the target counts as working. */
  readonly verification: readonly [VerifyStep, ...VerifyStep[]];
}

/** A way to start programs of targets that other plugins build. */
export interface RunnerOffer {
  /** The targets it runs. */
  readonly runs: { readonly os: string; readonly arch: readonly [string, ...string[]] };
  /** The machines it does so on. @default all */
  readonly hosts?: readonly [HostSystem, ...HostSystem[]];
  /** Gets the program and its arguments as its own. The target's `runtime` folders arrive in `$MKCROSS_RUNTIME_PATH`, joined by colons. */
  readonly script: Script;
  readonly why: string;
}

/** One thing that must be seen. */
export type VerifyStep = ArtifactStep | BuildStep | RunStep;

/** A fixture, carried as data, is built: `files` are written to an empty folder, `command` is run there. */
export interface BuildStep {
  readonly kind: 'build';
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly [Value, ...Value[]];
  /** What it leaves, relative to the folder. */
  readonly artifact: string;
}

/** What the headers of a built artifact must say. */
export interface ArtifactStep {
  readonly kind: 'artifact';
  /** Id of the build step. */
  readonly of: string;
  readonly format: 'elf' | 'macho' | 'pe' | 'wasm';
  readonly arch: string;
  /** `static`: no interpreter and no needed library. `system`: only libraries that every machine of that system has. */
  readonly linkage: 'dynamic' | 'static' | 'system';
}

/** What the built program must do, started through the target's runner. */
export interface RunStep {
  readonly kind: 'run';
  readonly of: string;
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly stdout: string;
}

/**
 * What {@link ToolchainPlugin.refine} returns: a contribution, and of a target also what depends on how it is built; without
 * that, it is as {@link TargetSupport} says.
 */
export type Fitted = Contribution & Partial<Pick<TargetSupport, 'c' | 'runtime' | 'verification'>>;

/** What {@link ToolchainPlugin.refine} is told. */
export interface RefineContext {
  /** The target whose contribution it is; undefined for `shell`. */
  readonly target?: Triple;
  /** The plugin's table in mkcross.toml, validated, defaults filled in. */
  readonly options: JsonObject;
  /**
   * The plugin whose C compiler `cc` in [target.<triple>] of mkcross.toml gives the place of every other; undefined
   * where each plugin keeps its own.
   */
  readonly cc?: string;
  /** The machines that the contribution is for; sorted. */
  readonly systems: readonly HostSystem[];
  /** The ids of the project’s plugins, this one among them; sorted. */
  readonly plugins: readonly string[];
  /** The targets of the project’s shells; sorted. */
  readonly targets: readonly Triple[];
  /** Names of the further libraries that mkcross.toml lists for this target; each can stand in a {@link LibraryHole}. */
  readonly libraries: readonly string[];
}
