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
  return {
    env: all.flatMap(({ env }) => env),
    programs: all.flatMap(({ programs }) => programs),
    files: all.flatMap(({ files }) => files),
    hooks: all.flatMap(({ hooks }) => hooks),
    packages: all.flatMap(({ packages }) => packages),
  };
}

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
