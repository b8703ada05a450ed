import { placeText, type Library, type Linkage, type Ref, type Target } from '@mkcross/core';
import { placeAt } from '../config/places.ts';
import type { ModelLibrary } from '../model.ts';
import type { Project } from '../select/project.ts';
import { dependentKey } from './dependent-key.ts';
import type { Resolver, Setting } from './resolver.ts';
import { report } from './text.ts';
import { plainText, resolveFolder, resolvePackage } from './tools.ts';

/** The key in the model of a library that something names; the library is added to those that are resolved. */
export function libraryKey(resolver: Resolver, ref: Ref, setting: Setting): string {
  const owned = resolver.catalog.libraries.get(ref);
  if (owned === undefined) {
    // What is resolved already is named by its key.
    if (!resolver.libraries.has(ref)) report(resolver, setting, 'library', ref, [...resolver.catalog.libraries.keys()]);
    return ref;
  }
  const key = dependentKey(ref, owned.targetNames, setting.target);
  if (!resolver.libraries.has(key)) {
    const scope = { ...setting.scope, from: owned.owner };
    resolver.libraries.set(key, resolveLibrary(resolver, owned.value, { ...setting, scope }));
  }
  return key;
}

function resolveLibrary(resolver: Resolver, library: Library, setting: Setting): ModelLibrary {
  const { nix, find, ...rest } = library;
  const { bin, include, lib, pkgconfig, root } = nix.dirs ?? {};
  const at = (dir: typeof bin) =>
    dir === undefined ? undefined : { output: dir.output, path: plainText(resolver, dir.path, setting) };
  const folders = (list: (typeof find)['bin']) => list?.flatMap((folder) => resolveFolder(resolver, folder, setting));
  return {
    ...rest,
    from: setting.scope.from,
    nix: {
      package: resolvePackage(nix.package, setting.target?.triple),
      ...(nix.dirs === undefined
        ? {}
        : {
            dirs: byDir({ bin: at(bin), include: at(include), lib: at(lib), pkgconfig: at(pkgconfig), root: at(root) }),
          }),
    },
    find: byDir({
      bin: folders(find.bin),
      include: folders(find.include),
      lib: folders(find.lib),
      pkgconfig: folders(find.pkgconfig),
      root: folders(find.root),
    }),
  };
}

type Dirs<T> = { readonly [K in 'bin' | 'include' | 'lib' | 'pkgconfig' | 'root']?: T };

/** Only the folders that have a value. */
function byDir<T>({ bin, include, lib, pkgconfig, root }: { readonly [K in keyof Dirs<T>]: T | undefined }): Dirs<T> {
  return {
    ...(bin === undefined ? {} : { bin }),
    ...(include === undefined ? {} : { include }),
    ...(lib === undefined ? {} : { lib }),
    ...(pkgconfig === undefined ? {} : { pkgconfig }),
    ...(root === undefined ? {} : { root }),
  };
}

/** Where a joined folder has everything. */
const joinedDirs = {
  bin: { output: 'out', path: 'bin' },
  include: { output: 'out', path: 'include' },
  lib: { output: 'out', path: 'lib' },
  pkgconfig: { output: 'out', path: 'lib/pkgconfig' },
} as const;

/**
 * Keys of the libraries that mkcross.toml lists for a target, which are added to those that are resolved: an attribute of the target's
 * package set, or a folder of the project (`./vendor`). nixpkgs keeps archives for static programs in a package set of their own.
 */
export function userLibraries(
  resolver: Resolver,
  { config, places }: Project,
  { triple }: Target,
  linkage: Linkage,
): readonly string[] {
  return (config.target[triple]?.libraries ?? []).map((listed, index) => {
    const isFolder = listed.startsWith('./');
    const key = `mkcross.toml/${triple}/${listed}${isFolder ? '' : ` (${linkage})`}`;
    const attr = linkage === 'static' && !listed.startsWith('pkgsStatic.') ? `pkgsStatic.${listed}` : listed;
    const below = (name: string) => [{ path: [{ project: `${listed.slice(2)}/${name}` }] }];
    resolver.libraries.set(key, {
      from: placeText(placeAt(places, ['target', triple, 'libraries', index])),
      why: 'mkcross.toml lists it.',
      nix: isFolder
        ? { package: { folder: listed } }
        : {
            package: { set: triple, attr: [attr] },
            dirs: joinedDirs,
            joined: { linkage, attribute: listed, target: triple },
          },
      find: isFolder
        ? { bin: below('bin'), include: below('include'), lib: below('lib'), pkgconfig: below('lib/pkgconfig') }
        : {},
    });
    return key;
  });
}
