import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Place, ToolchainPlugin } from '@mkcross/core';
import { nearestName } from '../config/nearest-name.ts';
import { checkPlugin } from '../plugins/check-plugin.ts';
import { idOf, officialPlugins, packageOf } from '../plugins/official.ts';
import type { Project } from '../select/project.ts';
import { findings } from '../findings/index.ts';
import { errorCode, errorReason } from './files.ts';

/** Imports a package for a project: what its default export is. Throws `MODULE_NOT_FOUND` if it is not installed. */
export type ImportPackage = (name: string) => Promise<unknown>;

/** Imports packages as the project's own code would, then as mkcross' own would, so that a global mkcross finds its neighbours. */
export function packageImporter(root: string): ImportPackage {
  const origins = [createRequire(join(root, 'package.json')), createRequire(import.meta.url)];
  return async (name) => {
    const path = resolveFirst(origins, name);
    const loaded: unknown = await import(pathToFileURL(path).href);
    return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
  };
}

function resolveFirst([first, ...rest]: readonly NodeJS.Require[], name: string): string {
  if (first === undefined) throw new Error('no place to resolve from');
  try {
    return first.resolve(name);
  } catch (error) {
    if (rest.length === 0) throw error;
    return resolveFirst(rest, name);
  }
}

/** Loads and checks the plugins that a project lists, and those that they require. All findings at once. */
export async function loadPlugins(
  { config, placeOf }: Project,
  importPackage: ImportPackage,
): Promise<{ readonly plugins: readonly ToolchainPlugin[]; readonly found: readonly Finding[] }> {
  const plugins: ToolchainPlugin[] = [];
  const found: Finding[] = [];
  const seen = new Set<string>();
  const queue: Request[] = config.plugins.map((name, index) => ({
    name,
    neededBy: 'mkcross.toml',
    where: placeOf(['plugins', index]),
  }));
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    const { name, where } = request;
    if (seen.has(packageOf(name))) continue;
    seen.add(packageOf(name));
    const loaded = await loadOne(request, importPackage);
    found.push(...loaded.found);
    if (loaded.plugin === undefined) continue;
    const { meta, requires = [] } = loaded.plugin;
    plugins.push(loaded.plugin);
    queue.push(...requires.map((required) => ({ name: required, neededBy: `the plugin "${meta.id}"`, where })));
  }
  return { plugins, found };
}

interface Request {
  readonly name: string;
  readonly neededBy: string;
  readonly where: Place;
}

async function loadOne(
  { name, neededBy, where }: Request,
  importPackage: ImportPackage,
): Promise<{ readonly plugin?: ToolchainPlugin; readonly found: readonly Finding[] }> {
  const request = { id: idOf(name), package: packageOf(name) };
  try {
    return checkPlugin(await importPackage(request.package), request);
  } catch (error) {
    if (isNotInstalled(error, request.package)) {
      const ids = officialPlugins.map(({ id }) => id);
      const nearest = ids.includes(name) ? undefined : nearestName(name, ids);
      return { found: [findings.PLUGIN_NOT_INSTALLED({ ...request, neededBy, nearest }, where)] };
    }
    return { found: [findings.PLUGIN_LOAD_FAILED({ ...request, reason: errorReason(error) }, where)] };
  }
}

/** Whether the package itself is missing, and not something that it imports. */
function isNotInstalled(error: unknown, name: string): boolean {
  const missing = errorCode(error) === 'MODULE_NOT_FOUND' || errorCode(error) === 'ERR_MODULE_NOT_FOUND';
  return missing && error instanceof Error && error.message.includes(`'${name}'`);
}
