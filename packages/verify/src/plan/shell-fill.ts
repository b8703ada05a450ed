import { textsOf, type ModelProgram, type ShellModel, type Value } from '@mkcross/composer';
import type { LibraryDir } from '@mkcross/core';
import type { Fill } from './fill-command.ts';

/** A shell that is entered. */
export interface EnteredShell {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The variables of the shell. */
  readonly env: Readonly<Record<string, string>>;
  /** The absolute path of a program in folders that are joined by ":". */
  readonly find: (program: string, path: string) => string | undefined;
  /** Whether a folder of PATH is one that the shell brings. */
  readonly isOwn: (folder: string) => boolean;
  /** The paths by which tools are called on this machine, by their keys; without it, tools are on PATH or unknown: in a shell of Nix. */
  readonly tools?: Readonly<Record<string, string | undefined>>;
  /** Folders of libraries on this machine, by their keys. */
  readonly libraries?: Readonly<Record<string, Readonly<Partial<Record<LibraryDir, string>>>>>;
}

/**
 * What the placeholders of a model are in a shell that is entered. Programs are those that the shell brings, even where PATH has another
 * of that name first: `nix develop` reads the user's ~/.bashrc, which often puts ~/.cargo/bin there.
 */
export function shellFill(model: ShellModel, shell: EnteredShell): Fill {
  const folders = (shell.env['PATH'] ?? '').split(':').filter(shell.isOwn);
  const programPath = (name: string) => shell.find(name, folders.join(':'));
  return (placeholder) => {
    if ('program' in placeholder) return programPath(placeholder.program);
    if ('project' in placeholder)
      return placeholder.project === '' ? shell.root : `${shell.root}/${placeholder.project}`;
    if ('tool' in placeholder) {
      const { tool } = placeholder;
      if (shell.tools !== undefined) return shell.tools[tool];
      const name = nameOnPath(model, tool);
      return name === undefined ? undefined : programPath(name);
    }
    if ('library' in placeholder) return shell.libraries?.[placeholder.library]?.[placeholder.dir];
    // Files are read by the programs of the shell; no command of a fixture names them.
    return undefined;
  };
}

/** The name by which the shell has a tool on PATH: of a program that is a link to it, of a script of its name that starts it, or of a package. */
function nameOnPath({ programs, packages, tools }: ShellModel, tool: string): string | undefined {
  const linked = programs.find((program) => 'link' in program && isTool(program.link, tool));
  if (linked !== undefined) return linked.name;
  const name = tools[tool]?.nix.program;
  if (typeof name !== 'string') return undefined;
  const starts = (program: ModelProgram) =>
    program.name === name && 'values' in program && textsOf(program.values).some((value) => isTool(value, tool));
  return packages.some((one) => one.tool === tool) || programs.some(starts) ? name : undefined;
}

function isTool(value: Value, tool: string): boolean {
  const [only, ...others] = typeof value === 'string' ? [] : value;
  return typeof only === 'object' && others.length === 0 && 'tool' in only && only.tool === tool;
}
