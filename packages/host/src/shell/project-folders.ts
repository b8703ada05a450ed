import type { ShellModel } from '@mkcross/composer';
import { entryInShell, type ShellChoice } from './shell-choice.ts';

/**
 * The folders of the project, relative to it, that variables of a shell name as a whole, such as CARGO_HOME: programs of the shell
 * write into them.
 */
export function projectFoldersOf(model: ShellModel, choice: ShellChoice): readonly string[] {
  return Object.values(model.env).flatMap((entries) => {
    const entry = entryInShell(model, choice, entries);
    if (entry === undefined || entry.kind === 'list' || typeof entry.value === 'string') return [];
    const [first, ...rest] = entry.value;
    const isFolder = rest.length === 0 && typeof first === 'object' && 'project' in first && first.project !== '';
    return isFolder ? [first.project] : [];
  });
}
