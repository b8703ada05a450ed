import type { Artifact, BuildRequest, BuildResult, Files, ProjectSupport } from '../adapter.ts';
import { isLibrary } from '../built-file.ts';
import { fieldsOf, objectsOf, parsed, textsOf, type JsonFields } from '../json.ts';
import { baseName, folderOf } from '../paths.ts';

const format = '--message-format=json-render-diagnostics';

/**
 * A cargo workspace. The first build is what `cargo build` does by default, for all members: programs and libraries. Only it links shared
 * libraries of their own: `--bins` and `--tests` leave them out.
 */
export const cargoProject: ProjectSupport = {
  markers: ['Cargo.toml'],
  build: ({ input }) => {
    const build = ['cargo', 'build', '--workspace', '--target', input.target.triple, format] as const;
    return Promise.resolve([
      { name: 'metadata', kind: 'list', command: ['cargo', 'metadata', '--no-deps', '--format-version', '1'] },
      { name: 'build', kind: 'build', command: build },
      { name: 'build tests', kind: 'build', command: [...build, '--examples', '--tests'] },
    ]);
  },
  // The programs that test are artifacts.
  test: () => Promise.resolve([]),
  artifacts: async (request, built) => {
    const workspace = await workspaceOf(request, built);
    const messages = [built.printed['build'], built.printed['build tests']].join('\n').split('\n');
    const found = messages
      .filter((line) => line.startsWith('{'))
      .map((line) => fieldsOf(parsed(line)))
      .flatMap((message) => artifactsOf(message, workspace, request.folder));
    const unique = [...new Map(found.map((artifact) => [artifact.path, artifact])).values()];
    return unique.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  },
};

interface Workspace {
  /** Ids of packages. */
  readonly members: readonly string[];
  /** Those of them that cargo runs and tests where none is named, but for tools of the workspace. */
  readonly run: readonly string[];
  /** The program that `cargo run` starts, by package, where the package says so. */
  readonly defaultRun: ReadonlyMap<string, string>;
}

/** What `cargo metadata` says of the workspace (https://doc.rust-lang.org/cargo/commands/cargo-metadata.html). */
async function workspaceOf({ folder }: BuildRequest, { printed, read }: BuildResult): Promise<Workspace> {
  const metadata = fieldsOf(parsed(printed['metadata'] ?? ''));
  const members = textsOf(metadata['workspace_members']);
  // cargo lists default members since 1.71.
  const defaults = Array.isArray(metadata['workspace_default_members'])
    ? textsOf(metadata['workspace_default_members'])
    : members;
  const packages = objectsOf(metadata['packages']);
  const tools = await toolsOf(folder, read);
  const toolIds = packages.filter(({ name }) => tools.includes(String(name))).map(({ id }) => String(id));
  return {
    members,
    run: defaults.filter((id) => !toolIds.includes(id)),
    defaultRun: new Map(
      packages.flatMap(({ id, default_run: name }) => (typeof name === 'string' ? [[String(id), name]] : [])),
    ),
  };
}

/**
 * Packages that an alias of cargo's configuration runs (`xtask = "run --package xtask --"`): tools for the developer's machine. Of the
 * configuration only these words are read, in either spelling of an alias.
 */
async function toolsOf(folder: string, read: Files['read']): Promise<readonly string[]> {
  const texts = await Promise.all(['config.toml', 'config'].map((name) => read(`${folder}/.cargo/${name}`)));
  const words = texts.join('\n').replaceAll(/["',[\]]/g, ' ');
  const aliases = words.matchAll(/=[ \t]*(?:run|r)\b[^\n]*?(?:--package|-p)[ \t=]+([\w-]+)/g);
  return ['xtask', ...[...aliases].map(([, name = '']) => name)];
}

/** What a message says was built (https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages). */
function artifactsOf(message: JsonFields, workspace: Workspace, root: string): readonly Artifact[] {
  const id = String(message['package_id']);
  if (message['reason'] !== 'compiler-artifact' || !workspace.members.includes(id)) return [];
  const target = fieldsOf(message['target']);
  const name = String(target['name']);
  const kinds = textsOf(target['kind']);
  const [kind = 'bin'] = kinds;
  // These are built for the host, whatever --target says.
  if (kind === 'proc-macro' || kind === 'custom-build') return [];
  const { executable, manifest_path: manifest } = message;
  const isDefault = workspace.run.includes(id);
  if (typeof executable !== 'string') {
    const libraries = kinds.some((one) => one === 'cdylib' || one === 'dylib' || one === 'staticlib');
    return textsOf(libraries ? message['filenames'] : [])
      .filter((path) => isLibrary(path) || path.endsWith('.wasm'))
      .map((path) => ({ name: baseName(path), path, kind: 'library', run: false, folder: root }));
  }
  // cargo runs tests in the folder of their package.
  if (fieldsOf(message['profile'])['test'] === true)
    return [
      {
        name: `tests of ${kinds.some((one) => one.endsWith('lib')) ? 'lib' : kind} ${name}`,
        path: executable,
        kind: 'test',
        run: isDefault,
        folder: typeof manifest === 'string' ? folderOf(manifest) : root,
      },
    ];
  const run = isDefault && (kind === 'example' || (workspace.defaultRun.get(id) ?? name) === name);
  return [
    { name: kind === 'example' ? `example ${name}` : name, path: executable, kind: 'executable', run, folder: root },
  ];
}
