import {
  placeholdersOf,
  shellWord,
  type BodyValue,
  type ModelPlaceholder,
  type ShellModel,
  type Value,
} from '@mkcross/composer';
import type { LibraryDir } from '@mkcross/core';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { ShellChoice } from './shell-choice.ts';
import { filePath, plainPath, programPath, stubFolder, toolPath, type Folders } from './state-folder.ts';

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

/** The values of a list, without those that name a folder of a library which is not on this machine. */
export const renderList = (context: RenderContext, values: readonly Value[]): readonly string[] =>
  values.filter((value) => !namesAbsentFolder(context, value)).map((value) => renderValue(context, value));

/** Bash assignments, one a line, sorted by name; a list is an array. `prefix` comes before each (`local `). */
export function assignments(context: RenderContext, values: Readonly<Record<string, BodyValue>>, prefix = ''): string {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${prefix}${name}=${renderBodyValue(context, value)}\n`)
    .join('');
}

function renderBodyValue(context: RenderContext, value: BodyValue): string {
  if (typeof value === 'object' && 'list' in value)
    return `(${renderList(context, value.list).map(shellWord).join(' ')})`;
  return shellWord(renderValue(context, value));
}

/** Whether a value names a folder of a library that is neither on this machine nor expected in the project. */
const namesAbsentFolder = (context: RenderContext, value: Value): boolean =>
  placeholdersOf(value).some((one) => 'library' in one && libraryFolder(context, one.library, one.dir) === undefined);

function libraryFolder(
  { model, locations, folders }: RenderContext,
  library: string,
  dir: LibraryDir,
): string | undefined {
  const { dirs = {}, expected = {} } = locations.libraries[library] ?? {};
  const folder = dirs[dir] ?? expected[dir];
  if (folder !== undefined) return plainPath(folders, folder);
  const isStub = dir === 'lib' && model.libraries[library]?.stubArchives !== undefined;
  return isStub ? stubFolder(folders, library, dir) : undefined;
}

function renderPlaceholder(context: RenderContext, placeholder: ModelPlaceholder): string {
  const { model, locations, folders, choice } = context;
  if ('tool' in placeholder) return toolPath(folders, model, locations, placeholder.tool);
  if ('library' in placeholder) {
    const { library, dir } = placeholder;
    // Outside of a list, a path that does not exist has no effect.
    return libraryFolder(context, library, dir) ?? stubFolder(folders, library, dir);
  }
  if ('project' in placeholder)
    return placeholder.project === '' ? folders.root : `${folders.root}/${placeholder.project}`;
  if ('program' in placeholder) return programPath(folders, placeholder.program);
  if ('file' in placeholder) return filePath(folders, placeholder.file);
  return choice.defaultTarget ?? '';
}
