import { shellWord, type ShellModel } from '@mkcross/composer';
import type { Hole, Value } from '@mkcross/core';
import type { Places } from './places.ts';
import type { ShellChoice } from './shell-choice.ts';
import { runnerName, standInFolder, textPath, toolPath, scriptPath, type Folders } from './state-folder.ts';

/** What holes are filled from. */
export interface Fill {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  readonly places: Places;
  readonly folders: Folders;
}

/** A value as it is on this machine. */
export const fillValue = (fill: Fill, value: Value): string =>
  typeof value === 'string'
    ? value
    : value.map((part) => (typeof part === 'string' ? part : fillHole(fill, part))).join('');

/** Assignments of bash, a line each, sorted by name. */
export function assignments(fill: Fill, values: Readonly<Record<string, Value>>, before = ''): string {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${before}${name}=${wordOf(fillValue(fill, value))}\n`)
    .join('');
}

const wordOf = (text: string) => (text === '' ? "''" : shellWord(text));

function fillHole(fill: Fill, hole: Hole): string {
  const { model, places, folders, choice } = fill;
  if ('tool' in hole) return toolPath(folders, model, places, hole.tool);
  if ('library' in hole) {
    const library = model.libraries[hole.library];
    if (library?.host.standIn !== undefined) return standInFolder(folders, hole.library);
    return places.libraries[hole.library]?.[hole.dir] ?? standInFolder(folders, hole.library);
  }
  if ('project' in hole) return hole.project === '' ? folders.root : `${folders.root}/${hole.project}`;
  if ('runner' in hole) return scriptPath(folders, runnerName(hole.runner));
  if ('script' in hole) return scriptPath(folders, hole.script);
  if ('text' in hole) return textPath(folders, hole.text.name);
  return choice.defaultTarget ?? '';
}
