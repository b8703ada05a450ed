import type { ShellModel } from '@mkcross/composer';
import type { Finding, Provision } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { hostProbe, type HostProbe } from '../locate/host-probe.ts';
import { locate } from '../locate/locate.ts';
import { missingFindings, missingTools } from '../locate/missing.ts';
import type { ToolLocations } from '../locate/tool-locations.ts';
import { compareTools, pinned } from '../lock/compare-tools.ts';
import { currentTools } from '../lock/current-tools.ts';
import { lockFile, parseLock, type LockedTools, type ToolLock } from '../lock/tool-lock.ts';
import type { System, Variables } from '../system.ts';
import type { ShellChoice } from './shell-choice.ts';
import { cacheFolder } from './state-folder.ts';

/** A shell to make on this machine. */
export interface ShellRequest {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  /** The project's folder, absolute; `.mkcross/host` in it gets the shell's files. */
  readonly root: string;
  /** The environment of the user who enters. */
  readonly user: Variables;
}

/** A shell whose tools were looked up. A command looks them up once, and hands this on. */
export interface LocatedShell extends Omit<ShellRequest, 'model'> {
  /** The model that requires the versions in the lock file. */
  readonly model: ShellModel;
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
  /** The qualified names of the tools that it contains. */
  readonly tools: readonly string[];
  readonly provision: Provision;
  readonly series: string | undefined;
  readonly sha256: string | undefined;
}

/** Reads the project's lock file and looks up everything that the model refers to. */
export async function locateShell(system: System, request: ShellRequest): Promise<LocatedShell> {
  const { choice, root, user } = request;
  const { lock, found } = await readLock(system, root);
  const locked = lock?.systems[choice.system];
  const model = locked === undefined ? request.model : pinned(request.model, locked);
  const probe = hostProbe(system, user, cacheFolder(user, system.home));
  const locations = await locate(model, root, probe);
  return { model, choice, root, user, probe, locations, lock, locked, lockFindings: found };
}

async function readLock(
  { files }: System,
  root: string,
): Promise<{ readonly lock?: ToolLock; readonly found: readonly Finding[] }> {
  const text = await files.read(`${root}/${lockFile}`).catch(() => '');
  if (text === undefined) return { found: [] };
  const lock = parseLock(text);
  return lock === undefined ? { found: [findings.LOCK_UNREADABLE({}, { file: lockFile })] } : { lock, found: [] };
}

/** The packages that contain required tools which are missing, each once. */
export function fetchablePackages({ model, choice, locations, locked }: LocatedShell): readonly Fetchable[] {
  const packages = new Map<string, Fetchable>();
  for (const { name, tool } of missingTools(model, choice, locations)) {
    const { provision, version } = tool.host;
    if (provision === undefined) continue;
    const series = version?.series;
    const entry = locked?.[name];
    const isLocked = entry?.fetched === provision.pypi && entry.version === series;
    const wanted = { provision, series, sha256: isLocked ? entry.sha256 : undefined };
    const key = JSON.stringify(wanted);
    packages.set(key, { ...wanted, tools: [...(packages.get(key)?.tools ?? []), name] });
  }
  return [...packages.values()];
}

/** The same shell after a package was fetched: its tools are at `path`. */
export function withFetched(located: LocatedShell, { tools }: Fetchable, path: string): LocatedShell {
  const fetched = Object.fromEntries(tools.map((name) => [name, { status: 'fetched', path } as const]));
  const { locations } = located;
  return { ...located, locations: { ...locations, tools: { ...locations.tools, ...fetched } } };
}

/** What is wrong with a shell's tools: those that are missing, and as warnings those that differ from the lock file. */
export async function toolFindings(system: System, located: LocatedShell): Promise<readonly Finding[]> {
  const { model, choice, locations, probe, locked, lockFindings } = located;
  const differing =
    locked === undefined
      ? []
      : compareTools(locked, await currentTools(located, locations, { probe, files: system.files }));
  return [...lockFindings, ...missingFindings(model, choice, locations, probe.packageManager), ...differing];
}
