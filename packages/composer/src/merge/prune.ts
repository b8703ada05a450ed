import type { ModelProgram, ShellModel } from '../model.ts';
import { placeholdersOf, visitPlaceholders } from '../model-values.ts';

/**
 * Leaves out what nothing names: programs that stand for scripts, tools, libraries. Where there is no default target, variables that name it
 * are left out, too. `scripts` are the names of programs that are there only to be named.
 */
export function prune(model: ShellModel, scripts: ReadonlySet<string>): ShellModel {
  const env = model.defaultTarget.value === false ? withoutDefaultTarget(model.env) : model.env;
  const settled = withoutScripts({ ...model, env }, scripts);
  const tools = new Set([
    ...settled.path.map(({ tool }) => tool),
    ...settled.packages.flatMap(({ tool }) => tool ?? []),
  ]);
  const libraries = new Set<string>();
  visitPlaceholders(settled, (part) => {
    if ('tool' in part) tools.add(part.tool);
    else if ('library' in part) libraries.add(part.library);
  });
  return { ...settled, tools: only(settled.tools, tools), libraries: only(settled.libraries, libraries) };
}

/** The entries with one of these keys, sorted. */
function only<T>(record: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([key]) => keys.has(key))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function withoutDefaultTarget(env: ShellModel['env']): ShellModel['env'] {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, entries]) => {
      const kept = entries.filter(
        (entry) => entry.kind === 'list' || !placeholdersOf(entry.value).some((part) => 'defaultTarget' in part),
      );
      return kept.length === 0 ? [] : [[name, kept] as const];
    }),
  );
}

function withoutScripts(model: ShellModel, scripts: ReadonlySet<string>): ShellModel {
  if (scripts.size === 0) return model;
  const named = new Set<string>();
  visitPlaceholders(model, (part) => {
    if ('program' in part) named.add(part.program);
  });
  const kept = model.programs.filter(({ name }: ModelProgram) => !scripts.has(name) || named.has(name));
  if (kept.length === model.programs.length) return model;
  // A script may have been named by one that is gone.
  return withoutScripts({ ...model, programs: kept }, scripts);
}
