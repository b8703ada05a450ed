import { holesOf, modelValues, type ModelEntry, type ShellModel } from '@mkcross/composer';
import type { Tool } from '@mkcross/core';
import { isInShell, type ShellChoice } from '../shell/shell-choice.ts';

/** The qualified names of what a shell refers to. */
export interface Required {
  readonly tools: ReadonlySet<string>;
  readonly libraries: ReadonlySet<string>;
}

/** The tools and libraries that a shell refers to. What only other targets' or other hosts' shells refer to is left out. */
export function requiredTools(model: ShellModel, choice: ShellChoice): Required {
  const part = partOf(model, choice);
  const placeholders = modelValues(part).flatMap(holesOf);
  return {
    tools: new Set([
      ...placeholders.flatMap((one) => ('tool' in one ? [one.tool] : [])),
      ...part.path.map(({ tool }) => tool),
      ...part.packages.flatMap(({ tool }) => tool ?? []),
    ]),
    libraries: new Set(placeholders.flatMap((one) => ('library' in one ? [one.library] : []))),
  };
}

/** The model without the parts that are not in a shell. */
function partOf(model: ShellModel, choice: ShellChoice): ShellModel {
  const isIn = (scoped: Parameters<typeof isInShell>[2]) => isInShell(model, choice, scoped);
  const targets = choice.targets.flatMap((triple) => {
    const target = model.targets[triple];
    if (target === undefined) return [];
    const { runner, ...rest } = target;
    return [[triple, runner !== undefined && isIn(runner) ? target : rest] as const];
  });
  return {
    ...model,
    env: Object.fromEntries(
      Object.entries(model.env).flatMap(([name, entry]): readonly (readonly [string, ModelEntry])[] => {
        if (entry.kind !== 'list') return isIn(entry) ? [[name, entry]] : [];
        return [[name, { ...entry, prepend: entry.prepend.filter(isIn), append: entry.append.filter(isIn) }]];
      }),
    ),
    hooks: model.hooks.filter(isIn),
    scripts: model.scripts.filter(isIn),
    path: model.path.filter(isIn),
    packages: model.packages.filter(isIn),
    targets: Object.fromEntries(targets),
  };
}

/** Tools that are looked up in the same way, as one with all their names: several plugins may declare the same tool. */
export function groupByLookup(
  tools: readonly { readonly name: string; readonly tool: Tool }[],
): readonly { readonly names: readonly string[]; readonly tool: Tool }[] {
  const groups = new Map<string, { readonly names: string[]; readonly tool: Tool }>();
  for (const { name, tool } of tools) {
    const key = JSON.stringify([tool.host.commands, tool.host.version?.series]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], tool });
    else group.names.push(name);
  }
  return [...groups.values()];
}
