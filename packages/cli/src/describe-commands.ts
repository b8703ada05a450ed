import { exitsOf } from './command-help.ts';
import { commandTree } from './program.ts';

/** A command as people read of it. */
export interface CommandDescription {
  /** `verify` */
  readonly name: string;
  /** As it is typed: `mkcross verify [options] [targets...]`. */
  readonly usage: string;
  /** What it does, without a capital and a full stop. */
  readonly summary: string;
  readonly options: readonly { readonly flags: string; readonly description: string }[];
  /** Lines as they are typed. */
  readonly examples: readonly string[];
  readonly exits: readonly { readonly code: number; readonly meaning: string }[];
  readonly notes?: string;
}

/** Every command of mkcross, in the order of its help. */
export function describeCommands(): readonly CommandDescription[] {
  const { program, help } = commandTree(
    '',
    () => undefined,
    () => Promise.resolve(),
  );
  return [...help].map(([command, its]) => ({
    name: command.name(),
    usage: `${program.name()} ${command.name()} ${command.usage()}`,
    summary: command.description(),
    options: command.options.map(({ flags, description, argChoices = [] }) => ({
      flags,
      description: argChoices.length === 0 ? description : `${description}: ${argChoices.join(', ')}`,
    })),
    examples: its.examples,
    exits: exitsOf(its),
    ...(its.notes === undefined ? {} : { notes: its.notes }),
  }));
}
