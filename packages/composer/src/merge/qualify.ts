import type { Contribution, EnvEntry, Hole, Script, ShellHook, Triple, Value, VerifyStep } from '@mkcross/core';
import { mapHoles } from '../plugins/holes.ts';

/** Gives the tools and libraries that a contribution names their owner's id: `cc` of rust-musl becomes `rust-musl/cc`. */
export interface Qualifier {
  readonly owner: string;
  /** The target whose contribution it is, to which the libraries of the user belong. */
  readonly target?: Triple;
}

/** The name of one of the owner's tools in the model. */
export function qualifiedTool({ owner }: Qualifier, tool: string): string {
  return `${owner}/${tool}`;
}

/** The name of a library in the model: the owner's own, or one that the user lists for the target. */
export function qualifiedLibrary({ owner, target }: Qualifier, library: string): string {
  return library.startsWith('listed:')
    ? `mkcross.toml/${target ?? ''}/${library.slice('listed:'.length)}`
    : `${owner}/${library}`;
}

/** A value with its names qualified. */
function qualifyValue(qualifier: Qualifier, value: Value): Value {
  return mapHoles(value, (hole): Hole => {
    if ('tool' in hole) return { tool: qualifiedTool(qualifier, hole.tool) };
    if ('library' in hole) return { library: qualifiedLibrary(qualifier, hole.library), dir: hole.dir };
    return hole;
  });
}

/** A variable with its names qualified. */
function qualifyEntry(qualifier: Qualifier, entry: EnvEntry): EnvEntry {
  return 'value' in entry
    ? { ...entry, value: qualifyValue(qualifier, entry.value) }
    : { ...entry, values: entry.values.map((value) => qualifyValue(qualifier, value)) };
}

/** A script or hook with its names qualified. */
export function qualifyValues<T extends Script | ShellHook>(qualifier: Qualifier, part: T): T {
  return { ...part, values: mapValues(part.values, (value) => qualifyValue(qualifier, value)) };
}

/** A verification step with its names qualified. */
export function qualifyStep(qualifier: Qualifier, step: VerifyStep): VerifyStep {
  if (step.kind !== 'build') return step;
  const [program, ...args] = step.command;
  const qualified = (value: Value) => qualifyValue(qualifier, value);
  return { ...step, command: [qualified(program), ...args.map(qualified)] };
}

/** The variables of a contribution, qualified. */
export function qualifyEnv(qualifier: Qualifier, { env = {} }: Contribution): Readonly<Record<string, EnvEntry>> {
  return mapValues(env, (entry) => qualifyEntry(qualifier, entry));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
