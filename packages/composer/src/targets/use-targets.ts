import type { Host, ProjectKind, Ref, Target } from '@mkcross/core';
import type { Choice } from '../choose/choose-toolchain.ts';
import type { TargetChoices } from '../choose/choose-all.ts';
import type { Launchers } from '../programs/launchers.ts';
import { useToolchain, type UsedToolchain } from '../programs/toolchain-programs.ts';
import { userLibraries } from '../resolve/libraries.ts';
import type { Resolver } from '../resolve/resolver.ts';
import type { Project } from '../select/project.ts';

/** A kind of project of a target, with its toolchain. */
export interface KindUse {
  readonly choice: Choice;
  /** "" where its programs have the plain names. */
  readonly infix: string;
  readonly used: UsedToolchain;
}

/** A target on one host, with the toolchains that were chosen for it. */
export interface UsedTarget {
  readonly system: Host;
  readonly target: Target;
  readonly isHost: boolean;
  readonly isAsked: boolean;
  readonly kinds: readonly KindUse[];
  /** Keys of the libraries that mkcross.toml lists for it. */
  readonly userLibraries: readonly string[];
}

/** Resolves the chosen toolchains, each once for each target. Targets without any are left out. */
export function useTargets(
  resolver: Resolver,
  project: Project,
  chosen: readonly TargetChoices[],
  launchers: Launchers,
): readonly UsedTarget[] {
  const cache = new Map<string, UsedToolchain>();
  return chosen.flatMap(({ choices, ...one }): readonly UsedTarget[] => {
    if (choices.length === 0) return [];
    const { target, isHost } = one;
    const infixes = infixesOf(choices);
    const kinds = choices.map((choice): KindUse => {
      const { ref, body } = choice.chosen;
      const listed = userLibraries(resolver, project, target, body.linkage);
      const infix = infixes.get(ref) ?? '';
      const key = `${target.triple} ${ref} ${infix} ${String(isHost)}`;
      const used =
        cache.get(key) ??
        useToolchain(resolver, { ref, body, target, isHost, infix, userLibraries: listed, launchers });
      cache.set(key, used);
      return { choice, infix, used };
    });
    const listed = choices.flatMap(({ chosen }) => userLibraries(resolver, project, target, chosen.body.linkage));
    return [{ ...one, kinds, userLibraries: [...new Set(listed)] }];
  });
}

/** Whose programs have the plain names, the first that builds something. */
const plainOrder: readonly ProjectKind[] = ['c', 'rust', 'go', 'zig'];

function infixesOf(choices: readonly Choice[]): ReadonlyMap<Ref, string> {
  const ordered = plainOrder.flatMap((kind) => choices.filter((choice) => choice.kind === kind));
  const infixes = new Map<Ref, string>();
  for (const { kind, chosen } of ordered)
    if (!infixes.has(chosen.ref)) infixes.set(chosen.ref, infixes.size === 0 ? '' : `${kind}-`);
  return infixes;
}
