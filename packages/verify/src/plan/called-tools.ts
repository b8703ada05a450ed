import { placeholdersOf, textsOf, type ModelProgram, type ShellModel, type Value } from '@mkcross/composer';
import type { Host, Triple } from '@mkcross/core';
import { isInScope } from './shell-scope.ts';

/** Keys of the tools that a command calls: those that it names, and those that the shell's programs in it call, one through another. */
export function calledTools(
  model: ShellModel,
  { triple, system }: { readonly triple: Triple; readonly system: Host },
  command: readonly Value[],
): readonly string[] {
  const [first = '', ...others] = command;
  const programs = model.programs.filter((program) => isInScope(program, triple, system));
  const names = new Set(typeof first === 'string' ? [first] : []);
  const tools = new Set(typeof first === 'string' ? packagedTools(model, first, { triple, system }) : []);
  const read = (values: readonly Value[]) => {
    for (const part of values.flatMap(placeholdersOf)) {
      if ('tool' in part) tools.add(part.tool);
      if ('program' in part) names.add(part.program);
    }
  };
  read([first, ...others]);
  // A set that grows while it is walked: programs call other programs.
  for (const name of names)
    for (const program of programs.filter((one) => one.name === name)) read(textsOfProgram(program));
  return [...tools];
}

/** The texts of a program, which name the tools that it calls. */
export const textsOfProgram = (program: ModelProgram): readonly Value[] =>
  'link' in program ? [program.link] : textsOf(program.values);

/** The tool of a package that brings a program of this name: cargo comes with rustup. */
const packagedTools = (
  { packages, tools }: ShellModel,
  name: string,
  { triple, system }: { readonly triple: Triple; readonly system: Host },
) =>
  packages.flatMap((one) => {
    const tool = one.tool === undefined ? undefined : tools[one.tool];
    const isOf = tool?.nix.program === name || tool?.alsoProvides?.includes(name) === true;
    return one.tool !== undefined && isOf && isInScope(one, triple, system) ? [one.tool] : [];
  });
