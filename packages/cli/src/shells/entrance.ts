import type { Finding, HookStage } from '@mkcross/core';
import { verifyFindings } from '@mkcross/verify';
import { chooseShell, type ShellChoice } from '@mkcross/host';
import { composeProject, type ComposedProject } from '../compose-project.ts';
import type { World } from '../world.ts';
import { enterForCommand } from './enter-for-command.ts';
import { fetchMissing } from './fetch-missing.ts';
import { chooseBackend, nixDevelop, type Backend } from './backend.ts';

/** Which shell is entered, and how. */
export interface EntranceRequest {
  /** A triple; undefined for the shell of all targets. */
  readonly target: string | undefined;
  /** Undefined for what {@link chooseBackend} says. */
  readonly backend: Backend | undefined;
  readonly stages: readonly HookStage[];
  /** Whether hooks that run each time do so in the bash that becomes the command, so that the shell can be remembered. @default false */
  readonly remember?: boolean;
  /** Whether what is missing and can be had without root is fetched; mkcross.toml may say so too. @default false */
  readonly fetch?: boolean;
}

/** A way into a shell: what has to be run, with which environment, to run a command in it. */
export interface Entrance {
  readonly root: string;
  readonly backend: Backend;
  readonly wrap: (command: readonly [string, ...string[]]) => readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** The way into a shell of the project around the current folder; none where something is wrong. */
export async function entrance(
  world: World,
  request: EntranceRequest,
): Promise<{ readonly entrance?: Entrance; readonly found: readonly Finding[] }> {
  const composed = await composeProject(world);
  return entranceOf(world, composed, request);
}

/** The same of a project that is composed already. */
export async function entranceOf(
  world: World,
  composed: ComposedProject,
  request: EntranceRequest,
): Promise<{ readonly entrance?: Entrance; readonly found: readonly Finding[] }> {
  const { target, backend, stages, fetch } = request;
  const { root, model, project, found } = composed;
  if (model === undefined) return { found };
  const chosen = chooseFor(world, composed, target);
  if (chosen.choice === undefined) return { found: [...found, ...chosen.found] };
  const { choice } = chosen;
  const { env: user } = world.machine;
  const by = backend ?? (await chooseBackend(world, root));
  if (by === 'nix')
    return {
      entrance: { root, backend: by, env: user, wrap: (command) => nixDevelop(root, choice.name, command) },
      found,
    };
  // Loaded when needed: with Nix it is not.
  const { enterShell, makeShell } = await import('@mkcross/host/node');
  const shell = { model, choice, root, user };
  const wantsFetch = fetch === true || project?.config.host.fetch === true;
  const unfetched = wantsFetch ? await fetchMissing(world, shell) : [];
  const made = await makeShell(shell);
  const all = [
    ...unfetched,
    ...found,
    ...made.found.filter(({ code, severity }) => severity === 'error' || code.startsWith('LOCK_')),
  ];
  if (made.shell === undefined) return { found: all };
  const entered = { user, folder: world.folder, stages };
  if (request.remember === true) {
    const one = { shell: made.shell, choice, unasked: backend === undefined };
    return { entrance: { root, backend: by, ...(await enterForCommand(composed, one, entered)) }, found: all };
  }
  const env = await enterShell(made.shell, entered);
  return { entrance: { root, backend: by, env, wrap: (command) => command }, found: all };
}

/** The shell of a target, or of all, on this machine; what is wrong with the choice. */
export function chooseFor(
  { machine: { system } }: World,
  { model, project }: ComposedProject,
  target: string | undefined,
): { readonly choice?: ShellChoice; readonly found: readonly Finding[] } {
  const listed = project?.toolchain?.targets ?? [];
  const choice =
    system === undefined || model === undefined ? undefined : chooseShell(model, system, target ?? 'default', listed);
  if (choice !== undefined) return { choice, found: [] };
  const selected = (system === undefined ? undefined : model?.systems[system]?.targets) ?? [];
  return { found: [verifyFindings.VERIFY_TARGET_UNKNOWN({ triple: target ?? system ?? 'this machine', selected })] };
}
