import type { HookStage } from '@mkcross/core';
import type { ListPart, ModelEntry, ModelHook } from '../model.ts';
import { hasControlCharacters, type StringPart } from '../nix/index.ts';
import { holesOf } from '../plugins/holes.ts';
import { projectRoot, shellParts, type Fill } from './fill-holes.ts';
import type { Part } from './scopes.ts';

/** Whether a variable is set by Nix itself; others need a shell, for the project's root or for what is there already. */
export function isSetByNix(entry: ModelEntry): boolean {
  if (entry.kind !== 'set' || holesOf(entry.value).some((hole) => 'project' in hole)) return false;
  const parts = typeof entry.value === 'string' ? [entry.value] : entry.value;
  return !parts.some((part) => typeof part === 'string' && hasControlCharacters(part));
}

/** What a part of the shells does in one stage of the hook; nothing, if empty. */
export function stageParts(fill: Fill, part: Part, stage: HookStage): readonly StringPart[] {
  const { model } = fill;
  const hooks = part.hooks.filter((hook) => hook.stage === stage).flatMap((hook) => hookParts(fill, hook));
  if (stage !== 'environment') return hooks;
  const variables = part.env.flatMap(([name, entry]) => variableParts(fill, name, entry));
  const tools = part.path.map(({ tool }) => tool);
  const packages = new Map(
    tools.flatMap((tool) =>
      model.tools[tool] === undefined ? [] : [[JSON.stringify(model.tools[tool].nix.package), model.tools[tool]]],
    ),
  );
  const folders = [...packages.values()].flatMap(({ nix }) => [
    'PATH="$PATH":',
    fill.packages.expressionOf(nix.package),
    '/bin\n',
  ]);
  return [...variables, ...folders, ...hooks];
}

/**
 * The root is the nearest folder above that holds mkcross.toml, wherever in the project the shell is entered. Outside of
 * any, as with "nix develop <flake>", homes must not land in the user's own: they go to a folder of mkcross' own.
 */
export const findRoot = `${projectRoot}=$PWD
while [ -n "$${projectRoot}" ] && [ ! -e "$${projectRoot}/mkcross.toml" ]; do
  ${projectRoot}=\${${projectRoot}%/*}
done
if [ -z "$${projectRoot}" ]; then
  ${projectRoot}=\${XDG_CACHE_HOME:-$HOME/.cache}/mkcross/outside
  mkdir -p "$${projectRoot}"
  echo "mkcross: no mkcross.toml here or above, so toolchains go to $${projectRoot}" >&2
fi
export ${projectRoot}
`;

function variableParts(fill: Fill, name: string, entry: ModelEntry): readonly StringPart[] {
  if (isSetByNix(entry)) return [];
  if (entry.kind === 'list') {
    const add = (parts: readonly ListPart[], statement: (word: readonly StringPart[]) => readonly StringPart[]) =>
      parts.flatMap(({ values }) => values.flatMap((value) => statement(shellParts(fill, value))));
    const separator = entry.separator === ' ' ? ' ' : entry.separator;
    return [
      ...add(entry.prepend, (word) => [`export ${name}=`, ...word, `"\${${name}:+${separator}$${name}}"\n`]),
      ...add(entry.append, (word) => [`export ${name}="\${${name}:+$${name}${separator}}"`, ...word, '\n']),
    ];
  }
  const word = shellParts(fill, entry.value);
  if (entry.kind === 'set') return [`export ${name}=`, ...word, '\n'];
  return [`if [ -z "\${${name}+set}" ]; then export ${name}=`, ...word, '; fi\n'];
}

/** A hook runs in a function, so that its variables stay its own. */
function hookParts(fill: Fill, hook: ModelHook): readonly StringPart[] {
  const name = `mkcross_${hook.from}_${hook.id}`.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const locals = Object.entries(hook.values).flatMap(([variable, value]) => [
    `  local ${variable}=`,
    ...shellParts(fill, value),
    '\n',
  ]);
  return [`${name}() {\n`, ...locals, indented(hook.body), `}\n${name}\nunset -f ${name}\n`];
}

function indented(body: string): string {
  const lines = body.endsWith('\n') ? body : `${body}\n`;
  return quotesNewline(body) ? lines : lines.replaceAll(/^(?=.)/gm, '  ');
}

/** Whether a newline may stand in quotes or a here-document, where an indentation would become part of the text. */
function quotesNewline(body: string): boolean {
  let quote = '';
  for (const [token] of body.matchAll(/\\.|['"\n]|<</gs)) {
    if (token === '<<') return true;
    if (token === '\n' && quote !== '') return true;
    if (token === quote) quote = '';
    else if (quote === '' && (token === '"' || token === "'")) quote = token;
  }
  return false;
}
