import { holesOf, modelValues, type ShellModel } from '@mkcross/composer';
import { isInShell, type ShellChoice } from '../shell/shell-choice.ts';

/** The names of the tools and libraries that a shell's own parts name. */
export function needs(
  model: ShellModel,
  choice: ShellChoice,
): { readonly libraries: ReadonlySet<string>; readonly tools: ReadonlySet<string> } {
  const part: ShellModel = {
    ...model,
    env: Object.fromEntries(
      Object.entries(model.env).filter(([, entry]) => entry.kind === 'list' || isInShell(model, choice, entry)),
    ),
    hooks: model.hooks.filter((hook) => isInShell(model, choice, hook)),
    scripts: model.scripts.filter((script) => isInShell(model, choice, script)),
    targets: Object.fromEntries(
      choice.targets.flatMap((triple) =>
        model.targets[triple] === undefined ? [] : [[triple, model.targets[triple]]],
      ),
    ),
  };
  const holes = modelValues(part).flatMap(holesOf);
  return {
    tools: new Set([
      ...holes.flatMap((hole) => ('tool' in hole ? [hole.tool] : [])),
      ...model.path.filter((one) => isInShell(model, choice, one)).map(({ tool }) => tool),
      ...model.packages.filter((one) => isInShell(model, choice, one)).flatMap(({ tool }) => tool ?? []),
    ]),
    libraries: new Set(holes.flatMap((hole) => ('library' in hole ? [hole.library] : []))),
  };
}
