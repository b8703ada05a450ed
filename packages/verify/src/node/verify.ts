import { randomUUID } from 'node:crypto';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import pLimit from 'p-limit';
import { reportOf, verdictOf, type VerifyEvent } from '../report/report.ts';
import { type Report, type StepReport } from '../report/report-schema.ts';
import type { TargetToVerify, VerifySettings } from '../verify/target-to-verify.ts';
import { verifyFixture } from './fixture-lane.ts';
import { findProjects, type ProjectToVerify } from './projects/find-projects.ts';
import { endMarked, markVariable } from './run/started-processes.ts';
import { knownReports } from './known-reports.ts';
import { sourcesHash } from './sources.ts';
import { hashOf, stampsIn } from './stamps.ts';
import type { Lane, Verification } from './verification.ts';

/** What is verified, and how. */
export interface VerifyRequest {
  /** The project's folder, absolute. `.mkcross` is made in it, and holds logs, builds and what passed. */
  readonly root: string;
  readonly targets: readonly TargetToVerify[];
  readonly settings: VerifySettings;
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

/**
 * Verifies targets side by side: builds, proves and runs the plugins' fixtures and the project itself. What goes wrong
 * with one target hides nothing of another. When it returns, nothing that it started is running.
 */
export async function verify(request: VerifyRequest): Promise<Report> {
  const start = performance.now();
  const mark = randomUUID();
  const state = join(request.root, '.mkcross', 'verify');
  await mkdir(state, { recursive: true });
  await writeFile(join(request.root, '.mkcross', '.gitignore'), '*\n');
  const jobs = Math.max(1, request.jobs ?? availableParallelism());
  const slots = { build: pLimit(jobs), run: pLimit(jobs) };
  const locks = new Map<string, ReturnType<typeof pLimit>>();
  const { root, settings, fresh, signal, emit } = request;
  const verification: Verification = {
    root,
    state,
    settings,
    fresh,
    signal,
    emit,
    stamps: stampsIn(join(state, 'passed')),
    slot: (kind, work) => slots[kind](work),
    alone: (name, work) => {
      const lock = locks.get(name) ?? pLimit(1);
      locks.set(name, lock);
      return lock(work);
    },
    // Runners may keep what programs share running in between, like Wine its services: at the end, we end it.
    env: { ...request.env, [markVariable]: mark, MKCROSS_KEEP_SECONDS: '600' },
    sources: await sourcesHash(root, await knownReports(state, root, request.reports)),
    toolchain: toolchainHash(request),
  };
  emit({ event: 'start', targets: request.targets.map(({ triple }) => triple) });
  const projects = await findProjects(verification);
  try {
    const targets = await Promise.all(
      request.targets.map(async (target) => {
        const steps = await verifyTarget(verification, target, projects);
        const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
        return { target: target.triple, verdict: verdictOf(steps), seconds, steps };
      }),
    );
    const report = reportOf(targets, (performance.now() - start) / 1000);
    emit({ event: 'end', report });
    return report;
  } finally {
    await endMarked(mark);
  }
}

async function verifyTarget(
  verification: Verification,
  target: TargetToVerify,
  projects: readonly ProjectToVerify[],
): Promise<readonly StepReport[]> {
  const lane = (of: Lane['of'], name: string): Lane => ({ verification, target, of, name });
  const lanes = [
    ...target.fixtures.map((fixture) => verifyFixture(lane('fixture', fixture.name), fixture)),
    ...projects.map((project) => project.verify(lane('project', project.name))),
  ];
  return (await Promise.all(lanes)).flat();
}

/** What identifies the compilers of a target: the programs on PATH and those that variables name, and Rust's own library. */
function toolchainHash({ env, root }: VerifyRequest): (target: TargetToVerify) => Promise<string> {
  let sysroot: Promise<string> | undefined;
  return async ({ triple, environment, fixtures, builds }) => {
    sysroot ??=
      builds.cargo === true
        ? execa('rustc', ['--print', 'sysroot'], { cwd: root, env, extendEnv: false, reject: false }).then(
            ({ stdout }) => (typeof stdout === 'string' ? stdout : ''),
          )
        : Promise.resolve('');
    const rust = await sysroot;
    const commands = new Set(fixtures.map(({ command }) => command[0] ?? ''));
    const paths = [
      ...[...commands].flatMap((command) => placesOf(command, env['PATH'] ?? '')),
      ...Object.values(environment).filter((value) => value.startsWith('/') && !/[\s:]/.test(value)),
      ...(rust === '' ? [] : [join(rust, 'bin', 'rustc')]),
    ];
    const std =
      rust === '' ? undefined : await stat(join(rust, 'lib', 'rustlib', triple, 'lib')).catch(() => undefined);
    return hashOf([await Promise.all(paths.map(identity)), std?.mtimeMs]);
  };
}

/** Where a command may be. */
const placesOf = (command: string, path: string): readonly string[] =>
  command.includes('/') ? [command] : path.split(':').map((folder) => join(folder, command));

/** What tells a program from another at its path. Folders, such as Wine's prefix, come and change while programs run. */
async function identity(path: string): Promise<readonly string[]> {
  const status = await stat(path, { bigint: true }).catch(() => undefined);
  if (status?.isFile() !== true) return [path];
  return [path, await realpath(path), String(status.size), String(status.mtimeNs)];
}
