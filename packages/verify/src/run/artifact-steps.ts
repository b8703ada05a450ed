import type { Artifact } from '@mkcross/build-systems';
import type { Finding, Run } from '@mkcross/core';
import { check, type Expectation } from '@mkcross/inspect';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { libraryExpectation } from '../plan/expectation.ts';
import type { ProgramRun, VerifySettings } from '../plan/plan.ts';
import type { StepReport } from '../report/report-schema.ts';
import { contentHash } from './content-hash.ts';
import { diagnoseRun } from './diagnose-run.ts';
import { below, doStep, startCommand, stopped, type Job, type StepOutcome } from './step.ts';
import type { TargetRun } from './verification.ts';

/** Checks that the headers of a binary are as expected, and runs it. */
export async function checkAndRun(
  run: TargetRun,
  artifact: Artifact,
  expected: Expectation,
  runs: readonly Run[],
): Promise<readonly StepReport[]> {
  const content = await contentHash(run.verification, artifact.path);
  const reports = [await checkHeaders(run, artifact, expected, content)];
  for (const [index, one] of runs.entries())
    reports.push(await runProgram(run, artifact, one, content, runs.length > 1 ? ` ${index + 1}` : ''));
  return reports;
}

/** Checks and runs what a build of the project left. Libraries, and programs that nobody asked to run, are only checked. */
export async function checkArtifacts(
  run: TargetRun,
  artifacts: readonly Artifact[],
  expected: Expectation,
): Promise<readonly StepReport[]> {
  const { settings } = run.verification;
  const own = artifacts.map(({ path }) => baseName(path)).filter((name) => /\.dll$/i.test(name));
  // Programs for Windows may load the DLLs that are built with them.
  const allowing = own.length === 0 || expected.linkage === undefined ? expected : { ...expected, libraries: own };
  const reports: StepReport[] = [];
  for (const artifact of uniqueNames(artifacts))
    reports.push(...(await checkAndRun(run, artifact, allowing, runsOf(settings, artifact))));
  return reports;
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Artifacts of one name (`libnotes.a`, `libnotes.so`) get their files' names too. */
function uniqueNames(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts.map((artifact) => {
    const isUnique = artifacts.filter(({ name }) => name === artifact.name).length === 1;
    return isUnique
      ? artifact
      : { ...artifact, name: `${artifact.name} (${artifact.path.split('/').slice(-2).join('/')})` };
  });
}

/**
 * How an artifact of the project is run: tests to their end, programs as mkcross.toml says. Those that the build system does not run by
 * default, such as the tools of a workspace, only if mkcross.toml names them.
 */
function runsOf({ run }: Pick<VerifySettings, 'run'>, artifact: Artifact): readonly Run[] {
  if (artifact.kind === 'library') return [];
  const said: ProgramRun | undefined = Object.hasOwn(run, artifact.name) ? run[artifact.name] : undefined;
  if (said?.skip === true || (said === undefined && !artifact.run)) return [];
  if (artifact.kind === 'test') return [{ exitCode: 0 }];
  if (said === undefined) return [{}];
  const { skip: _skip, ...wanted } = said;
  return [wanted];
}

async function checkHeaders(
  run: TargetRun,
  artifact: Artifact,
  expected: Expectation,
  content: string,
): Promise<StepReport> {
  const { root, system } = run.verification;
  const { report } = await doStep(run, {
    name: `check ${artifact.name}`,
    kind: 'check',
    key: [content, artifact.kind, expected],
    work: () => {
      const found = system.inspect(artifact.path, below(root, artifact.path));
      const wanted = artifact.kind === 'library' ? libraryExpectation(expected, found) : expected;
      const all: readonly Finding[] = [...found.findings, ...check(found, wanted)];
      const failed = all.some(({ severity }) => severity === 'error');
      const what = [found.format, found.arch, found.kind, found.linkage].filter((part) => part !== null).join(', ');
      return Promise.resolve({
        status: failed ? 'failed' : 'passed',
        evidence: [what, ...found.evidence],
        findings: all,
      });
    },
  });
  return report;
}

async function runProgram(
  run: TargetRun,
  artifact: Artifact,
  wanted: Run,
  content: string,
  suffix: string,
): Promise<StepReport> {
  const { starts, triple } = run.target;
  const { system, settings } = run.verification;
  // A runner that does not run the program knows neither the word nor, if it repeats its arguments, the word backwards.
  const told = withToken(wanted, system.randomWord());
  const words = [...(starts.by === 'runner' ? [starts.program] : []), artifact.path, ...(told.args ?? [])];
  const head = { name: `run ${artifact.name}${suffix}`, kind: 'run', command: words } as const;
  const { report } = await doStep(run, {
    ...head,
    key: [content, wanted, starts, settings.runLimit],
    logs: starts.by === 'host' || starts.by === 'runner',
    work: (job) => {
      if (starts.by === 'nothing')
        return Promise.resolve({ status: 'skipped', findings: [findings.RUNNER_MISSING({ triple })] });
      if (starts.by === 'missing') return Promise.resolve({ status: 'failed', findings: starts.found });
      return startProgram(run, artifact, told, words, job);
    },
  });
  return report;
}

async function startProgram(
  run: TargetRun,
  artifact: Artifact,
  told: Run,
  words: readonly string[],
  job: Job,
): Promise<StepOutcome> {
  const { root, settings } = run.verification;
  const limit = settings.runLimit;
  const [program = '', ...args] = words;
  const result = await startCommand(run, 'run', job, {
    program,
    args,
    folder: artifact.folder,
    limit,
    ...(told.stdin === undefined ? {} : { input: told.stdin }),
    ...(told.env === undefined ? {} : { env: told.env }),
  });
  if (result.ended.by === 'stopped') return stopped;
  const isOpen = result.ended.by === 'limit' && told.exitCode === undefined && artifact.kind === 'executable';
  // A program of which nothing is said may be a server: it started, and that is what is asked.
  if (isOpen) return { status: 'passed', evidence: [`it was still running after ${limit} seconds`] };
  const about = { program: below(root, artifact.path), command: words, expected: told, limit };
  const wrong = diagnoseRun(about, result);
  const code = result.ended.by === 'code' ? [`it ended with ${result.ended.code}`] : [];
  return { status: wrong.length > 0 ? 'failed' : 'passed', evidence: code, findings: wrong, tail: result.tail };
}

/** A run with a word in place of `{token}`, and the word backwards in place of `{reversed}`. */
function withToken({ args, stdin, env, stdout, stderr, exitCode }: Run, word: string): Run {
  const reversed = Array.from(word).toReversed().join('');
  const filled = (text: string) => text.replaceAll('{token}', word).replaceAll('{reversed}', reversed);
  return {
    ...(args === undefined ? {} : { args: args.map(filled) }),
    ...(stdin === undefined ? {} : { stdin: filled(stdin) }),
    ...(env === undefined
      ? {}
      : { env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])) }),
    ...(stdout === undefined ? {} : { stdout: filled(stdout) }),
    ...(stderr === undefined ? {} : { stderr: filled(stderr) }),
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}
