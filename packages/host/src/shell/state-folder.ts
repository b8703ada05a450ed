import type { ShellModel } from '@mkcross/composer';
import { findTarget } from '@mkcross/core';
import type { Places } from './places.ts';
import type { ShellChoice } from './shell-choice.ts';

/** The project, and the folder that is mkcross' own; both absolute. */
export interface Folders {
  readonly root: string;
  /** Holds what the shells are made of: scripts, texts, links. `.mkcross/host` of the project. */
  readonly state: string;
}

/** The part of a state folder's path by which one is known on PATH. */
export const stateMark = '/.mkcross/host/';

/** The program that runs a target's programs. */
export const runnerName = (triple: string): string => `mkcross-run-${triple}`;

/** A script is at one place for all shells of a project, so that what is built in one is not built again in another. */
export const scriptPath = ({ state }: Folders, name: string): string => `${state}/scripts/${name}`;

/** A generated text. */
export const textPath = ({ state }: Folders, name: string): string => `${state}/texts/${name}`;

/** The folder of a library that has none on this machine. */
export const standInFolder = ({ state }: Folders, library: string): string => `${state}/libraries/${plain(library)}`;

/** The folder of a shell's programs, first on its PATH. */
export const binFolder = ({ state }: Folders, { name }: ShellChoice): string => `${state}/${name}/bin`;

/** Where a tool is called: where it was found, or a script that wraps it or stands in its place. */
export function toolPath(folders: Folders, model: ShellModel, { tools }: Places, tool: string): string {
  const place = tools[tool];
  if (place === undefined) throw new Error(`nobody looked for the tool ${tool}`);
  if (place.by === 'cache' || (place.by === 'path' && place.wrapper === undefined)) return place.path;
  return scriptPath(folders, `tools/${plain(tool)}/${nameInNix(model, tool)}`);
}

/** What a tool's program is called where nixpkgs has it. */
function nameInNix(model: ShellModel, tool: string): string {
  const { program, package: of } = model.tools[tool]?.nix ?? { program: tool, package: undefined };
  if (typeof program === 'string') return program;
  const set = of?.set;
  return set === undefined ? program.prefixed : `${findTarget(set)?.gnu ?? set}-${program.prefixed}`;
}

const plain = (name: string) => name.replaceAll(/[^A-Za-z0-9._-]/g, '-');
