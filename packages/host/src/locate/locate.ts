import type { ModelLibrary, ModelTool, ShellModel } from '@mkcross/composer';
import type { LibraryDir } from '@mkcross/core';
import { findFolder, findProgramBy, type Folder } from '../lookup/lookup.ts';
import type { HostProbe } from './host-probe.ts';
import { installHint } from './install-command.ts';
import type { FoundTool, LibraryFolders, LibraryLocation, ToolLocation, ToolLocations } from './tool-locations.ts';
import { isOfSeries } from './version.ts';

/** Looks up every tool and library of a model. `root` is the project's folder, absolute. */
export async function locate(model: ShellModel, root: string, probe: HostProbe): Promise<ToolLocations> {
  const [tools, libraries] = await Promise.all([
    located(model.tools, (tool) => locateTool(tool, probe.ofPlugin(tool.from))),
    located(model.libraries, (library) => locateLibrary(library, root, probe)),
  ]);
  return { tools, libraries, bash: probe.find('bash') };
}

async function located<Item, Location>(
  items: Readonly<Record<string, Item>>,
  find: (item: Item) => Promise<Location>,
): Promise<Readonly<Record<string, Location>>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(items).map(async ([name, item]) => [name, await find(item)] as const)),
  );
}

async function locateTool(tool: ModelTool, probe: HostProbe): Promise<ToolLocation> {
  const { find, series, provision } = tool;
  const found = await findProgramBy(find, probe, (path) => isWanted(path, tool, probe));
  if (found !== undefined) return foundTool(found, tool, probe);
  const path = await probe.fetched(provision, series);
  if (path !== undefined) return { status: 'fetched', path };
  const [first] = find;
  const name = first === undefined ? tool.from : 'command' in first ? first.command : first.path;
  return { status: 'missing', message: `"${name}" is not installed. ${installHint(tool, probe.packageManager)}` };
}

async function isWanted(path: string, { series, version }: ModelTool, probe: HostProbe): Promise<boolean> {
  // The version of a program that is not run is not known.
  if (series === undefined || version === undefined || !(await probe.mayRun(path))) return true;
  const found = await probe.version(path, version);
  return found !== undefined && isOfSeries(found, series);
}

async function foundTool(
  { path, through }: { readonly path: string; readonly through?: string },
  { alsoProvides = [] }: ModelTool,
  probe: HostProbe,
): Promise<FoundTool> {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const [depends, exist] = await Promise.all([
    probe.dependsOnName(path),
    Promise.all(alsoProvides.map((name) => probe.exists(`${folder}/${name}`))),
  ]);
  const beside = alsoProvides.filter((_, index) => exist[index] === true);
  return {
    status: 'found',
    path,
    ...(through === undefined ? {} : { wrapper: through }),
    ...(depends ? { dependsOnName: true } : {}),
    ...(beside.length === 0 ? {} : { beside }),
  };
}

const libraryDirs = ['bin', 'include', 'lib', 'pkgconfig', 'root'] as const;
/** Where the folders of a downloaded library are. */
const usualDirs: Readonly<Record<LibraryDir, string>> = {
  bin: '/bin',
  include: '/include',
  lib: '/lib',
  pkgconfig: '/lib/pkgconfig',
  root: '',
};

/** A library's folders: of the candidates for each, the first that exists. */
async function locateLibrary(library: ModelLibrary, root: string, probe: HostProbe): Promise<LibraryLocation> {
  const dirs: Partial<Record<LibraryDir, string>> = {};
  const expected: Partial<Record<LibraryDir, string>> = {};
  await Promise.all(
    libraryDirs.map(async (dir) => {
      const candidates = foldersOf(library.find[dir] ?? [], root);
      const found = await findFolder(candidates, probe);
      const ofProject = candidates.find(({ path }) => path.startsWith(`${root}/`));
      if (found !== undefined) dirs[dir] = found;
      else if (ofProject !== undefined) expected[dir] = ofProject.path;
    }),
  );
  if (Object.keys(dirs).length > 0 || library.stubArchives !== undefined) return { status: 'found', dirs, expected };
  const fetched = await probe.fetched(library.provision, undefined);
  if (fetched !== undefined) return { status: 'found', dirs: await fetchedFolders(fetched, probe) };
  return { status: 'missing', dirs, expected };
}

/** The folders that exist of a library which was downloaded as a whole to `root`. */
export async function fetchedFolders(root: string, probe: Pick<HostProbe, 'env' | 'files'>): Promise<LibraryFolders> {
  const found = await Promise.all(
    libraryDirs.map(async (dir) => [dir, await findFolder([{ path: `${root}${usualDirs[dir]}` }], probe)] as const),
  );
  return Object.fromEntries(found.filter(([, path]) => path !== undefined));
}

/** Folders with absolute paths. A text names a folder of the project by its place in it; others are known to Nix alone. */
function foldersOf(folders: NonNullable<ModelLibrary['find']['lib']>, root: string): readonly Folder[] {
  return folders.flatMap((folder): readonly Folder[] => {
    if ('variable' in folder) return [folder];
    const { path } = folder;
    const parts = typeof path === 'string' ? [path] : path;
    const texts = parts.map((part) => {
      if (typeof part === 'string') return part;
      return 'project' in part && typeof part.project === 'string' ? `${root}/${part.project}` : undefined;
    });
    return texts.includes(undefined) ? [] : [{ path: texts.join('') }];
  });
}
