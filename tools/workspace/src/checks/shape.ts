import { recordOf } from '../json.ts';
import { isPlugin, isPublic, type Workspace } from '../repository.ts';
import type { Check } from './check.ts';

const files = ['jest.config.js', 'package.json', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json'];

/** Packages do not differ where they need not. */
export const shape: Check = {
  title: 'each package has the same files and the same kind of manifest',
  problems: ({ workspaces }) => workspaces.flatMap((workspace) => [...filesOf(workspace), ...manifestOf(workspace)]),
};

function filesOf(workspace: Workspace): readonly string[] {
  const { folder, files: present } = workspace;
  const wanted = [...files, isPlugin(workspace) ? 'src/plugin.ts' : 'src/index.ts'];
  return wanted.filter((file) => !present.includes(file)).map((file) => `${folder}/${file} is missing`);
}

function manifestOf(workspace: Workspace): readonly string[] {
  const { folder, manifest } = workspace;
  const wanted = { type: 'module', license: 'MIT' };
  const conditions = ['@mkcross/source', ...(isPlugin(workspace) ? [] : ['types']), 'default'];
  const entries = Object.entries(recordOf(manifest['exports'])).filter(([, entry]) => typeof entry !== 'string');
  const dependencies = Object.entries({
    ...recordOf(manifest['dependencies']),
    ...recordOf(manifest['devDependencies']),
  });
  return [
    ...Object.entries(wanted).flatMap(([key, value]) => (manifest[key] === value ? [] : [`${key} is not "${value}"`])),
    ...(typeof manifest['description'] === 'string' ? [] : ['it has no description']),
    ...(isPublic(workspace) && !Array.isArray(manifest['files']) ? ['it does not say which files are published'] : []),
    ...('peerDependencies' in manifest ? ['it has peer dependencies; plugins are data, so plain ones will do'] : []),
    ...dependencies
      .filter(([name, range]) => (name === 'mkcross' || name.startsWith('@mkcross/')) && !String(range).startsWith('^'))
      .map(([name, range]) => `${name} is wanted as "${String(range)}"; packages of this repository by a caret range`),
    ...entries
      .filter(([, entry]) => Object.keys(recordOf(entry)).join() !== conditions.join())
      .map(([name]) => `the export "${name}" is not ${conditions.join(', ')}`),
  ].map((problem) => `${folder}/package.json: ${problem}`);
}
