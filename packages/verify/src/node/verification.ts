import type { ProgramRun, TargetToVerify, VerifySettings } from '../verify/target-to-verify.ts';
import type { VerifyEvent } from '../report/report.ts';
import type { StepReport } from '../report/report-schema.ts';
import type { Stamps } from './stamps.ts';

/** What a verification works with. */
export interface Verification {
  /** The project. */
  readonly root: string;
  /** Where logs, stamps and builds of ours are kept: `.mkcross/verify` of the project. */
  readonly state: string;
  readonly settings: VerifySettings;
  /** Whether what passed before is done again. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly emit: (event: VerifyEvent) => void;
  readonly stamps: Stamps;
  /** Does a piece of work when a job is free. Programs never wait for builds, which take minutes: each kind has jobs of its own. */
  readonly slot: <T>(kind: 'build' | 'run', work: () => Promise<T>) => Promise<T>;
  /** Does a piece of work while nothing else with this name is done: cargo locks its folder. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** The environment of all that is started. */
  readonly env: Readonly<Record<string, string>>;
  /** What every key holds: the compiler's identity, sources. */
  readonly sources: string;
  readonly toolchain: (target: TargetToVerify) => Promise<string>;
}

/** A series of steps about one target, one after another. */
export interface Lane {
  readonly verification: Verification;
  readonly target: TargetToVerify;
  readonly of: StepReport['of'];
  /** Of the fixture or build system: `rust-musl/hello`, `cargo`. */
  readonly name: string;
}

/** How a program is run where mkcross.toml does not say. */
export const plainRun: ProgramRun = { args: [], skip: false };
