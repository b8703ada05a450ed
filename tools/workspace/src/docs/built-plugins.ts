import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPlugin } from '@mkcross/composer';
import type { ToolchainPlugin } from '@mkcross/core';
import { parseRecord, recordOf } from '../json.ts';

/** The plugins of the repository, sorted by id, as their packages carry them: plugin.json has to be built. */
export async function builtPlugins(root: string): Promise<readonly ToolchainPlugin[]> {
  const folders = await readdir(join(root, 'packages'));
  const plugins = await Promise.all(folders.toSorted().map((id) => builtPlugin(join(root, 'packages', id), id)));
  return plugins.flat();
}

async function builtPlugin(folder: string, id: string): Promise<readonly ToolchainPlugin[]> {
  const manifest = parseRecord(await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}'));
  const file = recordOf(manifest['mkcross'])['plugin'];
  if (typeof file !== 'string') return [];
  const data: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
  const places = { file: join(folder, file), positions: {} };
  const { plugin, found } = checkPlugin(data, { id, package: String(manifest['name']) }, places);
  if (plugin === undefined) throw new Error(`${places.file} is not a plugin: ${JSON.stringify(found)}`);
  return [plugin];
}
