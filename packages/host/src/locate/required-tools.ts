import {
  placeholdersOf,
  type BodyValue,
  type ModelEntry,
  type ModelTool,
  type ShellModel,
  type Value,
} from '@mkcross/composer';
import { entryInShell, isInShell, type ShellChoice } from '../shell/shell-choice.ts';

/** The keys of what a shell refers to. */
export interface Required {
  readonly tools: ReadonlySet<string>;
  readonly libraries: ReadonlySet<string>;
  /** Generated files, those that other files name included. */
  readonly files: ReadonlySet<string>;
}

/** The tools, libraries and files that a shell refers to. What only other targets' or other hosts' shells refer to is left out. */
export function requiredTools(model: ShellModel, choice: ShellChoice): Required {
  const values = valuesOf(model, choice);
  const files = filesNamedBy(model, values);
  const all = [...values, ...contentsOf(model, [...files])];
  const placeholders = all.flatMap(placeholdersOf);
  const packages = model.packages.filter((one) => isInShell(model, choice, one));
  return {
    tools: new Set([
      ...placeholders.flatMap((one) => ('tool' in one ? [one.tool] : [])),
      ...packages.flatMap(({ tool }) => tool ?? []),
    ]),
    libraries: new Set(placeholders.flatMap((one) => ('library' in one ? [one.library] : []))),
    files,
  };
}

/** Every text of a shell: of variables, hooks, programs, and the commands that build its targets' fixtures. */
function valuesOf(model: ShellModel, choice: ShellChoice): readonly Value[] {
  const isIn = (scoped: Parameters<typeof isInShell>[2]) => isInShell(model, choice, scoped);
  return [
    ...Object.values(model.env).flatMap((entries) => {
      const entry = entryInShell(model, choice, entries);
      return entry === undefined ? [] : entryValues(entry);
    }),
    ...model.hooks.filter(isIn).flatMap(({ values }) => textsOf(values)),
    ...model.programs.filter(isIn).flatMap((program) => ('link' in program ? [program.link] : textsOf(program.values))),
    ...choice.targets.flatMap((triple) =>
      (model.targets[triple]?.fixtures ?? [])
        .filter(({ systems }) => systems?.includes(choice.system) ?? true)
        .flatMap(({ build }) => build),
    ),
  ];
}

const entryValues = (entry: ModelEntry): readonly Value[] => {
  if (entry.kind === 'list') return [...entry.prepend, ...entry.append].flatMap(({ values }) => values);
  return entry.kind === 'unset' ? [] : [entry.value];
};

const textsOf = (values: Readonly<Record<string, BodyValue>>): readonly Value[] =>
  Object.values(values).flatMap((value) => (typeof value === 'object' && 'list' in value ? value.list : [value]));

const contentsOf = ({ files }: ShellModel, names: readonly string[]): readonly Value[] =>
  names.map((name) => files[name]?.content ?? '');

function filesNamedBy(model: ShellModel, values: readonly Value[]): ReadonlySet<string> {
  const named = new Set<string>();
  let next = values;
  while (next.length > 0) {
    const fresh = next
      .flatMap(placeholdersOf)
      .flatMap((one) => ('file' in one && !named.has(one.file) ? [one.file] : []));
    for (const file of fresh) named.add(file);
    next = contentsOf(model, [...new Set(fresh)]);
  }
  return named;
}

/** Tools that are looked up in the same way, as one with all their names: several plugins may declare the same tool. */
export function groupByLookup(
  tools: readonly { readonly name: string; readonly tool: ModelTool }[],
): readonly { readonly names: readonly string[]; readonly tool: ModelTool }[] {
  const groups = new Map<string, { readonly names: string[]; readonly tool: ModelTool }>();
  for (const { name, tool } of tools) {
    const key = JSON.stringify([tool.find, tool.series]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], tool });
    else group.names.push(name);
  }
  return [...groups.values()];
}
