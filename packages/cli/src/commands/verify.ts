import { basename, dirname, join, relative, resolve } from 'node:path';
import type { ShellModel } from '@mkcross/composer';
import { errorReason } from '@mkcross/composer/node';
import type { Finding, Host } from '@mkcross/core';
import { encodedPath, isOfHostShell, locateShell, shellPaths, stateFolder, withLock } from '@mkcross/host';
import { writeFiles } from '@mkcross/host/node';
import {
  htmlReport,
  isInShell,
  junitReport,
  shellFill,
  targetsToVerify,
  verifyPlan,
  type EnteredShell,
  type Fill,
  type Report,
  type VerifyEvent,
  type WantedTarget,
} from '@mkcross/verify';
import { verify as carryOut, type VerifyRequest } from '@mkcross/verify/node';
import { projectToWrite, type CommandContext } from '../command-context.ts';
import { composeProject, type ComposedProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { findings } from '../findings/index.ts';
import { jsonText } from '../output/json-text.ts';
import { findingsText } from '../output/print-findings.ts';
import { report } from '../output/report.ts';
import { progressTable, reportText, stepText } from '../output/verify-text.ts';
import { chooseBackend, type Backend } from '../shells/nix-shell.ts';
import { chooseFor, openComposed } from '../shells/shell-session.ts';
import { requireConsent } from '../trust/consent.ts';

/** How targets are verified, and where what is found goes. */
export interface VerifyOptions {
  readonly output: 'events' | 'json' | 'text';
  readonly fresh: boolean;
  /** The backend that provides the shell, where none is entered. @default nix if it is installed and flake.nix exists, else host */
  readonly backend: Backend | undefined;
  readonly jobs: number | undefined;
  /** Files for reports, relative to the current folder. */
  readonly junit: string | undefined;
  readonly html: string | undefined;
}

/** Builds, checks and runs the fixtures and the project for each target. */
export async function verify(
  context: CommandContext,
  named: readonly string[],
  options: VerifyOptions,
): Promise<number> {
  const composed = await composeProject(context);
  const { root, model, project, found } = composed;
  const asJson = options.output === 'json';
  if (model === undefined || project === undefined) return report(context, asJson, { found });
  const { machine } = context;
  const { shell, absentTools = [], found: unopened } = await enterWhereNeeded(context, composed, options.backend);
  if (shell === undefined) return report(context, asJson, { found: unopened });
  const fill = shellFill(model, shell);
  const chosen = chooseTargets(model, machine.system, named, fill);
  if (chosen.found.length > 0 || machine.system === undefined)
    return report(context, asJson, { found: [...found, ...chosen.found] });
  const { target, verify: settings } = project.config;
  const entries = await context.files.list(root);
  const plan = verifyPlan(model, {
    system: machine.system,
    targets: chosen.targets,
    projectFolder: { path: root, names: entries.filter(({ kind }) => kind !== 'folder').map(({ name }) => name) },
    settings,
    linkage: Object.fromEntries(Object.entries(target).map(([triple, { linkage }]) => [triple, linkage])),
    env: shell.env,
    fill,
    absentTools,
  });
  const writer = machine.writer({ of: 'project', folder: root });
  const ofUser = stateFolder(machine.env, (await machine.loadSystem()).home);
  const passed = {
    folder: join(ofUser, 'verify', encodedPath(root), '_'),
    writer: machine.writer({ of: 'user', folder: ofUser }),
  };
  const lock = {
    path: join(root, '.mkcross', 'verify.lock'),
    waiting: (holder: string) => {
      context.err(
        `mkcross: waiting for another verification of this project (process ${holder}); if there is no such process, remove .mkcross/verify.lock\n`,
      );
    },
  };
  const request: VerifyRequest = {
    plan,
    writer,
    passed,
    env: shell.env,
    fresh: options.fresh,
    reports: [options.junit, options.html].flatMap((path) => (path === undefined ? [] : resolve(context.folder, path))),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    signal: machine.interruption(),
    emit: presenter(context, options.output),
  };
  const result = await withLock(machine.lockIo, writer, lock, () => carryOut(request));
  if (asJson) (context.exact ?? context.out)(`${jsonText(result, 2)}\n`);
  if (options.output === 'text') context.out(reportText(result, context.colour.out));
  const unwritten = result.verdict === 'stopped' ? [] : await writeReports(context, root, result, options);
  if (unwritten.length > 0) context.err(findingsText(unwritten, context.colour.err));
  return unwritten.length > 0 ? exitCode.findings : codeOf(result);
}

/** A shell, and the optional tools that it lacks by their keys; or why it cannot be entered. */
interface OpenedShell {
  readonly shell?: EnteredShell;
  readonly absentTools?: readonly string[];
  readonly found: readonly Finding[];
}

/** The shell that is entered; where none is, and Nix provides none, that of the machine's own toolchains. */
async function enterWhereNeeded(
  context: CommandContext,
  composed: ComposedProject,
  backend: Backend | undefined,
): Promise<OpenedShell> {
  const { machine } = context;
  const { root, model } = composed;
  const isEntered = machine.env['MKCROSS_PROJECT_ROOT'] === root;
  const by = isEntered ? enteredBy(machine.env) : (backend ?? (await chooseBackend(context, root)));
  const { consent, found: refused } = await requireConsent(context, composed, ['enter', 'verify']);
  if (consent === undefined) return { found: refused };
  if (by === 'nix') {
    const isOwn = (folder: string) => folder.startsWith('/nix/store/');
    return { shell: { root, env: machine.env, find: machine.find, isOwn }, found: [] };
  }
  const { choice, found: unknown } = chooseFor(context, composed, undefined);
  if (model === undefined || choice === undefined) return { found: unknown };
  const stages = ['environment', 'toolchain'] as const;
  const { session, found } = isEntered
    ? { session: { env: machine.env }, found: [] }
    : await openComposed(context, composed, { target: undefined, backend: by, stages });
  if (session === undefined) return { found };
  const { env } = session;
  const { locations } = await locateShell(await machine.loadSystem(), { model, choice, root, user: machine.env });
  const absentTools = Object.entries(locations.tools)
    .filter(([tool, { status }]) => status === 'missing' && model.tools[tool]?.optional === true)
    .map(([tool]) => tool);
  return { shell: { root, env, find: machine.find, ...shellPaths(locations) }, absentTools, found: [] };
}

/** The backend of the shell that is entered. */
const enteredBy = (env: Readonly<Record<string, string>>): Backend =>
  (env['PATH'] ?? '').split(':').some(isOfHostShell) ? 'host' : 'nix';

function codeOf({ verdict }: Report): number {
  return {
    failed: exitCode.findings,
    proven: exitCode.done,
    stopped: exitCode.interrupted,
    unproven: exitCode.unproven,
  }[verdict];
}

/** The targets that are named, or all of this machine whose programs are in the entered shell; what is wrong with the choice. */
function chooseTargets(
  model: ShellModel,
  system: Host | undefined,
  named: readonly string[],
  fill: Fill,
): { readonly targets: readonly WantedTarget[]; readonly found: readonly Finding[] } {
  const machine = system === undefined ? undefined : model.systems[system];
  const selected = machine?.targets ?? [];
  const unknownTarget = (triple: string) => findings.VERIFY_TARGET_UNKNOWN({ triple, selected });
  if (system === undefined || machine === undefined)
    return { targets: [], found: [unknownTarget(system ?? 'this machine')] };
  const { targets, unknown } = targetsToVerify(model, system, named);
  if (unknown.length > 0) return { targets: [], found: unknown.map(unknownTarget) };
  const isEntered = ({ triple }: WantedTarget) => isInShell(model, triple, system, fill);
  const entered = targets.filter(isEntered);
  // In the shell of one target, that one is meant.
  const isShort = named.length > 0 ? entered.length < targets.length : entered.length === 0;
  const absent = targets.filter((one) => !isEntered(one)).map(({ triple }) => triple);
  return isShort
    ? { targets: [], found: [findings.NOT_IN_SHELL({ targets: absent })] }
    : { targets: entered, found: [] };
}

/** What shows events as they come: lines of JSON, a table that is rewritten, or a line for each step. */
function presenter(
  { machine, out, colour }: CommandContext,
  output: VerifyOptions['output'],
): (event: VerifyEvent) => void {
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

/** Writes the reports asked for; through links only where these lead to a folder that the user named outside of the current one. */
async function writeReports(
  context: CommandContext,
  root: string,
  result: Report,
  { junit, html }: VerifyOptions,
): Promise<readonly Finding[]> {
  const texts = [
    ...(junit === undefined ? [] : [{ path: junit, text: junitReport(result) }]),
    ...(html === undefined ? [] : [{ path: html, text: htmlReport(result, await readLogs(context, root, result)) }]),
  ];
  const found: Finding[] = [];
  for (const { path, text } of texts) {
    const place = resolve(context.folder, path);
    const below = relative(context.folder, place);
    const isOutside = below.startsWith('..');
    const base = isOutside ? dirname(place) : context.folder;
    const file = { path: isOutside ? basename(place) : below, text };
    found.push(...(await writeFiles(projectToWrite(context, base), [{ file, state: 'missing' }])).found);
  }
  return found;
}

/** The most of a log that a page carries. */
const longestLog = 100_000;

async function readLogs(
  context: CommandContext,
  root: string,
  { targets }: Report,
): Promise<Readonly<Record<string, string>>> {
  const paths = targets.flatMap(({ steps }) => steps.flatMap(({ log }) => log ?? []));
  const entries = await Promise.all(
    paths.map(async (path) => {
      const text = await context.files.read(join(root, path)).catch((error: unknown) => `(${errorReason(error)})`);
      return [path, text.slice(-longestLog)] as const;
    }),
  );
  return Object.fromEntries(entries);
}
