import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkPlugin } from '@mkcross/composer';
import { throwIfErrors, type ToolchainPlugin, type Triple } from '@mkcross/core';
import { detectHost } from '@mkcross/host';
import { findProgram, system } from '@mkcross/host/node';
import { fixtureName, type Report } from '@mkcross/verify';
import { builtPlugin, type TestedPlugin, type TestRunner } from '../describe-plugin.ts';
import { liesAbout, linkerVariable } from './lies.ts';
import { locateTrial, missingFor, openTrial, verifyTrial, type LocatedTrial, type TrialShell } from './trial-shell.ts';
import { trialsOf } from './trials.ts';

/** The functions of a test runner that tests on this machine need: those of jest and vitest; `after` is their `afterAll`. */
export interface MachineTestRunner extends Pick<TestRunner, 'describe'> {
  readonly it: TestRunner['it'] & { readonly skip: TestRunner['it'] };
  /** Registers what is done after all tests. */
  readonly after: (body: () => Promise<void>) => void;
}

/** A plugin, and with what it is tried on this machine. */
export interface PluginOnMachine extends TestedPlugin {
  /** The targets that are tried. @default all that the plugin has to do with on this machine */
  readonly targets?: readonly Triple[];
  /** The environment in which tools are looked up. @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Declares tests that build, check and run every fixture of a plugin's toolchains with the tools of this machine, once as they are and
 * then with each compiler, linker and runner replaced by programs that lie, of which each must be found out. A plugin without toolchains,
 * such as a runner, is tried with those of its companions. What cannot be tried here is declared as skipped, with the names of the tools
 * that are missing. Throws findings where no shell can be composed.
 *
 * @example
 * await describeOnThisMachine({ plugin, folder, companions: [wine] }, { describe, it, after: afterAll });
 */
export async function describeOnThisMachine(tested: PluginOnMachine, runner: MachineTestRunner): Promise<void> {
  const host = await detectHost(system.files, process);
  const env = definedOnly(tested.env ?? process.env);
  const root = await mkdtemp(join(tmpdir(), 'mkcross-kit-'));
  runner.after(() => rm(root, { recursive: true, force: true, maxRetries: 20 }));
  const plugin = checked(builtPlugin(tested));
  const companions = (tested.companions ?? []).map((one) =>
    checked(builtPlugin({ plugin: one, folder: tested.folder })),
  );
  for (const trial of trialsOf({ plugin, companions, host, targets: tested.targets })) {
    const located = await locateTrial(trial, { host, root, env });
    runner.describe(trial.title, () => {
      declareTests(located, runner);
    });
  }
}

function declareTests(located: LocatedTrial, { it }: MachineTestRunner): void {
  const { trial, place } = located;
  const { model, triple } = trial;
  const target = model.targets[triple];
  if (target === undefined) return;
  let opened: Promise<TrialShell> | undefined;
  const shell = () => (opened ??= openTrial(located));
  const starts = startsOf(located);
  const fixtures = target.fixtures.filter((one) => trial.concerns(one) && (one.systems?.includes(place.host) ?? true));
  const built = fixtures.filter((fixture) => {
    const variable = linkerVariable(model, target.target, fixture);
    const linker = variable === undefined ? [] : (model.env[variable] ?? []);
    const called = [fixture.build, ...linker.flatMap((entry) => ('value' in entry ? [[entry.value]] : []))];
    const missing = [...new Set(called.flatMap((command) => missingFor(located, command)))];
    if (missing.length > 0) it.skip(`builds ${fixtureName(fixture)} (${notHere(missing)})`, () => undefined);
    return missing.length === 0;
  });
  for (const fixture of built) {
    const name = fixtureName(fixture);
    it(`builds ${name}${starts.runs ? ' and runs it' : ''}`, async () => {
      const report = await verifyTrial(await shell(), { fixtures: [name], runs: starts.runs });
      if (report.verdict !== 'proven') throw new Error(failureText(report));
    });
    if (!starts.runs && fixture.runs.length > 0) it.skip(`runs ${name} (${starts.why})`, () => undefined);
  }
  for (const lie of liesAbout({ model, target, host: place.host, fixtures: built, isRunnerHere: starts.byRunner })) {
    const title = `finds out ${lie.title}`;
    const missing = lie.needs.filter((program) => findProgram(place.env['PATH'] ?? '', program) === undefined);
    if (missing.length > 0) {
      it.skip(`${title} (${notHere(missing)})`, () => undefined);
      continue;
    }
    it(title, async () => {
      const report = await verifyTrial(await shell(), { fixtures: [lie.fixture], runs: starts.runs, lie });
      if (report.verdict !== 'failed')
        throw new Error(`${lie.fixture} passes with ${lie.title}: ${believedText(report)}`);
    });
  }
  if (fixtures.length === 0) it.skip('builds nothing: no fixture is for this target and host', () => undefined);
}

/** Whether and by what programs of a target are started here, or why they are not. */
function startsOf(located: LocatedTrial) {
  const { trial, place } = located;
  const { runsOn = [], runner } = trial.model.targets[trial.triple] ?? {};
  if (runsOn.includes(place.host)) return { runs: true, byRunner: false, why: '' };
  if (runner?.systems.includes(place.host) !== true)
    return { runs: false, byRunner: false, why: `no plugin here has a runner for ${trial.triple}` };
  const missing = missingFor(located, [[{ program: runner.program }]]);
  return { runs: missing.length === 0, byRunner: missing.length === 0, why: notHere(missing) };
}

const notHere = (missing: readonly string[]) => `not on this machine: ${missing.join(', ')}`;

/** What failed, as a person who wrote the plugin needs it. */
const failureText = ({ targets }: Report): string =>
  targets
    .flatMap(({ steps }) => steps)
    .filter(({ status }) => status !== 'passed')
    .map(({ name, status, command, findings, tail }) =>
      [
        `${name}: ${status}`,
        command,
        ...findings.map((one) => `${one.code} ${JSON.stringify(one.data)}`),
        ...tail,
      ].join('\n'),
    )
    .join('\n');

const believedText = ({ targets }: Report): string =>
  targets.flatMap(({ steps }) => steps.flatMap(({ name, evidence }) => [name, ...evidence])).join('; ');

function checked(text: string): ToolchainPlugin {
  const data: unknown = JSON.parse(text);
  const { plugin, found } = checkPlugin(data, { id: 'plugin.json' });
  throwIfErrors(found);
  if (plugin === undefined) throw new Error('data without findings is a plugin');
  return plugin;
}

const definedOnly = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
