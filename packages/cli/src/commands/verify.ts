import { join, relative, resolve } from 'node:path';
import type { ShellModel } from '@mkcross/composer';
import { writeFiles } from '@mkcross/composer/node';
import type { Finding, HostSystem, Triple } from '@mkcross/core';
import { htmlReport, junitReport, type Report, type VerifyEvent } from '@mkcross/verify';
import { verify as verifyTargets } from '@mkcross/verify/node';
import { composeProject, type ComposedProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { findings } from '../findings/index.ts';
import { jsonText } from '../output/json-text.ts';
import { findingsText } from '../output/print-findings.ts';
import { report } from '../output/report.ts';
import { progressTable, reportText, stepText } from '../output/verify-text.ts';
import { chooseBackend, type Backend } from '../shells/nix-shell.ts';
import { openComposed } from '../shells/shell-session.ts';
import { missingVariables, targetToVerify, type EnteredShell } from '../verify-targets.ts';
import type { World } from '../world.ts';

/** How targets are verified, and where what is found goes. */
export interface VerifyOptions {
  readonly output: 'events' | 'json' | 'text';
  readonly fresh: boolean;
  /** Who makes the shell, where none is entered. @default host, where Nix has none */
  readonly backend: Backend | undefined;
  readonly jobs: number | undefined;
  /** Files for reports, relative to the current folder. */
  readonly junit: string | undefined;
  readonly html: string | undefined;
}

/** Shows of each target that it builds, is what it claims to be, and runs: plugins' fixtures, and the project itself. */
export async function verify(world: World, wanted: readonly string[], options: VerifyOptions): Promise<number> {
  const composed = await composeProject(world);
  const { root, model, project, found } = composed;
  const asJson = options.output === 'json';
  if (model === undefined || project === undefined) return report(world, asJson, { found });
  const { machine } = world;
  const here: EnteredShell = { env: machine.env, find: machine.find };
  const entered = await enterWhereNeeded(world, composed, options.backend, here);
  if (entered.shell === undefined) return report(world, asJson, { found: entered.found });
  const { shell } = entered;
  const chosen = chooseTargets(model, machine.system, wanted, shell);
  if (chosen.found.length > 0 || machine.system === undefined)
    return report(world, asJson, { found: [...found, ...chosen.found] });
  const { system } = machine;
  const { target, verify: settings } = project.config;
  const show = presenter(world, options.output);
  const result = await verifyTargets({
    root,
    targets: chosen.triples.map((triple) => targetToVerify(model, triple, system, shell, target[triple]?.linkage)),
    settings,
    env: shell.env,
    fresh: options.fresh,
    reports: [options.junit, options.html].flatMap((path) => (path === undefined ? [] : resolve(world.folder, path))),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    signal: machine.interruption(),
    emit: show,
  });
  if (asJson) world.out(`${jsonText(result, 2)}\n`);
  if (options.output === 'text') world.out(reportText(result, world.colour.out));
  const unwritten = result.verdict === 'stopped' ? [] : await writeReports(world, root, result, options);
  if (unwritten.length > 0) world.err(findingsText(unwritten, world.colour.err));
  return unwritten.length > 0 ? exitCode.findings : codeOf(result);
}

/** The shell that is entered; where none is, and Nix makes none, that of the machine's own toolchains. */
async function enterWhereNeeded(
  world: World,
  composed: ComposedProject,
  backend: Backend | undefined,
  here: EnteredShell,
): Promise<{ readonly shell?: EnteredShell; readonly found: readonly Finding[] }> {
  const isEntered = here.env['MKCROSS_PROJECT_ROOT'] === composed.root;
  const by = backend ?? (await chooseBackend(world, composed.root));
  if (isEntered || by === 'nix') return { shell: here, found: [] };
  const stages = ['environment', 'toolchain'] as const;
  const { session, found } = await openComposed(world, composed, { target: undefined, backend: by, stages });
  if (session === undefined) return { found };
  const { env } = session;
  return { shell: { env, find: (program) => world.machine.find(program, env['PATH'] ?? '') }, found };
}

function codeOf({ verdict }: Report): number {
  return {
    failed: exitCode.findings,
    proven: exitCode.done,
    stopped: exitCode.interrupted,
    unproven: exitCode.unproven,
  }[verdict];
}

/** The targets named, or all of this machine that the entered shell builds for; what is wrong with the choice. */
function chooseTargets(
  model: ShellModel,
  system: HostSystem | undefined,
  wanted: readonly string[],
  { env }: EnteredShell,
): { readonly triples: readonly Triple[]; readonly found: readonly Finding[] } {
  const machine = system === undefined ? undefined : model.systems[system];
  const selected = machine?.targets ?? [];
  const known = machine === undefined ? [] : [...selected, machine.host];
  const unknown = wanted.filter((one) => !known.some((triple) => triple === one));
  if (unknown.length > 0 || machine === undefined)
    return {
      triples: [],
      found: (unknown.length > 0 ? unknown : [system ?? 'this machine']).map((triple) =>
        findings.VERIFY_TARGET_UNKNOWN({ triple, selected }),
      ),
    };
  const asked = wanted.length > 0 ? known.filter((triple) => wanted.includes(triple)) : selected;
  const entered = asked.filter((triple) => missingVariables(model, [triple], env).length === 0);
  // In the shell of one target, that one is meant.
  const isShort = wanted.length > 0 ? entered.length < asked.length : entered.length === 0;
  if (isShort) return { triples: [], found: [findings.NOT_IN_SHELL({ missing: missingVariables(model, asked, env) })] };
  return { triples: entered, found: [] };
}

/** What shows events as they come: lines of JSON, a table that is rewritten, or a line for each step. */
function presenter({ machine, out, colour }: World, output: VerifyOptions['output']): (event: VerifyEvent) => void {
  if (output === 'events')
    return (event) => {
      out(`${jsonText(event)}\n`);
    };
  const { live } = machine;
  if (live !== undefined) {
    const table = progressTable(colour.err);
    return (event) => {
      live(table(event));
    };
  }
  return (event) => {
    if (output === 'text' && event.event === 'step') out(stepText(event.target, event.step, colour.out));
  };
}

/** Writes the reports asked for: each beside its place first, then moved there whole. */
async function writeReports(
  world: World,
  root: string,
  result: Report,
  { junit, html }: VerifyOptions,
): Promise<readonly Finding[]> {
  const texts = [
    ...(junit === undefined ? [] : [{ path: junit, text: junitReport(result) }]),
    ...(html === undefined ? [] : [{ path: html, text: htmlReport(result, await readLogs(world, root, result)) }]),
  ];
  const files = texts.map(({ path, text }) => ({ path: relative(world.folder, resolve(world.folder, path)), text }));
  const written = await writeFiles(
    world.files,
    world.folder,
    files.map((file) => ({ file, state: 'missing' })),
  );
  return written.found;
}

/** The most of a log that a page carries. */
const longestLog = 100_000;

async function readLogs(world: World, root: string, { targets }: Report): Promise<Readonly<Record<string, string>>> {
  const paths = targets.flatMap(({ steps }) => steps.flatMap(({ log }) => log ?? []));
  const entries = await Promise.all(
    paths.map(async (path) => {
      const text = await world.files.read(join(root, path)).catch(() => '');
      return [path, text.slice(-longestLog)] as const;
    }),
  );
  return Object.fromEntries(entries);
}
