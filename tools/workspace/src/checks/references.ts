import { recordOf, recordsOf, type JsonRecord } from '../json.ts';
import { isPlugin, type Workspace } from '../repository.ts';
import type { Check } from './check.ts';

/** TypeScript builds in the order of references; npm installs by dependencies. They must tell the same. */
export const references: Check = {
  title: 'the references in tsconfig files are the dependencies in package.json',
  problems: ({ tsconfig, workspaces }) => [
    ...differences(
      'tsconfig.json',
      pathsOf(tsconfig),
      workspaces.map(({ folder }) => folder),
    ),
    ...workspaces.flatMap((workspace) =>
      Object.entries(workspace.tsconfigs).flatMap(([file, config]) =>
        differences(`${workspace.folder}/${file}`, pathsOf(config), wantedIn(file, workspace, workspaces)),
      ),
    ),
  ],
};

function wantedIn(file: string, workspace: Workspace, all: readonly Workspace[]): readonly string[] {
  const { manifest, tsconfigs } = workspace;
  const own = librariesOf(workspace).map((name) => `./${name}`);
  const named = (...fields: readonly string[]) => {
    const names = new Set(fields.flatMap((field) => Object.keys(recordOf(manifest[field]))));
    return all
      .filter((other) => names.has(String(other.manifest['name'])))
      .flatMap((other) => librariesOf(other).map((name) => pathTo(other, workspace, name)));
  };
  if (file === 'tsconfig.json')
    return Object.keys(tsconfigs)
      .filter((name) => name !== file)
      .map((name) => `./${name}`);
  if (file === 'tsconfig.spec.json') return [...own, ...named('dependencies', 'devDependencies')];
  // A plugin is data: of others it only has the names.
  if (isPlugin(workspace)) return ['../core/tsconfig.lib.json'];
  return [
    ...(file === 'tsconfig.lib.json' ? [] : own.filter((path) => path !== `./${file}`)),
    ...named('dependencies'),
  ];
}

/** What a package compiles: `tsconfig.lib.json`, and others beside it for code of another world. */
function librariesOf({ tsconfigs }: Workspace): readonly string[] {
  return Object.keys(tsconfigs).filter((file) => file !== 'tsconfig.json' && file !== 'tsconfig.spec.json');
}

function pathTo(other: Workspace, from: Workspace, file: string): string {
  const sameParent = other.folder.split('/')[0] === from.folder.split('/')[0];
  return sameParent ? `../${other.id}/${file}` : `../../${other.folder}/${file}`;
}

function pathsOf(tsconfig: JsonRecord): readonly string[] {
  return recordsOf(tsconfig['references']).map(({ path }) => String(path));
}

function differences(file: string, actual: readonly string[], wanted: readonly string[]): readonly string[] {
  return [
    ...wanted.filter((path) => !actual.includes(path)).map((path) => `${file} does not refer to ${path}`),
    ...actual.filter((path) => !wanted.includes(path)).map((path) => `${file} refers to ${path} without need`),
  ];
}
