import { statSync } from 'node:fs';
import { disk, promised } from './disk.ts';
import { ownersOf } from './ownership.ts';

/** What loading plugins reads. Paths are absolute. Errors are Node's, with their `code`. Nothing that is read is ever run. */
export interface PluginFiles {
  /** Text in UTF-8; anything else is an error. */
  readonly read: (path: string) => Promise<string>;
  /** Its size in bytes. */
  readonly size: (path: string) => Promise<number>;
  /** The user who owns a file or folder; undefined where nothing is. */
  readonly owner: (path: string) => Promise<number | undefined>;
  /** The users whose folders node_modules are searched; undefined for those of all. */
  readonly owners: readonly number[] | undefined;
  /** The path without links. */
  readonly realPath: (path: string) => Promise<string>;
  /**
   * Where a package manager without node_modules has the package `name` for the code in `folder`; undefined where it does not answer for
   * this folder, or does not know the package.
   */
  readonly mappedFolder: (name: string, folder: string) => string | undefined;
}

/** The file system of this machine, and Yarn’s Plug’n’Play where Node was started with it. */
export const pluginDisk: PluginFiles = {
  read: disk.read,
  size: (path) => promised(() => statSync(path).size),
  owner: (path) => promised(() => statSync(path, { throwIfNoEntry: false })?.uid),
  // What root installs is the system's.
  owners: withRoot(ownersOf(process.geteuid?.(), process.env['SUDO_UID'])),
  realPath: disk.realPath,
  mappedFolder: plugAndPlay,
};

function withRoot(owners: readonly number[] | undefined): readonly number[] | undefined {
  return owners === undefined ? undefined : [0, ...owners];
}

/**
 * The API of Plug’n’Play that belongs to a folder, as Yarn adds it to `node:module`
 * (https://yarnpkg.com/advanced/pnpapi#resolvetounqualified). The project’s own `.pnp.cjs` is never loaded by mkcross: it is code.
 */
function plugAndPlay(name: string, folder: string): string | undefined {
  if (process.versions['pnp'] === undefined) return undefined;
  const Module = process.getBuiltinModule('node:module');
  const find: unknown = Reflect.get(Module, 'findPnpApi');
  if (typeof find !== 'function') return undefined;
  const from = `${folder}/`;
  const api: unknown = Reflect.apply(find, Module, [from]);
  const resolve: unknown =
    typeof api === 'object' && api !== null ? Reflect.get(api, 'resolveToUnqualified') : undefined;
  if (typeof resolve !== 'function') return undefined;
  try {
    const found: unknown = Reflect.apply(resolve, api, [name, from]);
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
