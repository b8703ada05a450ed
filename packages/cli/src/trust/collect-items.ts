import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ModelEntry, ShellModel } from '@mkcross/composer';
import { findPackage } from '@mkcross/composer/node';
import type { CommandContext } from '../command-context.ts';
import type { ComposedProject } from '../compose-project.ts';
import { compareGenerated } from '../generated-files.ts';
import { stateOf } from '../shells/shell-cache.ts';
import { cargoItems, includedFiles, toolchainFolderItems } from './cargo-items.ts';
import { folderSettings } from './folder-settings.ts';
import { gitItems } from './git-items.ts';
import { flakeLockItems, nixFileItems, type ForeignNixFile } from './flake-items.ts';
import { buildItem, configItems, pluginItems, type ProjectPlugin } from './trust-items.ts';
import { cloneFolder, isWithin } from './clone-folder.ts';
import { trustItem, type TrustItem } from './trust-item.ts';

/** What a project runs and sets, and where that was read. */
export interface CollectedItems {
  readonly items: readonly TrustItem[];
  /** Files and folders, besides mkcross.toml and those of plugins, whose change can change the items of shells without Nix. */
  readonly files: readonly string[];
  /** Items that shells make themselves sooner or later, where they do not exist: prefixes of Wine. */
  readonly expected: readonly TrustItem[];
}

/**
 * Everything that a project runs, or sets for programs that run, in shells of the machine and with `mkcross verify`; and in shells of
 * Nix where `withNix`. Nothing of the project is run for it. Of a shell without a project only plugins belong to a stranger.
 */
export async function collectItems(
  context: CommandContext,
  composed: ComposedProject,
  withNix: boolean,
): Promise<CollectedItems> {
  const { root, model, project, lookedUpFrom } = composed;
  const plugins = await projectPlugins(context, composed);
  const ofPlugins = model === undefined ? [] : pluginItems(model, plugins);
  if (lookedUpFrom !== undefined || model === undefined || project === undefined)
    return { items: ofPlugins, files: [], expected: [] };
  const homes = homesOf(model);
  const programs = programItems(context, model, root);
  const [toolchains, cargo, folders, nix] = await Promise.all([
    toolchainItems(context, root, homes, project.toolchain?.path),
    cargoFileItems(context, root, homes),
    folderItems(context, root),
    withNix ? nixItems(context, root, model) : [],
  ]);
  return {
    items: [
      ...configItems(project.config),
      ...ofPlugins,
      ...programs.items,
      ...toolchains.items,
      ...cargo.items,
      ...folders.items,
      ...nix,
      buildItem,
    ],
    files: [...programs.files, ...toolchains.files, ...cargo.files, ...folders.files],
    expected: toolchains.expected,
  };
}

/** The plugins that are not those which the running mkcross would find by itself. */
async function projectPlugins(
  { plugins: { files, own } }: CommandContext,
  { root, loaded }: ComposedProject,
): Promise<readonly ProjectPlugin[]> {
  const all = await Promise.all(
    Object.values(loaded).map(async ({ plugin, file, folder }) => {
      const beside = await findPackage(files, plugin.meta.package, [own], () => Promise.resolve(true));
      const within = relative(root, file);
      const shown = within.startsWith('..') ? file : `./${within}`;
      return beside?.folder === folder ? [] : [{ plugin, file: shown }];
    }),
  );
  return all.flat();
}

/** The folders of the project that variables of its shells name as homes of tools, by variable, relative to it. */
function homesOf(model: ShellModel): Readonly<Record<string, readonly string[]>> {
  const folder = (entry: ModelEntry) => {
    if (entry.kind === 'list' || typeof entry.value === 'string') return [];
    const [first, ...rest] = entry.value;
    const isFolder = rest.length === 0 && typeof first === 'object' && 'project' in first && first.project !== '';
    return isFolder ? [first.project] : [];
  };
  return Object.fromEntries(
    Object.entries(model.env).map(([name, entries]) => [name, [...new Set(entries.flatMap(folder))]]),
  );
}

type Homes = ReturnType<typeof homesOf>;

/**
 * What of a home of tools runs, and the toolchain that rust-toolchain.toml names by its folder: they may have come with the project. What
 * shells install in the homes is remembered once they did; a named toolchain is not theirs.
 */
async function toolchainItems(
  { files }: CommandContext,
  root: string,
  homes: Homes,
  named: string | undefined,
): Promise<CollectedItems> {
  const item = (path: string, text: string, content: unknown = text) =>
    trustItem({ kind: 'toolchain', name: path, phase: 'enter', text }, content);
  const read: string[] = [];
  const statesIn = async (folder: string): Promise<unknown> => {
    // Standard libraries of further targets are in a folder, and change nothing that runs.
    const names = (await files.list(folder)).filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
    // A change of a file is not one of its folder.
    read.push(folder, ...names.map((name) => join(folder, name)));
    return names.map((name) => [name, stateOf(join(folder, name))]);
  };
  const partsOf = (toolchain: string) => Promise.all(['bin', 'lib'].map((part) => statesIn(join(toolchain, part))));
  const items: TrustItem[] = [];
  if (named !== undefined)
    items.push(
      trustItem({ kind: 'setting', name: 'path of rust-toolchain.toml', phase: 'enter', text: named }, [
        named,
        await partsOf(resolve(root, named)),
      ]),
    );
  for (const home of homes['RUSTUP_HOME'] ?? []) {
    const folder = join(home, 'toolchains');
    read.push(join(root, folder));
    for (const { name } of await files.list(join(root, folder))) {
      const path = join(folder, name);
      read.push(join(root, path));
      items.push(item(path, 'a toolchain of Rust that rustup runs', await partsOf(join(root, path))));
    }
  }
  for (const home of homes['CARGO_HOME'] ?? []) {
    const folder = join(home, 'bin');
    read.push(join(root, folder));
    if ((await files.list(join(root, folder))).length > 0)
      items.push(item(folder, 'programs of cargo', await statesIn(join(root, folder))));
  }
  const prefixes = (homes['WINEPREFIX'] ?? []).map((path) =>
    item(path, 'a prefix of Wine, with its programs and settings'),
  );
  for (const prefix of prefixes) if ((await files.kind(join(root, prefix.name))) !== undefined) items.push(prefix);
  return { items, files: read, expected: prefixes };
}

async function cargoFileItems(
  context: CommandContext,
  root: string,
  homes: Homes,
): Promise<Pick<CollectedItems, 'files' | 'items'>> {
  const folders = [...new Set(['.cargo', ...(homes['CARGO_HOME'] ?? [])])];
  const names = folders.flatMap((folder) => [`${folder}/config.toml`, `${folder}/config`]);
  const items: TrustItem[] = [];
  const read = new Set<string>();
  // Names grow while they are walked: a file includes others.
  for (const name of names) {
    const path = join(root, name);
    if (read.has(path)) continue;
    read.add(path);
    const text = await readFile(context, path);
    if (text === undefined) continue;
    items.push(...cargoItems(name, text));
    names.push(...includedFiles(text).map((file) => relative(root, resolve(dirname(path), file))));
  }
  return { items, files: [...read] };
}

/**
 * What cargo and rustup would run because of files in the folders between the project's and the current one: one item for each file, of
 * what is known to be harmless none.
 */
async function folderItems(context: CommandContext, root: string): Promise<Pick<CollectedItems, 'files' | 'items'>> {
  const paths = folderSettings(root, context.folder);
  const items: TrustItem[] = [];
  for (const path of paths) {
    const text = await readFile(context, path);
    if (text === undefined) continue;
    const name = relative(root, path);
    const isCargo = name.includes('.cargo/config');
    const settings = isCargo ? cargoItems(name, text) : toolchainFolderItems(name, text);
    if (settings.length === 0) continue;
    const shown = settings.map((one) => `${one.name.slice(name.length + 2)}: ${one.text}`).join('\n');
    const included = isCargo
      ? await Promise.all(includedFiles(text).map((file) => readFile(context, resolve(dirname(path), file))))
      : [];
    const digests = settings.map(({ digest }) => digest);
    items.push(trustItem({ kind: 'folder', name, phase: 'enter', text: shown }, [shown, digests, included]));
  }
  return { items, files: paths };
}

/** The text of a file, links followed; undefined where nothing is, and a word about it where it cannot be read as a whole. */
async function readFile({ files }: CommandContext, path: string): Promise<string | undefined> {
  if (!(await files.exists(path))) return undefined;
  try {
    return await files.read(path);
  } catch {
    return `<unreadable: ${String(stateOf(path))}>`;
  }
}

/** Programs that shells call and that are found in folders of PATH in the project; those that npm linked beside a mkcross of the project are as trusted as that. */
function programItems(
  { machine, plugins, folder: current }: CommandContext,
  model: ShellModel,
  root: string,
): Pick<CollectedItems, 'files' | 'items'> {
  const clone = cloneFolder(root);
  const folders = (machine.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => isAbsolute(folder))
    .map((folder) => resolve(current, folder))
    .filter((folder) => isWithin(clone, folder) && !folder.includes('/.mkcross/host/'))
    .filter((folder) => !(folder.endsWith('/node_modules/.bin') && isBelow(dirname(folder), plugins.own)));
  if (folders.length === 0) return { items: [], files: [] };
  const commands = Object.values(model.tools).flatMap(({ find }) =>
    find.flatMap((lookup) => ('command' in lookup ? [lookup.command] : [])),
  );
  const names = [...new Set([...commands, 'bash', 'env', 'git', 'nix'])].toSorted();
  const all = names.flatMap((name) => {
    const path = machine.find(name, folders.join(':'));
    if (path === undefined) return [];
    const text = relative(root, path);
    return [{ path, item: trustItem({ kind: 'tool', name, phase: 'enter', text }, [text, stateOf(path)]) }];
  });
  return { items: all.map(({ item }) => item), files: all.map(({ path }) => path) };
}

const isBelow = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

/** The files that `nix develop` evaluates and that mkcross would write otherwise. */
async function nixItems(context: CommandContext, root: string, model: ShellModel): Promise<readonly TrustItem[]> {
  const { files } = context;
  const text = async (path: string) => (await readFile(context, join(root, path))) ?? '';
  const isThere = async (path: string) => (await files.kind(join(root, path))) !== undefined;
  if (!(await isThere('flake.nix'))) return [];
  const { states, importedBy } = await compareGenerated(files, root, model);
  const differing = states.flatMap(({ file: { path }, state, current = '' }): readonly ForeignNixFile[] =>
    state === 'changed' || state === 'foreign' ? [{ path, text: current, isMarked: state === 'changed' }] : [],
  );
  const own: readonly ForeignNixFile[] =
    importedBy === 'flake.nix' ? [{ path: 'flake.nix', text: await text('flake.nix'), isMarked: false }] : [];
  const locked = (await isThere('flake.lock')) ? flakeLockItems(await text('flake.lock')) : [];
  const git = gitItems((await context.repositorySettings?.(root)) ?? []);
  return [...nixFileItems([...own, ...differing]), ...locked, ...git];
}
