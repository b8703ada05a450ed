import type { Adapter, ProjectTarget } from '@mkcross/build-systems';
import type { Finding, Run, Triple } from '@mkcross/core';
import type { Expectation } from '@mkcross/inspect';

/** What is verified: plain data, with every placeholder filled in. */
export interface VerifyPlan {
  /** The folder of the project, absolute. */
  readonly root: string;
  readonly targets: readonly TargetPlan[];
  readonly settings: VerifySettings;
}

/** What is verified of one target. */
export interface TargetPlan {
  readonly triple: Triple;
  readonly starts: Starts;
  readonly fixtures: readonly FixturePlan[];
  readonly projects: readonly ProjectPlan[];
  /** What all of its results depend on: variables, programs and files of the shell, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute paths of the programs that build for it: a different file at such a path is a different compiler. */
  readonly tools: readonly string[];
  /** The absolute paths of the shell's own programs, by their names on PATH; null where the shell lacks one that it should have. */
  readonly programs: Readonly<Record<string, string | null>>;
}

/** What starts the programs of a target: the machine itself, a runner, or nothing. Findings: the shell lacks the runner. */
export type Starts =
  | { readonly by: 'host' | 'nothing' }
  | { readonly by: 'missing'; readonly found: readonly Finding[] }
  | { readonly by: 'runner'; readonly program: string };

/** A command: its words for people, and the absolute path of the program that is started. */
export interface PlannedCommand {
  readonly words: readonly [string, ...string[]];
  readonly program: string;
}

/** A small project that a plugin or mkcross brings. */
export interface FixturePlan {
  /** `rust-musl/rust`: owner and id. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The command that builds it in a folder with its files, or why there is none; `skipped`: for want of a tool that is optional. */
  readonly build: PlannedCommand | { readonly found: readonly Finding[] } | { readonly skipped: readonly Finding[] };
  /** What it leaves, below its folder. */
  readonly artifact: string;
  readonly expected: Expectation;
  readonly runs: readonly Run[];
}

/** A way in which the project itself is built for a target. */
export type ProjectPlan =
  | { readonly by: 'custom'; readonly build: CustomBuild; readonly expected: Expectation }
  | {
      readonly by: 'adapter';
      readonly adapter: Adapter['id'];
      readonly target: ProjectTarget;
      readonly toolchain: string;
      readonly expected: Expectation;
    }
  | { readonly by: 'none'; readonly name: string; readonly found: readonly Finding[] };

/** `build` and `artifacts` of `[verify]`, with their placeholders filled in. */
export interface CustomBuild {
  /** A line of bash. */
  readonly line: string;
  /** Patterns relative to the project. */
  readonly artifacts: readonly string[];
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
  /** How programs are run, by their names without the suffix of executables. */
  readonly run: Readonly<Record<string, ProgramRun>>;
}

/** How a program of the project is run, and what it must do. */
export interface ProgramRun {
  readonly args: readonly string[];
  /** @default any, as long as the program starts and does not crash */
  readonly exitCode?: number;
  /** @default any */
  readonly stdout?: string;
  /** Whether it is left out. */
  readonly skip: boolean;
}
