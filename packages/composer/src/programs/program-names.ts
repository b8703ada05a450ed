import type { Program, Role, Target } from '@mkcross/core';

/** By what compilers are called that are known by no name of their own; build systems recognise compilers by their names. */
const roleNames: Readonly<Partial<Record<string, readonly string[]>>> = { cc: ['cc', 'gcc'], cxx: ['c++', 'g++'] };

/** The names of a program without the target, the one that build systems are told first: `gcc`, then `cc`. */
export function plainNames(role: Role, program: Program): readonly string[] {
  const names = roleNames[role] ?? [role];
  const [usual = role] = names;
  return 'name' in program ? [...new Set([program.name, usual])] : names;
}

/**
 * The names on PATH of a program, the one that build systems are told first: `<triple>-<plain name>`, then by the GNU name. `infix` tells
 * apart the toolchain of one kind of project where another has the plain names: `x86_64-pc-windows-gnu-rust-gcc`.
 */
export function namesOnPath(
  target: Target,
  infix: string,
  plain: readonly string[],
  isHost: boolean,
): readonly string[] {
  const prefixes = isHost ? [target.triple] : [target.triple, target.names.gnu];
  return [...new Set(prefixes)].flatMap((prefix) => plain.map((name) => `${prefix}-${infix}${name}`));
}
