import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelPlaceholder } from '@mkcross/composer';
import type { Host } from '@mkcross/core';
import { chooseShell, enterShell, locateShell, makeShell, shellPaths, type LocatedShell } from '@mkcross/host';
import { findProgram, system } from '@mkcross/host/node';
import { calledTools, shellFill, verifyPlan, type Fill, type Report, type VerifyPlan } from '@mkcross/verify';
import { verify } from '@mkcross/verify/node';
import type { Lie } from './lies.ts';
import type { Trial } from './trials.ts';

/** Where and as whom a trial is done. */
export interface TrialPlace {
  readonly host: Host;
  /** The folder of the project, absolute; trials of one plugin share it, one after another. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A trial whose tools were looked up on this machine. */
export interface LocatedTrial {
  readonly trial: Trial;
  readonly place: TrialPlace;
  readonly located: LocatedShell;
  /** For each tool of the model that is missing, the commands that were looked for. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Looks up the tools of a trial. */
export async function locateTrial(trial: Trial, place: TrialPlace): Promise<LocatedTrial> {
  const { host, root, env } = place;
  const { model, triple } = trial;
  const choice = chooseShell(model, host, model.systems[host]?.host === triple ? 'default' : triple, []);
  if (choice === undefined) throw new Error(`${host} has no shell for ${triple}`);
  const located = await locateShell(system, { model, choice, root, user: env });
  const missing = Object.entries(located.locations.tools).flatMap(([tool, { status }]) => {
    const commands = model.tools[tool]?.find.flatMap((lookup) => ('command' in lookup ? [lookup.command] : [])) ?? [];
    return status === 'missing' ? [[tool, commands.length === 0 ? tool : commands.join(' or ')] as const] : [];
  });
  return { trial, place, located, missing: new Map(missing) };
}

/** The missing tools that a command calls, as the commands that were looked for. */
export function missingFor(
  { trial: { model, triple }, place, missing }: LocatedTrial,
  command: Parameters<typeof calledTools>[2],
): readonly string[] {
  const called = calledTools(model, { triple, system: place.host }, command);
  return [...new Set(called.flatMap((tool) => missing.get(tool) ?? []))];
}

/** A shell that is entered. */
export interface TrialShell extends LocatedTrial {
  /** The variables of the shell. */
  readonly variables: Readonly<Record<string, string>>;
  readonly fill: Fill;
}

/** Writes the shell of a trial and runs its hooks. */
export async function openTrial(one: LocatedTrial): Promise<TrialShell> {
  const { trial, place, located } = one;
  const { root, env } = place;
  const { model, triple } = trial;
  // rustup installs what this names; a shell without Rust does not read it.
  const toolchain = `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["${triple}"]\n`;
  await writeFile(join(root, 'rust-toolchain.toml'), toolchain);
  const shell = await makeShell(system, located);
  const stages = ['environment', 'toolchain'] as const;
  const variables = await enterShell(system, shell, { user: env, folder: root, stages });
  const find = (program: string, path: string) => findProgram(path, program);
  return {
    ...one,
    variables,
    fill: shellFill(model, { root, env: variables, find, ...shellPaths(located.locations) }),
  };
}

/** What is verified in a shell, and what in it lies. */
export interface TrialVerification {
  /** Names of the fixtures. */
  readonly fixtures: readonly string[];
  /** Whether their programs are run: not where the runner is missing. */
  readonly runs: boolean;
  readonly lie?: Lie;
}

/** Verifies fixtures in a shell; ends at the first step that fails. */
export async function verifyTrial(shell: TrialShell, wanted: TrialVerification): Promise<Report> {
  const { trial, place, variables, fill } = shell;
  const { root, host } = place;
  const { lie } = wanted;
  const liar = lie === undefined ? undefined : await writeLiar(shell, lie);
  const env =
    liar !== undefined && lie !== undefined && 'variable' in lie.replaces
      ? { ...variables, [lie.replaces.variable]: liar }
      : variables;
  const isReplaced = (placeholder: ModelPlaceholder) => JSON.stringify(placeholder) === JSON.stringify(lie?.replaces);
  const plan = verifyPlan(trial.model, {
    system: host,
    targets: [{ triple: trial.triple, project: false }],
    projectFolder: { path: root, names: [] },
    settings: { artifacts: [], buildLimit: 1800, runLimit: 600, run: {} },
    linkage: {},
    env,
    fill: (placeholder) => (liar !== undefined && isReplaced(placeholder) ? liar : fill(placeholder)),
  });
  const controller = new AbortController();
  const writer = system.writer({ of: 'project', folder: root });
  return verify({
    writer,
    passed: { folder: join(root, '.mkcross', 'passed'), writer },
    plan: only(plan, wanted),
    env,
    // A runner that lies gets the program that was built before.
    fresh: lie?.by !== 'runner',
    reports: [],
    jobs: 1,
    signal: controller.signal,
    emit: (event) => {
      if (event.event === 'step' && event.step.status === 'failed') controller.abort();
    },
  });
}

const only = (plan: VerifyPlan, { fixtures, runs }: TrialVerification): VerifyPlan => ({
  ...plan,
  targets: plan.targets.map((target) => ({
    ...target,
    fixtures: target.fixtures
      .filter(({ name }) => fixtures.includes(name))
      .map((fixture) => (runs ? fixture : { ...fixture, runs: [] })),
  })),
});

/** Writes a program that lies; its path. */
async function writeLiar({ place, variables, fill, located }: TrialShell, { replaces, script }: Lie): Promise<string> {
  const honest = 'variable' in replaces ? variables[replaces.variable] : fill(replaces);
  const path = join(place.root, '.mkcross', 'liar', 'program');
  await mkdir(dirname(path), { recursive: true });
  const bash = located.locations.bash ?? '/bin/bash';
  await writeFile(path, `#!${bash}\nhonest=${shellText(honest ?? '')}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
