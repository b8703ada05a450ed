import { readFileSync } from 'node:fs';
import { pluginDisk } from '@mkcross/composer/node';
import type { CommandContext } from 'mkcross';

/** The built plugin.json of a plugin of this repository. */
function builtPlugin(id: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${id}/plugin.json`, import.meta.url), 'utf8'));
}

/** All plugins of this repository by the names of their packages. */
export const ownPlugins: Readonly<Record<string, unknown>> = Object.fromEntries(
  ['qemu', 'rust', 'rust-mingw', 'rust-musl', 'wine', 'zig', 'zig-cc'].map((id) => [`@mkcross/${id}`, builtPlugin(id)]),
);

const installed = '/installed/';
const missing = (path: string) => Promise.reject(Object.assign(new Error(`no ${path}`), { code: 'ENOENT' }));

/**
 * Where plugins are read from, with these packages installed and no others. A package's value is the data of its plugin, or the text of
 * its file; undefined for a package that is no plugin. Files of a project are read from the disk.
 */
export function installedPlugins(packages: Readonly<Record<string, unknown>>): CommandContext['plugins'] {
  const read = (path: string) => {
    if (!path.startsWith(installed)) return path.includes('/node_modules/') ? missing(path) : pluginDisk.read(path);
    const [, name = '', file = ''] = /^\/installed\/(.*)\/(package\.json|plugin\.json)$/.exec(path) ?? [];
    if (!Object.hasOwn(packages, name)) return missing(path);
    const data = packages[name];
    if (file === 'plugin.json') return Promise.resolve(typeof data === 'string' ? data : JSON.stringify(data));
    return Promise.resolve(data === undefined ? '{}' : '{ "mkcross": { "plugin": "./plugin.json" } }');
  };
  const isInstalled = (path: string) => path.startsWith(installed);
  return {
    own: '/nowhere',
    files: {
      read,
      size: (path) => (isInstalled(path) ? Promise.resolve(1) : pluginDisk.size(path)),
      realPath: (path) => (isInstalled(path) ? Promise.resolve(path) : pluginDisk.realPath(path)),
      owner: pluginDisk.owner,
      owners: pluginDisk.owners,
      mappedFolder: (name) => (Object.hasOwn(packages, name) ? `${installed}${name}` : undefined),
    },
  };
}
