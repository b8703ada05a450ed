import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  runVerification,
  type Report,
  type TargetPlan,
  type VerifyEvent,
  type VerifyPlan,
  type VerifyWriter,
} from '@mkcross/verify';
import { execa } from 'execa';
import { cachedReports } from './cached-reports.ts';
import { sourcesHash } from './sources.ts';
import { endMarked, markVariable } from './started-processes.ts';
import { verifySystem } from './system.ts';

/** How a plan is carried out on this machine. */
export interface VerifyRequest {
  /** In its folder `.mkcross` is made, which holds logs and builds. */
  readonly plan: VerifyPlan;
  /** What writes below the project. */
  readonly writer: VerifyWriter;
  /** Where steps that passed are remembered: a folder of the user, whatever the project contains, and what writes there. */
  readonly passed: { readonly folder: string; readonly writer: VerifyWriter };
  /** The environment of the project's shell. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether what passed before is done again. */
  readonly fresh: boolean;
  /** Files, absolute, that are written with what is found: they are no sources, now and later. */
  readonly reports: readonly string[];
  /** How many builds, and how many programs, run at once. @default the number of processors */
  readonly jobs?: number;
  /** Ends everything that was started, and then the verification itself, whose report says so. */
  readonly signal: AbortSignal;
  readonly emit: (event: VerifyEvent) => void;
}

/** Carries out a plan on this machine. When it returns, nothing that it started is running. */
export async function verify(request: VerifyRequest): Promise<Report> {
  const { plan, writer, passed, jobs = availableParallelism(), env, fresh, signal, emit } = request;
  const { root } = plan;
  const mark = randomUUID();
  const state = join(root, '.mkcross', 'verify');
  await writer.makeFolder(state);
  try {
    return await runVerification(verifySystem(writer, passed), {
      plan,
      passed: passed.folder,
      fresh,
      signal,
      emit,
      jobs: Math.max(1, jobs),
      // Runners may keep what programs share running in between, like Wine its services: at the end, it is ended here.
      env: { ...env, [markVariable]: mark, MKCROSS_KEEP_SECONDS: '600' },
      sources: await sourcesHash(root, await cachedReports(state, root, request.reports, writer)),
      compilers: rustLibraries(request),
    });
  } finally {
    await endMarked(mark);
  }
}

/** What identifies Rust's compiler and its standard library for a target; the same for all where nothing is built with cargo. */
function rustLibraries({ plan, env }: VerifyRequest): (target: TargetPlan) => Promise<string> {
  let sysroot: Promise<string> | undefined;
  return async ({ triple, fixtures, projects }) => {
    const isRust =
      projects.some((project) => project.by === 'adapter' && project.adapter === 'cargo') ||
      fixtures.some(({ build }) => 'words' in build && build.words[0] === 'cargo');
    if (!isRust) return '';
    sysroot ??= execa('rustc', ['--print', 'sysroot'], { cwd: plan.root, env, extendEnv: false, reject: false }).then(
      ({ stdout }) => (typeof stdout === 'string' ? stdout : ''),
    );
    const rust = await sysroot;
    const places = [join(rust, 'bin', 'rustc'), join(rust, 'lib', 'rustlib', triple, 'lib')];
    const times = await Promise.all(places.map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs));
    return [rust, ...times].join(' ');
  };
}
