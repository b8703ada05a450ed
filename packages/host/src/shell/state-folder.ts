import type { ShellModel } from '@mkcross/composer';
import { findTarget } from '@mkcross/core';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { Variables } from '../system.ts';
import type { ShellChoice } from './shell-choice.ts';

/** The project, and the folder in it that contains the shells' files; both absolute. */
export interface Folders {
  readonly root: string;
  /** Scripts, texts and links: `.mkcross/host` of the project. */
  readonly state: string;
}

/** The part of every state folder's path by which its folders are recognised on PATH. */
const stateMark = '/.mkcross/host/';

/** The state folder of a project. */
export const stateFolder = (root: string): string => `${root}/.mkcross/host`;

/** PATH without the folders of mkcross' shells: a shell that is entered from another one contains only itself. */
export const pathOutside = (path: string): string =>
  path
    .split(':')
    .filter((folder) => !folder.includes(stateMark))
    .join(':');

/**
 * The folder of fetched programs and of shells without a project, shared by all projects of a user: `$MKCROSS_CACHE`, else
 * `mkcross` below `$XDG_CACHE_HOME` or `~/.cache`. An empty or relative value counts as not set
 * (https://specifications.freedesktop.org/basedir-spec/latest). `account` is the home folder where HOME is not set.
 */
export function cacheFolder(env: Variables, account: string): string {
  const absolute = (name: string) => (env[name]?.startsWith('/') === true ? env[name] : undefined);
  const home = absolute('HOME') ?? account;
  return absolute('MKCROSS_CACHE') ?? `${absolute('XDG_CACHE_HOME') ?? `${home}/.cache`}/mkcross`;
}

/** The name of the program that runs a target's programs. */
export const runnerName = (triple: string): string => `mkcross-run-${triple}`;

/** The path of a script: the same for all shells of a project, so that one shell's builds are up to date in another. */
export const scriptPath = ({ state }: Folders, name: string): string => `${state}/scripts/${name}`;

/** The path of a generated text file. */
export const textPath = ({ state }: Folders, name: string): string => `${state}/texts/${name}`;

/** The folder of empty archives in place of a library. */
export const stubFolder = ({ state }: Folders, library: string): string => `${state}/libraries/${plain(library)}`;

/** The folder of a shell's programs, first on its PATH. */
export const binFolder = ({ state }: Folders, { name }: ShellChoice): string => `${state}/${name}/bin`;

/** The path by which a tool is called: where it was found, or a script that wraps it or reports that it is missing. */
export function toolPath(folders: Folders, model: ShellModel, { tools }: ToolLocations, tool: string): string {
  const location = tools[tool];
  if (location === undefined) throw new Error(`The tool "${tool}" is not in the model that was located.`);
  if (location.status === 'fetched' || (location.status === 'on-path' && location.wrapper === undefined))
    return location.path;
  return scriptPath(folders, `tools/${plain(tool)}/${nameInNix(model, tool)}`);
}

/** The name of a tool's program in nixpkgs. */
function nameInNix(model: ShellModel, tool: string): string {
  const { program, package: of } = model.tools[tool]?.nix ?? { program: tool, package: undefined };
  if (typeof program === 'string') return program;
  const set = of?.set;
  return set === undefined ? program.prefixed : `${findTarget(set)?.gnu ?? set}-${program.prefixed}`;
}

const plain = (name: string) => name.replaceAll(/[^A-Za-z0-9._-]/g, '-');
