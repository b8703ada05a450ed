import type { ModelPlaceholder, ShellModel, Value } from '@mkcross/composer';
import type { ToolLocations } from '@mkcross/host';
import type { Fill } from '@mkcross/verify';

/** A shell that is entered. */
export interface EnteredShell {
  /** The project's folder, absolute. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** The absolute path of a program on PATH of the shell. */
  readonly find: (program: string) => string | undefined;
  /** Where tools are on this machine; undefined in a shell of Nix. */
  readonly locations: ToolLocations | undefined;
}

/**
 * What the placeholders of a model are in a shell that is entered. Programs are those of the shell: what PATH has under their names is only
 * taken from the Nix store or from the folder that mkcross generates in the project.
 */
export function shellFill(model: ShellModel, shell: EnteredShell): Fill {
  const program = (name: string) => {
    const path = shell.find(name);
    return path !== undefined && isOfShell(shell, path) ? path : undefined;
  };
  return (placeholder) => {
    if ('program' in placeholder) return program(placeholder.program);
    if ('project' in placeholder)
      return placeholder.project === '' ? shell.root : `${shell.root}/${placeholder.project}`;
    if ('tool' in placeholder) return toolPath(model, shell, placeholder.tool, program);
    if ('library' in placeholder) return shell.locations?.libraries[placeholder.library]?.dirs[placeholder.dir];
    // Files are read by the programs of the shell; no command of a fixture names them.
    return undefined;
  };
}

/** Whether a program belongs to the shell, by its path. */
const isOfShell = ({ root }: EnteredShell, path: string): boolean =>
  path.startsWith('/nix/store/') || path.startsWith(`${root}/.mkcross/`);

/** A tool where this machine has it; in a shell of Nix, where it is on PATH. */
function toolPath(
  { programs, packages, tools }: ShellModel,
  { locations }: EnteredShell,
  tool: string,
  programPath: (name: string) => string | undefined,
): string | undefined {
  const location = locations?.tools[tool];
  if (location?.status === 'missing') return undefined;
  // A program that needs a correction is only called through that script.
  const isCorrected = location !== undefined && 'wrapper' in location && location.wrapper !== undefined;
  if (location !== undefined && !isCorrected) return location.path;
  const linked = programs.find((program) => 'link' in program && isTool(program.link, tool));
  if (linked !== undefined) return programPath(linked.name);
  const name = packages.some((one) => one.tool === tool) ? tools[tool]?.nix.program : undefined;
  return typeof name === 'string' ? programPath(name) : undefined;
}

const isTool = (value: Value, tool: string): boolean => {
  const [only, ...others] = typeof value === 'string' ? [] : value;
  return only !== undefined && others.length === 0 && isPlaceholderOf(only, tool);
};

const isPlaceholderOf = (part: ModelPlaceholder | string, tool: string): boolean =>
  typeof part === 'object' && 'tool' in part && part.tool === tool;
