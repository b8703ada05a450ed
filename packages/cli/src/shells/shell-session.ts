import { join } from 'node:path';
import type { Finding, Stage } from '@mkcross/core';
import {
  binFolder,
  chooseShell,
  enterShell,
  environmentOf,
  hostFindings,
  locateShell,
  makeShell,
  projectFoldersOf,
  toolFindings,
  type ShellChoice,
} from '@mkcross/host';
import { composeProject, type ComposedProject } from '../compose-project.ts';
import { findings } from '../findings/index.ts';
import type { CommandContext } from '../command-context.ts';
import { requireConsent, type Consent } from '../trust/consent.ts';
import type { TrustPhase } from '../trust/trust-item.ts';
import { cacheShell } from './cache-shell.ts';
import { fetchTools } from './fetch-tools.ts';
import { chooseBackend, flakeOf, nixDevelop, nixShellFailed, type Backend } from './nix-shell.ts';

/** Which shell is entered, and how. */
export interface ShellOptions {
  /** A triple; undefined for the shell of all targets. */
  readonly target: string | undefined;
  /** Undefined for what {@link chooseBackend} returns. */
  readonly backend: Backend | undefined;
  readonly stages: readonly Stage[];
  /**
   * Whether hooks that run every time do so in the bash that becomes the command, so that the shell can be cached.
   * @default false
   */
  readonly cached?: boolean;
}

type Command = readonly [string, ...string[]];

/** A shell that commands can run in. */
export interface ShellSession {
  readonly root: string;
  readonly backend: Backend;
  /** The command that runs another one in the shell, with the variables `env`. */
  readonly wrap: (command: Command) => Command;
  readonly env: Readonly<Record<string, string>>;
  /** Of the host backend: the folder of the shell's own programs, absolute. */
  readonly bin?: string;
  /** After a wrapped command failed: why the shell could not be provided; undefined if the command was started. */
  readonly failure: () => Promise<Finding | undefined>;
}

/** A session, or none if there are errors. */
export interface OpenedShell {
  readonly session?: ShellSession;
  readonly found: readonly Finding[];
}

/** Opens a shell of the project around the current folder. */
export async function openShell(context: CommandContext, options: ShellOptions): Promise<OpenedShell> {
  return openComposed(context, await composeProject(context), options);
}

/** Opens a shell of a project that is already composed. */
export async function openComposed(
  context: CommandContext,
  composed: ComposedProject,
  options: ShellOptions,
): Promise<OpenedShell> {
  const { model, root, found } = composed;
  if (model === undefined) return { found };
  const { choice, found: unknown } = chooseFor(context, composed, options.target);
  if (choice === undefined) return { found: [...found, ...unknown] };
  const { undecodable: names } = context.machine;
  const changed = names.length === 0 ? [] : [findings.VARIABLE_NOT_UTF8({ names })];
  const backend = options.backend ?? (await chooseBackend(context, root));
  const { consent, found: refused } = await requireConsent(context, composed, phasesOf(backend));
  if (consent === undefined) return { found: [...found, ...changed, ...refused] };
  const writer = context.machine.writer({ of: 'project', folder: root });
  for (const folder of projectFoldersOf(model, choice)) await writer.check(join(root, folder));
  if (backend === 'nix') return { session: nixSession(context, root, choice, consent), found: [...found, ...changed] };
  const opened = await hostSession(context, { ...composed, model }, choice, { ...options, consent });
  return { ...opened, found: [...found, ...changed, ...opened.found] };
}

/** What a shell of a backend runs. */
const phasesOf = (backend: Backend): readonly TrustPhase[] => (backend === 'nix' ? ['enter', 'nix'] : ['enter']);

function nixSession(context: CommandContext, root: string, choice: ShellChoice, { settle }: Consent): ShellSession {
  const { machine, files, offline, folder } = context;
  const started = join(machine.temporary, `mkcross-started-${crypto.randomUUID()}`);
  return {
    root,
    backend: 'nix',
    env: machine.env,
    wrap: (command) =>
      nixDevelop(flakeOf(root, folder), choice.name, started, command, offline === true ? ['--offline'] : []),
    failure: async () => {
      await settle();
      const isStarted = await files.exists(started);
      await machine.writer({ of: 'project', folder: machine.temporary }).remove(started);
      return isStarted ? undefined : nixShellFailed(context, root, 'the error of "nix develop" is above');
    },
  };
}

type Composed = ComposedProject & Required<Pick<ComposedProject, 'model'>>;

/** Looks up the shell's tools, fetches what mkcross.toml says, writes its files and runs its hooks: each once. */
async function hostSession(
  context: CommandContext,
  composed: Composed,
  choice: ShellChoice,
  { backend, stages, cached = false, consent }: ShellOptions & { readonly consent: Consent },
): Promise<OpenedShell> {
  const { model, root, project } = composed;
  const { env: user } = context.machine;
  const system = await context.machine.loadSystem();
  const first = await locateShell(system, { model, choice, root, user });
  const isFetched = project?.config.host.fetch === true;
  const { located, found } = isFetched ? await fetchTools(context, first) : { located: first, found: [] };
  const all = [...found, ...(await toolFindings(system, located)).filter(isShownOnEntry)];
  if (all.some(({ severity }) => severity === 'error')) return { found: all };
  const shell = await makeShell(system, located);
  const entering = { user, folder: context.folder, stages };
  const bin = binFolder(located.folders, choice);
  const failure = async () => {
    await consent.settle();
    return undefined;
  };
  const common = { root, bin, backend: 'host', failure } as const;
  if (cached) {
    const made = { shell, located, automatic: backend === undefined, consent };
    return { session: { ...common, ...(await cacheShell(system, composed, made, entering)) }, found: all };
  }
  const env = await enterShell(system, shell, entering);
  await consent.settle();
  return { session: { ...common, env, wrap: (command) => command }, found: all };
}

/** Warnings about tools belong to `mkcross doctor`, except where they differ from the lock file. */
const isShownOnEntry = ({ code, severity }: Finding) => severity === 'error' || code.startsWith('LOCK_');

/** The shell of a target, or of all targets, on this host; what is wrong with the choice. */
export function chooseFor(
  { machine: { system } }: CommandContext,
  { model, project }: ComposedProject,
  target: string | undefined,
): { readonly choice?: ShellChoice; readonly found: readonly Finding[] } {
  const listed = project?.toolchain?.targets ?? [];
  const choice =
    system === undefined || model === undefined ? undefined : chooseShell(model, system, target ?? 'default', listed);
  if (choice !== undefined) return { choice, found: [] };
  const selected = (system === undefined ? undefined : model?.systems[system]?.targets) ?? [];
  return { found: [findings.VERIFY_TARGET_UNKNOWN({ triple: target ?? system ?? 'this machine', selected })] };
}

/** The variables that a command has in a session. Nix has to be run for them; its output goes to standard error. */
export async function sessionVariables(
  { machine, folder }: CommandContext,
  { backend, wrap, env, failure }: ShellSession,
): Promise<{ readonly env?: Readonly<Record<string, string>>; readonly found: readonly Finding[] }> {
  if (backend === 'host') return { env, found: [] };
  const { stdout, exitCode } = await machine.capture({ command: wrap(['env', '-0']), env, folder });
  const reason = `"nix develop" ended with exit code ${String(exitCode)}`;
  const failed = (await failure()) ?? (exitCode === 0 ? undefined : hostFindings.NIX_SHELL_FAILED({ reason }));
  return failed === undefined ? { env: Object.fromEntries(environmentOf(stdout)), found: [] } : { found: [failed] };
}
