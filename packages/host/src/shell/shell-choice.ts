import type { ModelEntry, Scoped, ShellModel } from '@mkcross/composer';
import type { Host, Triple } from '@mkcross/core';

/** One of a project's shells on one host. */
export interface ShellChoice {
  readonly system: Host;
  /** `default`, with all targets, or a triple, with that one: as the outputs of the flake are called. */
  readonly name: Triple | 'default';
  /** The targets it builds for, sorted; it always builds for the host as well. */
  readonly targets: readonly Triple[];
  /** The target that cargo builds for by default; undefined for the host. */
  readonly defaultTarget: Triple | undefined;
}

/**
 * The shell of a name; undefined where the model has none on the system. `listed` are the targets of rust-toolchain.toml
 * in its order, of which the first that the shell builds is the default where the model says `first`.
 */
export function chooseShell(
  model: ShellModel,
  system: Host,
  name: string,
  listed: readonly Triple[],
): ShellChoice | undefined {
  const all = model.systems[system]?.targets;
  if (all === undefined) return undefined;
  if (name === 'default') return { system, name, targets: all, defaultTarget: preferred(model, all, listed) };
  const only = all.find((triple) => triple === name);
  if (only === undefined) return undefined;
  const defaultTarget = model.defaultTarget.value === false ? undefined : only;
  return { system, name: only, targets: [only], defaultTarget };
}

function preferred({ defaultTarget }: ShellModel, all: readonly Triple[], listed: readonly Triple[]) {
  const { value } = defaultTarget;
  if (value === false) return undefined;
  return value === 'first' ? [...listed.filter((triple) => all.includes(triple)), ...all][0] : value;
}

/** Whether a part of the model belongs to a shell: its hosts and targets include the shell's. */
export function isInShell(model: ShellModel, { system, targets }: ShellChoice, scoped: Scoped): boolean {
  const built = [model.systems[system]?.host, ...targets];
  return (
    (scoped.systems?.includes(system) ?? true) && (scoped.targets?.some((triple) => built.includes(triple)) ?? true)
  );
}

/** The value of a variable in a shell: the first of its entries that is in the shell, and of a list its parts there; undefined if none is. */
export function entryInShell(
  model: ShellModel,
  choice: ShellChoice,
  entries: readonly ModelEntry[],
): ModelEntry | undefined {
  for (const entry of entries) {
    if (entry.kind !== 'list') {
      if (isInShell(model, choice, entry)) return entry;
      continue;
    }
    const prepend = entry.prepend.filter((part) => isInShell(model, choice, part));
    const append = entry.append.filter((part) => isInShell(model, choice, part));
    if (prepend.length + append.length > 0) return { ...entry, prepend, append };
  }
  return undefined;
}
