import type { Scoped, ShellModel } from '@mkcross/composer';
import type { Host, Triple } from '@mkcross/core';

/** Whether something of a model is in the shell of a target on a host. */
export const isInScope = ({ targets, systems }: Pick<Scoped, 'systems' | 'targets'>, triple: Triple, system: Host) =>
  (targets?.includes(triple) ?? true) && (systems?.includes(system) ?? true);

/** Names of the programs that the shell itself has for a target: those that it generates, and those of its packages. */
export function shellPrograms({ programs, packages, tools }: ShellModel, triple: Triple, system: Host) {
  const generated = programs.filter((program) => isInScope(program, triple, system)).map(({ name }) => name);
  const packaged = packages
    .filter((one) => isInScope(one, triple, system))
    .flatMap(({ tool }) => {
      const found = tool === undefined ? undefined : tools[tool];
      if (found === undefined) return [];
      const { program } = found.nix;
      return [...(typeof program === 'string' ? [program] : []), ...(found.alsoProvides ?? [])];
    });
  return { generated, packaged };
}
