import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Finding, Place, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { isProjectPath } from '../config/schema-problems.ts';
import { keyOf } from '../config/schema-pointer.ts';
import type { Places } from '../config/places.ts';
import { checkPlugin, type PluginRequest } from '../plugins/check-plugin.ts';
import { officialPlugins } from '../plugins/official.ts';
import { parseJson } from '../plugins/json-file.ts';
import { idOf, isFileName, packageOf } from '../plugins/plugin-name.ts';
import { errorCode, errorReason } from './files.ts';
import { findPackage } from './find-package.ts';
import type { PluginFiles } from './plugin-files.ts';

/** The largest file of a plugin that is read, in bytes. */
const limit = 5 * 1024 * 1024;

/** A plugin that was read and checked. */
export interface LoadedPlugin {
  readonly plugin: ToolchainPlugin;
  /** Where its parts are in its file. */
  readonly places: Places;
  /** The folder, without links, from which the plugins that it names are looked up. */
  readonly folder: string;
  /** Its file, without links. */
  readonly file: string;
}

/** A plugin that is wanted. */
export interface WantedPlugin {
  /** An id, the name of a package, or a JSON file below `root`. */
  readonly name: string;
  /** What names it: `mkcross.toml`, or `the plugin "rust-musl"`. */
  readonly neededBy: string;
  /** Where it is named, for findings. */
  readonly where: () => Place;
  /** The folders from which a package is looked up, the first first. */
  readonly from: readonly string[];
  /** The project, if there is one, and mkcross' own code: what belongs to them is used, whoever owns it. */
  readonly trusted: { readonly root?: string | undefined; readonly own: string };
}

interface Result {
  readonly loaded?: LoadedPlugin;
  readonly found: readonly Finding[];
}

/**
 * Finds, reads and checks one plugin. `root` is the project's folder, absolute. Findings: PLUGIN_NOT_INSTALLED, PLUGIN_NO_FILE,
 * PLUGIN_FILE_OUTSIDE, PLUGIN_LOAD_FAILED, PLUGIN_SYNTAX, and those of `checkPlugin`.
 */
export async function readPlugin(files: PluginFiles, root: string, wanted: WantedPlugin): Promise<Result> {
  return isFileName(wanted.name) ? readProjectFile(files, root, wanted) : readPackage(files, root, wanted);
}

async function readProjectFile(files: PluginFiles, root: string, { name, where }: WantedPlugin): Promise<Result> {
  const request = { id: name };
  if (!isProjectPath(name)) return outside(request, name, 'the project', where);
  try {
    const folder = await files.realPath(root);
    return await readInside(files, root, { request, folder, path: name, where, what: 'the project' });
  } catch (error) {
    return { found: [findings.PLUGIN_LOAD_FAILED({ ...names(request), reason: reasonOf(error, name) }, where())] };
  }
}

async function readPackage(files: PluginFiles, root: string, wanted: WantedPlugin): Promise<Result> {
  const { name, neededBy, where } = wanted;
  const request = { id: idOf(name), package: packageOf(name) };
  const failed = (reason: string): Result => ({
    found: [findings.PLUGIN_LOAD_FAILED({ ...request, reason }, where())],
  });
  try {
    const found = await findPackage(files, request.package, wanted.from, (modules, from) =>
      isSearched(files, modules, { ...wanted.trusted, from }),
    );
    if (found === undefined) {
      const ids = officialPlugins.map(({ id }) => id);
      const nearest = ids.includes(name) ? undefined : nearestName(name, ids);
      return { found: [findings.PLUGIN_NOT_INSTALLED({ ...request, neededBy, nearest }, where())] };
    }
    const manifest = parseJson(found.manifest, 'package.json');
    if ('reason' in manifest)
      return failed(`its package.json is not valid JSON: ${manifest.reason} (line ${manifest.line})`);
    const path = keyOf(keyOf(manifest.data, 'mkcross'), 'plugin');
    if (path === undefined) return { found: [findings.PLUGIN_NO_FILE(request, where())] };
    if (typeof path !== 'string') return failed('"mkcross": { "plugin" } in its package.json is not a string');
    if (!isProjectPath(path)) return outside(request, path, 'its package', where);
    return await readInside(files, root, { request, folder: found.folder, path, where, what: 'its package' });
  } catch (error) {
    return failed(reasonOf(error, 'its file'));
  }
}

/**
 * Whether a folder node_modules is searched: in the project, for mkcross itself, and elsewhere if it and the folder that holds it belong to
 * the user or to root. In a folder that all may write to, such as /tmp, others could put theirs.
 */
async function isSearched(
  { owners, owner }: PluginFiles,
  modules: string,
  { root, own, from }: WantedPlugin['trusted'] & { readonly from: string },
): Promise<boolean> {
  if (owners === undefined || from === own || (root !== undefined && isInside(root, modules))) return true;
  const users = await Promise.all([modules, dirname(modules)].map(owner));
  return users.every((user) => user !== undefined && owners.includes(user));
}

interface File {
  readonly request: PluginRequest;
  /** The folder, without links, that must hold the file. */
  readonly folder: string;
  readonly path: string;
  readonly where: () => Place;
  readonly what: string;
}

async function readInside(files: PluginFiles, root: string, file: File): Promise<Result> {
  const { request, folder, path, where, what } = file;
  const real = await files.realPath(join(folder, path));
  if (!isInside(folder, real)) return outside(request, path, what, where);
  const size = await files.size(real);
  if (size > limit) {
    const reason = `${path} has ${String(size)} bytes, and ${String(limit)} are the most that is read`;
    return { found: [findings.PLUGIN_LOAD_FAILED({ ...names(request), reason }, where())] };
  }
  const shown = shownPath(root, request, real, path);
  const json = parseJson(await files.read(real), shown);
  if ('reason' in json) {
    const { reason, line, column } = json;
    return { found: [findings.PLUGIN_SYNTAX({ id: request.id, reason }, { file: shown, line, column })] };
  }
  const { plugin, found } = checkPlugin(json.data, request, json.places);
  return plugin === undefined
    ? { found }
    : {
        loaded: {
          plugin,
          places: json.places,
          folder: request.package === undefined ? dirname(real) : folder,
          file: real,
        },
        found,
      };
}

/** A file as findings name it: relative to the project where it is in it, else below the name of its package. */
function shownPath(root: string, request: PluginRequest, real: string, path: string): string {
  if (request.package === undefined) return path.replace(/^\.\//, '');
  const inProject = relative(root, real);
  return isInside(root, real) ? inProject : join(request.package, path);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}

const names = ({ id, package: name = id }: PluginRequest) => ({ id, package: name });

const outside = ({ id }: PluginRequest, file: string, folder: string, where: () => Place): Result => ({
  found: [findings.PLUGIN_FILE_OUTSIDE({ id, file, folder }, where())],
});

function reasonOf(error: unknown, file: string): string {
  if (errorCode(error) === 'ENOENT') return `${file} does not exist`;
  return errorReason(error);
}
