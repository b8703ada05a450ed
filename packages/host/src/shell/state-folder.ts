import type { ShellModel } from '@mkcross/composer';
import { findTarget } from '@mkcross/core';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { ShellChoice } from './shell-choice.ts';
import { encodedPath } from './user-folders.ts';

/** The folders of a project; absolute. */
export interface Folders {
  readonly root: string;
  /**
   * The project by a path without blanks and characters that shells treat specially: `root`, or a link to it in mkcross' cache.
   * Build systems split many variables at blanks, RUSTFLAGS and CFLAGS among them.
   */
  readonly plainRoot: string;
  /** Programs, files and links: `.mkcross/host` of the project, below `plainRoot`. */
  readonly state: string;
}

/** The part of every state folder's path by which its folders are recognised on PATH. */
const stateMark = '/.mkcross/host/';

/** What a path that build systems can split, expand or take as a pattern contains. */
const isSpecial = /[\s"'`\\$;:&|<>()*?[\]{}!#]/;

/** The folders of a project at `root`; `cache` is mkcross' cache folder. Without a path that has no blanks, `plainRoot` is `root`. */
export function projectFolders(root: string, cache: string): Folders {
  const plainRoot = isSpecial.test(root) && !isSpecial.test(cache) ? `${cache}/projects${encodedPath(root)}/_` : root;
  return { root, plainRoot, state: `${plainRoot}/.mkcross/host` };
}

/** Whether build systems would split the paths of a project. */
export const hasSpecialPath = ({ plainRoot }: Pick<Folders, 'plainRoot'>): boolean => isSpecial.test(plainRoot);

/** A path below the project as a path below `plainRoot`; others as they are. */
export const plainPath = ({ root, plainRoot }: Folders, path: string): string =>
  path.startsWith(`${root}/`) ? `${plainRoot}${path.slice(root.length)}` : path;

/** PATH without the folders of mkcross' shells: a shell that is entered from another one contains only itself. */
export const pathOutside = (path: string): string =>
  path
    .split(':')
    .filter((folder) => !folder.includes(stateMark))
    .join(':');

/** The path of a program: the same for all shells of a project, so that one shell's builds are up to date in another. */
export const programPath = ({ state }: Pick<Folders, 'state'>, name: string): string => `${state}/programs/${name}`;

/** The path of a generated file. */
export const filePath = ({ state }: Pick<Folders, 'state'>, name: string): string => `${state}/files/${plain(name)}`;

/** The place of a folder of a library that is not on the machine: of empty archives, or of nothing. */
export const stubFolder = ({ state }: Pick<Folders, 'state'>, library: string, dir: string): string =>
  `${state}/libraries/${plain(library)}/${dir}`;

/** The folder of a shell's programs, first on its PATH. */
export const binFolder = ({ state }: Pick<Folders, 'state'>, { name }: Pick<ShellChoice, 'name'>): string =>
  `${state}/${name}/bin`;

/** The path by which a tool is called: where it was found, or a script that wraps it or reports that it is missing. */
export function toolPath(
  folders: Pick<Folders, 'state'>,
  model: ShellModel,
  { tools }: ToolLocations,
  tool: string,
): string {
  const location = tools[tool];
  if (location === undefined) throw new Error(`The tool "${tool}" is not in the model that was located.`);
  if (location.status === 'fetched' || (location.status === 'found' && location.wrapper === undefined))
    return location.path;
  return `${folders.state}/tools/${plain(tool)}/${nameInNix(model, tool)}`;
}

/** The name of a tool's program in nixpkgs. */
function nameInNix({ tools, targets }: ShellModel, tool: string): string {
  const { program, package: of } = tools[tool]?.nix ?? { program: tool, package: undefined };
  if (typeof program === 'string') return program;
  const set = of?.set;
  if (set === undefined) return program.prefixed;
  const target = Object.values(targets).find(({ target: { triple } }) => triple === set)?.target ?? findTarget(set);
  return `${target?.names.gnu ?? set}-${program.prefixed}`;
}

/** A key of the model as a path without blanks. */
const plain = (key: string) =>
  key
    .replaceAll(/[^A-Za-z0-9._@+/-]/g, '-')
    .split('/')
    .map((part) => (/^\.*$/.test(part) ? '_' : part))
    .join('/');
