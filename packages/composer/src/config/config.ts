import type { Host, JsonObject, ProjectKind, Triple } from '@mkcross/core';

/** mkcross.toml, checked, with its defaults filled in. */
export interface Config {
  /** What the user lists: ids of mkcross' own plugins, names of packages, or JSON files of the project (`./targets/board.json`). */
  readonly plugins: readonly string[];
  /** Undefined where rust-toolchain.toml decides. */
  readonly targets: readonly Triple[] | undefined;
  readonly defaultTarget: DefaultTarget;
  /** The toolchain of every target that does not name its own, where it has one of this name. */
  readonly toolchain?: Wanted;
  /** The build system cargo, and the crates that build C. */
  readonly cargo: {
    /** Whether libclang is provided, for crates that use bindgen. */
    readonly bindgen: boolean;
  };
  readonly nix: {
    /** Flake reference of nixpkgs. */
    readonly nixpkgs: string;
    readonly systems: readonly Host[];
    /** Further packages of the shell, by attribute path. */
    readonly packages: readonly string[];
  };
  /** What holds where the machine's own toolchains are used, without Nix. */
  readonly host: {
    /** Whether tools that are missing are fetched, where that needs no root. */
    readonly fetch: boolean;
  };
  /** Variables of the whole shell. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings of single targets. */
  readonly target: Readonly<Record<string, TargetConfig>>;
  /** How the project itself is verified. */
  readonly verify: VerifyConfig;
  /** Options of single plugins, not yet checked against their schemas. */
  readonly plugin: Readonly<Record<string, JsonObject>>;
}

/** Settings of one target. */
export interface TargetConfig {
  /** Further Nix packages of the target's package set to link against, by attribute path. */
  readonly libraries: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The plugin whose runner starts its programs, where several offer. */
  readonly runner?: string;
  /** What programs must be, for `mkcross verify`; without it, what the target's plugins say. */
  readonly linkage?: Linkage;
  /** Whether `nix flake check` checks it; without it, it does. */
  readonly check?: boolean;
  readonly toolchain?: Wanted;
}

/**
 * `toolchain` in mkcross.toml: a plugin (`zig-cc`), a toolchain's name (`zig`) or both (`rust-mingw/gcc-dll`); one for all kinds of project,
 * or one for each: `{ rust = "rust-mingw/zig", c = "zig-cc" }`.
 */
export type Wanted = string | Readonly<Partial<Record<ProjectKind, string>>>;

/** What a program needs: `static` nothing, `system` what every machine of its system has, `dynamic` libraries, or `any`. */
export type Linkage = 'any' | 'dynamic' | 'static' | 'static-pie' | 'system';

/** How `mkcross verify` builds and runs the project; limits in seconds. */
export interface VerifyConfig {
  /** A line of bash that builds for `{target}`, Zig's `{zig-target}`; without it, the build systems that are found do. */
  readonly build?: string;
  /** Patterns of the programs that it leaves, relative to the project, with `{target}`, `{zig-target}`, `{exe}`. */
  readonly artifacts: readonly string[];
  readonly buildLimit: number;
  readonly runLimit: number;
  /** By the names of programs without `.exe`. */
  readonly run: Readonly<Record<string, VerifyRunConfig>>;
}

/** How one program is run, and what it must do; what is left out may be anything, short of a crash. */
export interface VerifyRunConfig {
  readonly args: readonly string[];
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly skip: boolean;
}

/** What cargo builds where no target is named: the first of rust-toolchain.toml, nothing in particular (false), or a triple. */
export type DefaultTarget = Triple | 'first' | false;
