import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles, installPackagesTask, readJson, updateJson, type Tree } from '@nx/devkit';
import { recordOf, recordsOf } from '../json.ts';

/** What `nx g @mkcross/workspace:plugin` is told. */
export interface PluginOptions {
  readonly id: string;
  readonly summary: string;
}

const template = fileURLToPath(new URL('../../templates/plugin', import.meta.url));

/** Writes the package of a new plugin, of the shape that all packages have, and gives the task that links it. */
export async function pluginGenerator(tree: Tree, { id, summary }: PluginOptions): Promise<() => void> {
  const folder = `packages/${id}`;
  if (tree.exists(folder)) throw new Error(`${folder} exists already`);
  const range = (name: string) =>
    `^${String(recordOf(readJson<object>(tree, `packages/${name}/package.json`))['version'])}`;
  generateFiles(tree, template, folder, { id, summary, core: range('core'), kit: range('plugin-kit') });
  updateJson(tree, 'tsconfig.json', (tsconfig: object) => {
    const references = recordsOf(recordOf(tsconfig)['references']);
    return { ...tsconfig, references: [...references, { path: folder }] };
  });
  await formatFiles(tree);
  return () => {
    installPackagesTask(tree, true);
  };
}
