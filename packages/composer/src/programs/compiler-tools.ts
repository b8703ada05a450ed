import type { CompilerPackage, Lookup, Program, Ref, Role, Text } from '@mkcross/core';
import type { ModelLookup, ModelTool } from '../model.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { plainText, resolveFolder, resolveLookup, resolvePackage } from '../resolve/tools.ts';

type NamedProgram = Extract<Program, { readonly name: string }>;

/** The key in the model of a program of a toolchain's package: `rust-mingw/gcc/ar@x86_64-pc-windows-gnu`. */
export function compilerKey(ref: Ref, name: string, triple: string): string {
  return `${ref}/${name}@${triple}`;
}

/**
 * A program of a toolchain's package as a tool. Outside Nix it is where it says itself, else where the package's naming scheme leads: in each
 * folder, or on PATH, each prefix with the name and each suffix.
 */
export function compilerTool(
  resolver: Resolver,
  compilers: CompilerPackage,
  role: Role | 'linker',
  program: NamedProgram,
  setting: Setting,
): ModelTool {
  const { why, nix, prefixes, suffixes, folders, version, knownIssues, ...installation } = compilers;
  const gnu: readonly Text[] = [[{ target: 'gnu' }, '-']];
  const names = (prefixes ?? gnu).flatMap((prefix) =>
    (suffixes ?? ['']).map((suffix) => `${plainText(resolver, prefix, setting)}${program.name}${suffix}`),
  );
  // What the package says of its compilers is not true of its ar.
  const isCompiler = role === 'cc' || role === 'cxx';
  return {
    from: setting.scope.from,
    why,
    ...installation,
    ...(program.optional === undefined ? {} : { ...program.optional, optional: true as const }),
    nix: { package: resolvePackage(nix, setting.target?.triple), program: { prefixed: program.name } },
    find: distinct([
      ...(program.find ?? []).flatMap((lookup: Lookup) => resolveLookup(resolver, lookup, setting)),
      ...(folders === undefined
        ? names.map((command): ModelLookup => ({ command }))
        : folders
            .flatMap((folder) => resolveFolder(resolver, folder, setting))
            .flatMap((folder) => names.map((name): ModelLookup => ({ ...folder, path: below(folder.path, name) })))),
    ]),
    ...(isCompiler && version !== undefined ? { version } : {}),
    ...(isCompiler && knownIssues !== undefined ? { knownIssues } : {}),
  };
}

const distinct = (lookups: readonly ModelLookup[]) => [
  ...new Map(lookups.map((lookup) => [JSON.stringify(lookup), lookup])).values(),
];

const below = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
