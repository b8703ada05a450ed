import type { Stage } from '@mkcross/core';
import type { System, Variables } from '../system.ts';
import type { Writer } from '../write/writer.ts';
import { hostShell, withShell, type HostShell } from './host-shell.ts';
import type { LocatedShell } from './locate-shell.ts';
import { runHooks } from './run-hooks.ts';
import { writeShell } from './write-shell.ts';

/** A shell whose files are written: it is ready to be entered. */
export interface MadeShell extends HostShell {
  /** The bash that runs its hooks, absolute. */
  readonly bash: string;
  /** The folder of the project's shells, absolute. */
  readonly state: string;
  /** What wrote them. */
  readonly writer: Writer;
}

/** Writes a shell's files into the project. Tools that are missing become scripts that say how to install them. */
export async function makeShell(system: Pick<System, 'files' | 'writer'>, located: LocatedShell): Promise<MadeShell> {
  const { files } = system;
  const { model, choice, root, user, locations, folders, cache } = located;
  const shell = hostShell({ model, choice, locations, folders }, user);
  const { plainRoot, state } = folders;
  if (plainRoot !== root) await system.writer({ of: 'user', folder: cache }).link(plainRoot, root);
  const writer = system.writer({ of: 'project', folder: root, alias: plainRoot });
  await writeShell({ files, writer }, shell);
  return { ...shell, bash: locations.bash ?? '/bin/bash', state, writer };
}

/** How a shell is entered. */
export interface Entering {
  /** The user's environment. */
  readonly user: Variables;
  /** The working folder. */
  readonly folder: string;
  /** The stages whose hooks run. */
  readonly stages: readonly Stage[];
}

/** The environment of a shell after its hooks of the given stages ran. */
export function enterShell(
  system: Pick<System, 'files' | 'programs'>,
  { hooks, bash, state, writer, ...shell }: Pick<MadeShell, 'bash' | 'env' | 'hooks' | 'state' | 'unset' | 'writer'>,
  { user, folder, stages }: Entering,
): Promise<Variables> {
  const due = hooks.filter(({ stage }) => stages.includes(stage));
  return runHooks(system, due, { bash, env: withShell(user, shell), folder, records: `${state}/hooks`, writer });
}
