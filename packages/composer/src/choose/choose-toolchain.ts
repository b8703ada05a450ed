import type { Host, Language, ProjectKind, Ref, ToolchainBody } from '@mkcross/core';
import type { Wanted } from '../config/config.ts';
import type { ModelChoice } from '../model.ts';
import { ownerOf } from '../resolve/catalog.ts';

/** What a toolchain must compile to build each kind of project. Go compiles itself; C in it is compiled by the toolchain. */
export const languagesOf: Readonly<Record<ProjectKind, readonly Language[]>> = {
  rust: ['rust'],
  c: ['c'],
  zig: ['zig'],
  go: ['c'],
};

/** A toolchain that serves a target on some host. */
export interface Candidate {
  readonly ref: Ref;
  readonly body: ToolchainBody;
}

/** The toolchain of a target for one kind of project on one host. */
export interface Choice {
  readonly kind: ProjectKind;
  readonly chosen: Candidate;
  readonly because: ModelChoice['because'];
  /** All that could be chosen, the chosen one among them. */
  readonly candidates: readonly Ref[];
}

/** Several toolchains fit equally well. */
export interface Undecided {
  readonly kind: ProjectKind;
  readonly conflict: readonly Ref[];
}

/**
 * Chooses a toolchain: (1) the one that mkcross.toml names for the target, else for the project where there is one of that name; (2) the
 * only candidate; (3) the closest fit, which compiles least besides what is needed; (4) of one plugin, the first that it declares. Of
 * several plugins, the user decides. Undefined where no candidate serves the kind. `candidates` are in the order of their plugins' ids, then
 * as declared; those that are not for `host` do not count.
 */
export function chooseToolchain(
  candidates: readonly Candidate[],
  host: Host,
  kind: ProjectKind,
  wanted: { readonly target?: Wanted | undefined; readonly project?: Wanted | undefined },
): Choice | Undecided | undefined {
  const needs = languagesOf[kind];
  const serving = candidates.filter(
    ({ body }) => (body.hosts?.includes(host) ?? true) && needs.every((language) => body.languages.includes(language)),
  );
  const refs = serving.map(({ ref }) => ref);
  for (const setting of [wanted.target, wanted.project]) {
    const name = wantedName(setting, kind);
    if (name === undefined) continue;
    const named = withName(refs, name);
    if (named.length === 0) continue;
    const decided = decide(
      serving.filter(({ ref }) => named.includes(ref)),
      needs,
    );
    return 'conflict' in decided
      ? { kind, ...decided }
      : { kind, chosen: decided.chosen, because: 'configured', candidates: refs };
  }
  if (serving.length === 0) return undefined;
  const decided = decide(serving, needs);
  return 'conflict' in decided ? { kind, ...decided } : { kind, ...decided, candidates: refs };
}

/** The toolchain that a setting names for a kind of project. Go follows C where it is not named: cgo links what C projects make. */
export function wantedName(setting: Wanted | undefined, kind: ProjectKind): string | undefined {
  if (setting === undefined || typeof setting === 'string') return setting;
  return setting[kind] ?? (kind === 'go' ? setting.c : undefined);
}

/** The toolchains that a name stands for: `plugin/toolchain`, else a plugin, else a toolchain. */
export function withName(refs: readonly Ref[], name: string): readonly Ref[] {
  if (refs.includes(name)) return [name];
  const ofPlugin = refs.filter((ref) => ownerOf(ref) === name);
  return ofPlugin.length > 0 ? ofPlugin : refs.filter((ref) => ref.endsWith(`/${name}`));
}

function decide(
  candidates: readonly Candidate[],
  needs: readonly Language[],
): Pick<Choice, 'because' | 'chosen'> | Pick<Undecided, 'conflict'> {
  const extra = ({ body }: Candidate) => body.languages.filter((language) => !needs.includes(language)).length;
  const least = candidates.reduce((smallest, candidate) => Math.min(smallest, extra(candidate)), Infinity);
  const closest = candidates.filter((candidate) => extra(candidate) === least);
  const [first, ...others] = closest;
  if (first === undefined) return { conflict: [] };
  if (candidates.length === 1) return { chosen: first, because: 'only candidate' };
  if (others.length === 0) return { chosen: first, because: 'closest fit' };
  if (others.every(({ ref }) => ownerOf(ref) === ownerOf(first.ref)))
    return { chosen: first, because: 'default of its plugin' };
  return { conflict: closest.map(({ ref }) => ref) };
}
