import type { ShellModel } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { downloadSource, sourceName, type DownloadSource } from '../fetch/download-source.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { hostProbe, type HostProbe, type Untrusted } from '../locate/host-probe.ts';
import { fetchedFolders, locate } from '../locate/locate.ts';
import { missingFindings, missingLibraries, missingTools } from '../locate/missing.ts';
import type { ToolLocations } from '../locate/tool-locations.ts';
import { compareTools, pinned } from '../lock/compare-tools.ts';
import { currentTools } from '../lock/current-tools.ts';
import { lockFile, parseLock, type LockedTools, type ToolLock } from '../lock/tool-lock.ts';
import type { System, Variables } from '../system.ts';
import type { ShellChoice } from './shell-choice.ts';
import { hasSpecialPath, projectFolders, type Folders } from './state-folder.ts';
import { cacheFolder } from './user-folders.ts';

/** A shell to make on this machine. */
export interface ShellRequest {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  /** The project's folder, absolute; `.mkcross/host` in it gets the shell's files. */
  readonly root: string;
  /** The environment of the user who enters. */
  readonly user: Variables;
  /** What is not run, where only questions are answered. @default nothing: the user allowed the project */
  readonly untrusted?: Untrusted;
}

/** A shell whose tools were looked up. A command looks them up once, and hands this on. */
export interface LocatedShell extends Omit<ShellRequest, 'model' | 'untrusted'> {
  /** The model that requires the versions in the lock file. */
  readonly model: ShellModel;
  readonly folders: Folders;
  /** mkcross' cache folder, absolute. */
  readonly cache: string;
  readonly probe: HostProbe;
  readonly locations: ToolLocations;
  /** The project's lock file; undefined where there is none or it is invalid. */
  readonly lock: ToolLock | undefined;
  /** The tools that the lock file has for the shell's host system. */
  readonly locked: LockedTools | undefined;
  /** An error where the lock file is invalid. */
  readonly lockFindings: readonly Finding[];
}

/** A package to fetch, of the version and with the hash in the lock file, if it is there. */
export interface Fetchable {
  /** The keys of the tools and libraries that it contains. */
  readonly tools: readonly string[];
  readonly libraries: readonly string[];
  readonly source: DownloadSource;
  readonly series: string | undefined;
  readonly sha256: string | undefined;
}

/** Reads the project's lock file and looks up everything that the model refers to. */
export async function locateShell(system: System, request: ShellRequest): Promise<LocatedShell> {
  const { choice, root, user, untrusted } = request;
  const { lock, found } = await readLock(system, root);
  const locked = lock?.systems[choice.system];
  const model = locked === undefined ? request.model : pinned(request.model, locked, choice.system);
  const cache = cacheFolder(user, system.home);
  const probe = hostProbe(system, {
    host: choice.system,
    env: user,
    cache,
    untrusted,
  });
  const folders = projectFolders(root, cache);
  const locations = await locate(model, root, probe);
  return { model, choice, root, user, folders, cache, probe, locations, lock, locked, lockFindings: found };
}

async function readLock(
  { files }: System,
  root: string,
): Promise<{ readonly lock?: ToolLock; readonly found: readonly Finding[] }> {
  const text = await files.read(`${root}/${lockFile}`);
  if (text === undefined) return { found: [] };
  const lock = parseLock(text);
  return lock === undefined ? { found: [findings.LOCK_UNREADABLE({}, { file: lockFile })] } : { lock, found: [] };
}

/** The packages that contain required tools and libraries which are missing, each once. */
export function fetchablePackages(located: LocatedShell): readonly Fetchable[] {
  const { model, choice, locations, locked } = located;
  const packages = new Map<string, Fetchable>();
  const add = (wanted: Omit<Fetchable, 'libraries' | 'tools'>, kind: 'libraries' | 'tools', name: string) => {
    const key = JSON.stringify(wanted);
    const before = packages.get(key) ?? { ...wanted, tools: [], libraries: [] };
    packages.set(key, { ...before, [kind]: [...before[kind], name] });
  };
  for (const { name, tool } of missingTools(model, choice, locations)) {
    const source = downloadSource(tool.provision, choice.system);
    if (source === undefined) continue;
    const entry = locked?.[name];
    const isLocked = entry?.fetched === sourceName(source) && entry.version === tool.series;
    add({ source, series: tool.series, sha256: isLocked ? entry.sha256 : undefined }, 'tools', name);
  }
  for (const { name, library } of missingLibraries(model, choice, locations)) {
    const source = downloadSource(library.provision, choice.system);
    if (source !== undefined) add({ source, series: undefined, sha256: undefined }, 'libraries', name);
  }
  return [...packages.values()];
}

/** The same shell after a package was fetched: its tools and libraries are at `path`. */
export async function withFetched(
  located: LocatedShell,
  { tools, libraries }: Pick<Fetchable, 'libraries' | 'tools'>,
  path: string,
): Promise<LocatedShell> {
  const { locations, probe } = located;
  const dirs = libraries.length === 0 ? {} : await fetchedFolders(path, probe);
  return {
    ...located,
    locations: {
      ...locations,
      tools: { ...locations.tools, ...entriesOf(tools, { status: 'fetched', path } as const) },
      libraries: { ...locations.libraries, ...entriesOf(libraries, { status: 'found', dirs } as const) },
    },
  };
}

const entriesOf = <Value>(names: readonly string[], value: Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** What is wrong with a shell's tools: those that are missing, and as warnings those that differ from the lock file. */
export async function toolFindings(system: System, located: LocatedShell): Promise<readonly Finding[]> {
  const { locations, probe, folders, locked, lockFindings } = located;
  const differing =
    locked === undefined
      ? []
      : compareTools(locked, await currentTools(located, locations, { probe, files: system.files }));
  const special = hasSpecialPath(folders) ? [findings.PROJECT_PATH_SPLIT({ path: folders.root })] : [];
  return [...lockFindings, ...special, ...missingFindings(located), ...differing];
}
