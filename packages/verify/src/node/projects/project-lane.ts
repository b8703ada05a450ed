import { mkdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import { diagnoseBuild } from '../diagnose-build.ts';
import { proveAndRun, runsOf } from '../program-steps.ts';
import type { Artifact } from '../stamps.ts';
import { doStep, startCommand, type StepResult } from '../step.ts';
import type { Lane } from '../verification.ts';
import { verifyFindings as findings } from '../../findings/verify-findings.ts';

/** A command of a project's build. */
export interface BuildCommand {
  /** `build`, `configure`. */
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Words behind it that change nothing of what it does. */
  readonly further?: readonly string[];
  /** What must not be done at the same time: cargo's folder. */
  readonly lock: string;
  readonly onLine?: (line: string) => void;
  /** The programs that it left; undefined where it leaves none, and none are missed. */
  readonly artifacts?: () => Promise<readonly Artifact[]>;
}

/** Runs a command of a build in the project, and finds what it left. */
export function buildStep(lane: Lane, build: BuildCommand): Promise<StepResult> {
  const { verification, target } = lane;
  const { root, settings, sources, alone } = verification;
  const { command, further = [], onLine } = build;
  const limit = settings.buildLimit;
  return doStep(lane, {
    name: build.name,
    kind: 'build',
    command,
    key: [sources, settings],
    logs: true,
    work: async (job) => {
      const request = { folder: root, job, limit, ...(onLine === undefined ? {} : { onLine }) };
      const result = await alone(build.lock, () => startCommand(lane, 'build', [...command, ...further], request));
      const about = { triple: target.triple, command, log: relative(root, job.log), folder: root, limit };
      if (result.ended.by === 'stopped') return { status: 'stopped', findings: diagnoseBuild(about, result) };
      if (result.ended.by !== 'code' || result.ended.code !== 0)
        return { status: 'failed', findings: diagnoseBuild(about, result), tail: result.tail };
      const artifacts = await build.artifacts?.();
      return artifacts?.length === 0
        ? { status: 'failed', findings: [findings.ARTIFACT_MISSING({ wanted: wanted(lane) })] }
        : { status: 'passed', artifacts: artifacts ?? [] };
    },
  });
}

const wanted = ({ name, verification }: Lane) =>
  name === 'verify.build' ? verification.settings.artifacts.join(', ') : 'its build system names none';

/** Proves and runs what a build left. */
export async function programsOf(lane: Lane, { artifacts }: StepResult): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const artifact of artifacts)
    reports.push(...(await proveAndRun(lane, artifact, lane.target.expected, runsOf(lane, artifact))));
  return reports;
}

/** Whether a step let those after it go on. */
export const isDone = ({ report }: StepResult): boolean => report.status === 'passed' || report.status === 'unchanged';

/** A folder of ours for what a build system builds for a target; it is made. */
export async function buildFolder({ verification, target }: Lane, system: string): Promise<string> {
  const folder = join(verification.state, system, target.triple);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** The program of a path, if it is there: its name without `.exe`. */
export async function programAt(path: string, folder: string): Promise<readonly Artifact[]> {
  const isThere = (await stat(path).catch(() => undefined))?.isFile() === true;
  return isThere ? [{ name: programName(path), path, folder, role: 'program' }] : [];
}

/** `build/app.exe` to `app`. */
export const programName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.exe$/, '');
