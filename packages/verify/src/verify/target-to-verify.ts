import type { RunStep } from '@mkcross/core';
import type { Expectation } from '@mkcross/inspect';

/** A target to verify, as the shell that is entered has it: every program by its path or name, no holes. */
export interface TargetToVerify {
  readonly triple: string;
  readonly builds: BuildSystems;
  /** What stands for `{target}`, `{zig-target}` and `{exe}` in `[verify]`. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly runs: Runs;
  readonly fixtures: readonly Fixture[];
  /** What the programs of this target should be; undefined if neither the target nor its plugins say anything. */
  readonly expected: Expectation | undefined;
  /** What else its results depend on: the plugins' data and the variables of the shell, by name. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How build systems build for a target here; those without an entry do not. */
export interface BuildSystems {
  readonly cargo?: true;
  /** Zig's name of the target, for `zig build -Dtarget=`. */
  readonly zig?: string;
  /** The program, with its first arguments, that configures a build for the target: `x86_64-linux-musl-zig-cmake`. */
  readonly cmake?: readonly [string, ...string[]];
  readonly meson?: readonly [string, ...string[]];
}

/** How programs of a target are started here: as they are, by a program before them, or not at all. */
export type Runs = { readonly by: 'itself' | 'nobody' } | { readonly by: 'runner'; readonly program: string };

/** A small program that shows whether a plugin's toolchain works. */
export interface Fixture {
  /** `rust-musl/hello`. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly artifact: string;
  readonly expected: Expectation | undefined;
  readonly runs: readonly Omit<RunStep, 'kind' | 'of'>[];
}

/** What `[verify]` of mkcross.toml says of the project. */
export interface VerifySettings {
  /** A line of bash that builds for a target, in place of the build systems that are found; it may hold placeholders. */
  readonly build?: string;
  /** Where that line leaves programs: patterns relative to the project, with placeholders. */
  readonly artifacts: readonly string[];
  /** Seconds that a build may take. @default 1800 */
  readonly buildLimit: number;
  /** Seconds that a program may run. @default 60 */
  readonly runLimit: number;
  /** How programs are run, by their names without `.exe`. */
  readonly run: Readonly<Record<string, ProgramRun>>;
}

/** How a program is run, and what it must do. */
export interface ProgramRun {
  readonly args: readonly string[];
  /** @default any, as long as the program starts and does not crash */
  readonly exitCode?: number;
  /** @default any */
  readonly stdout?: string;
  /** Whether it is run at all. */
  readonly skip: boolean;
}
