import type { Stage } from '@mkcross/core';
import type { ListPart, ModelEntry, ModelHook, Value } from '../model.ts';
import { call, hasControlCharacters, name, select, type StringPart } from '../nix/index.ts';
import type { Placed } from './parts.ts';
import { assignments, shellParts, type RenderContext } from './render-context.ts';
import { scriptPath } from './script-files.ts';

type Env = readonly Placed<readonly [name: string, entry: ModelEntry]>[];

/** What the lines of the hook are made from: the part of the shell, on all of its systems or on some. */
export interface HookSource {
  readonly env: Env;
  readonly path: readonly Placed<{ readonly tool: string }>[];
  readonly hooks: readonly Placed<ModelHook>[];
}

/** Whether a value needs the default target, which only the function that makes a shell knows. */
export const namesDefaultTarget = (value: Value): boolean =>
  typeof value !== 'string' && value.some((part) => typeof part === 'object' && 'defaultTarget' in part);

/** Whether Nix itself sets a variable; others need a shell, for the project's root or for what is there already. */
export function isSetByNix(entry: ModelEntry): boolean {
  if (entry.kind !== 'set') return false;
  const parts = typeof entry.value === 'string' ? [entry.value] : entry.value;
  return !parts.some((part) => (typeof part === 'string' ? hasControlCharacters(part) : 'project' in part));
}

/** The lines of one stage of the hook. */
export function stageParts(context: RenderContext, source: HookSource, stage: Stage): readonly StringPart[] {
  const hooks = source.hooks.filter(({ item }) => item.stage === stage).flatMap(({ item }) => hookParts(context, item));
  if (stage !== 'environment') return hooks;
  return [
    ...source.env.flatMap(({ item: [variable, entry] }) => variableParts(context, variable, entry)),
    ...pathParts(context, source.path),
    ...hooks,
  ];
}

/** Each folder of tools once, behind what is on PATH. */
function pathParts(context: RenderContext, path: HookSource['path']): readonly StringPart[] {
  const tools = path.flatMap(({ item: { tool } }) => context.model.tools[tool] ?? []);
  const packages = new Map(tools.map(({ nix }) => [JSON.stringify(nix.package), nix.package]));
  return [...packages.values()].flatMap((one) => ['PATH="$PATH":', context.packages.expressionOf(one), '/bin\n']);
}

function variableParts(context: RenderContext, variable: string, entry: ModelEntry): readonly StringPart[] {
  if (isSetByNix(entry)) return [];
  if (entry.kind === 'unset') return [`unset ${variable}\n`];
  if (entry.kind === 'list') {
    const { separator } = entry;
    const add = (parts: readonly ListPart[], statement: (word: readonly StringPart[]) => readonly StringPart[]) =>
      parts.flatMap(({ values }) => values.flatMap((value) => statement(shellParts(context, value))));
    return [
      ...add(entry.prepend, (word) => [
        `export ${variable}=`,
        ...word,
        `"\${${variable}:+${separator}$${variable}}"\n`,
      ]),
      ...add(entry.append, (word) => [`export ${variable}="\${${variable}:+$${variable}${separator}}"`, ...word, '\n']),
    ];
  }
  const word = shellParts(context, entry.value);
  if (entry.kind === 'set') return [`export ${variable}=`, ...word, '\n'];
  return [`if [ -z "\${${variable}+set}" ]; then export ${variable}=`, ...word, '; fi\n'];
}

/**
 * A hook runs in a function, so that its variables stay its own, and one that may export nothing in a subshell. A failure is
 * reported and the shell is entered all the same.
 */
function hookParts(context: RenderContext, hook: ModelHook): readonly StringPart[] {
  const fn = `mkcross_${hook.from}_${hook.id}`.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const body = call(
    select(name('builtins'), ['readFile']),
    scriptPath(context.folder, context.scripts.nameOf(hook.body)),
  );
  const [open, close] = hook.exports ? ['{', '}'] : ['(', ')'];
  const failed = `mkcross: the hook "${hook.id}" of ${hook.from} failed`;
  return [
    `${fn}() ${open}\n`,
    ...assignments(context, hook.values, '  local '),
    '  ',
    body,
    `\n${close}\n${fn} || echo '${failed.replaceAll("'", '')}' >&2\nunset -f ${fn}\n`,
  ];
}
