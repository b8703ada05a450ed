import type { EnvEntry, Host, Place, Triple } from '@mkcross/core';
import type { ModelFile, ModelHook, ModelPlaceholder, ModelProgram, Scoped, ShellModel } from '../model.ts';

/** What one owner says of one variable. */
export interface EnvClaim extends Scoped {
  readonly name: string;
  readonly entry: EnvEntry<ModelPlaceholder>;
  /** Where mkcross.toml says it; undefined for plugins and build systems. */
  readonly place?: Place;
}

/** A generated file under its name. */
export interface NamedFile extends ModelFile {
  readonly name: string;
}

/** Everything that is to be in the shells, before it is merged. */
export interface Claims {
  readonly env: readonly EnvClaim[];
  readonly programs: readonly ModelProgram[];
  readonly files: readonly NamedFile[];
  readonly hooks: readonly ModelHook[];
  readonly packages: ShellModel['packages'];
}

/** Nothing to add. */
export const noClaims: Claims = { env: [], programs: [], files: [], hooks: [], packages: [] };

/** Claims of several sources, in their order. */
export function joinClaims(all: readonly Claims[]): Claims {
  const env: EnvClaim[] = [];
  const programs: ModelProgram[] = [];
  const files: NamedFile[] = [];
  const hooks: ModelHook[] = [];
  const packages: ShellModel['packages'][number][] = [];
  for (const one of all) {
    for (const claim of one.env) env.push(claim);
    for (const program of one.programs) programs.push(program);
    for (const file of one.files) files.push(file);
    for (const hook of one.hooks) hooks.push(hook);
    for (const item of one.packages) packages.push(item);
  }
  return { env, programs, files, hooks, packages };
}

/** The systems of what is merged by name: that it is on the only system of the shells need not be said, and said, it would be removed again. */
export const systemsIn = (systems: readonly Host[], system: Host): { readonly systems?: readonly Host[] } =>
  systems.length === 1 && systems[0] === system ? {} : { systems: [system] };

/** Where something applies: undefined for all targets or all systems. */
export function scopeOf(
  from: string,
  targets: readonly Triple[] | undefined,
  systems: readonly Host[] | undefined,
): Scoped {
  return {
    from,
    ...(targets === undefined ? {} : { targets }),
    ...(systems === undefined ? {} : { systems }),
  };
}
