import type { TargetPlan, VerifySettings } from '../plan/plan.ts';
import type { VerifyEvent } from '../report/report.ts';
import type { StepReport } from '../report/report-schema.ts';
import type { StepCache } from './step-cache.ts';
import type { StopSignal, VerifySystem } from './system.ts';

/** What the steps of a verification share. */
export interface Verification {
  readonly system: VerifySystem;
  /** The project. */
  readonly root: string;
  /** Where logs and mkcross' own builds are: `.mkcross/verify` of the project. */
  readonly state: string;
  readonly settings: VerifySettings;
  /** Whether what passed before is done again. */
  readonly fresh: boolean;
  readonly signal: StopSignal;
  readonly emit: (event: VerifyEvent) => void;
  readonly cache: StepCache;
  /** Does a piece of work when a job is free. Programs never wait for builds, which take minutes: each kind has jobs of its own. */
  readonly slot: <T>(kind: 'build' | 'run', work: () => Promise<T>) => Promise<T>;
  /** Does a piece of work while nothing else with this name is done: cargo locks its folder. */
  readonly mutex: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** The environment of all that is started. */
  readonly env: Readonly<Record<string, string>>;
  /** A hash of the project's sources. */
  readonly sources: string;
  /** Identifies the compilers of a target: a different one has a different text. */
  readonly toolchain: (target: TargetPlan) => Promise<string>;
}

/** A series of steps of one target, one after another. */
export interface TargetRun {
  readonly verification: Verification;
  readonly target: TargetPlan;
  readonly of: StepReport['of'];
  /** Of the fixture or build system: `rust-musl/hello`, `cargo`. */
  readonly name: string;
}
