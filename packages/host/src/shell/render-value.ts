import { shellWord, type ShellModel } from '@mkcross/composer';
import type { Hole, Value } from '@mkcross/core';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { ShellChoice } from './shell-choice.ts';
import { runnerName, scriptPath, stubFolder, textPath, toolPath, type Folders } from './state-folder.ts';

/** What placeholders are resolved from. */
export interface RenderContext {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  readonly locations: ToolLocations;
  readonly folders: Folders;
}

/** A value with its placeholders replaced by the paths and names of this machine. */
export const renderValue = (context: RenderContext, value: Value): string =>
  typeof value === 'string'
    ? value
    : value.map((part) => (typeof part === 'string' ? part : renderPlaceholder(context, part))).join('');

/** Bash assignments, one a line, sorted by name; `prefix` comes before each (`local `). */
export function assignments(context: RenderContext, values: Readonly<Record<string, Value>>, prefix = ''): string {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${prefix}${name}=${quoted(renderValue(context, value))}\n`)
    .join('');
}

/** A text as one word of bash; the empty text is a word too. */
export const quoted = (text: string): string => (text === '' ? "''" : shellWord(text));

function renderPlaceholder(context: RenderContext, placeholder: Hole): string {
  const { model, locations, folders, choice } = context;
  if ('tool' in placeholder) return toolPath(folders, model, locations, placeholder.tool);
  if ('library' in placeholder) {
    const { library, dir } = placeholder;
    if (model.libraries[library]?.host.standIn !== undefined) return stubFolder(folders, library);
    return locations.libraries[library]?.dirs[dir] ?? stubFolder(folders, library);
  }
  if ('project' in placeholder)
    return placeholder.project === '' ? folders.root : `${folders.root}/${placeholder.project}`;
  if ('runner' in placeholder) return scriptPath(folders, runnerName(placeholder.runner));
  if ('script' in placeholder) return scriptPath(folders, placeholder.script);
  if ('text' in placeholder) return textPath(folders, placeholder.text.name);
  return choice.defaultTarget ?? '';
}
