import type { Host, Language, Runner, ToolchainPlugin, Triple } from '@mkcross/core';
import { fullRef } from '../resolve/catalog.ts';
import { toolchainBody, type TargetKey } from '../resolve/toolchain-body.ts';
import { idOf } from './plugin-name.ts';

/** What a plugin offers, in short: for `mkcross list`, `mkcross init`, and messages about plugins that are not installed. */
export interface PluginSummary {
  readonly id: string;
  /** One sentence: what a user gets. */
  readonly summary: string;
  /** Ids of the plugins that are enabled together with it. */
  readonly requires: readonly string[];
  /** The targets that its toolchains are for, sorted. */
  readonly targets: readonly Triple[];
  readonly toolchains: readonly ToolchainSummary[];
  readonly runners: readonly RunnerSummary[];
  /** Folders in the project that its variables name, in which shells keep things. */
  readonly folders: readonly FolderSummary[];
}

/** A toolchain, for targets that it serves alike. */
export interface ToolchainSummary {
  readonly id: string;
  /** Triples, and "host" for the machine that builds; sorted. */
  readonly targets: readonly TargetKey[];
  readonly languages: readonly Language[];
  /** The machines it is for; without it, all. */
  readonly hosts?: readonly Host[];
}

/** A runner: what starts programs that the host cannot start. */
export interface RunnerSummary extends Pick<Runner, 'hosts' | 'runs'> {
  /** Its name on PATH; of several that differ by the target, what they begin with, and `*`. */
  readonly command: string;
}

/** A folder below the project's root. */
export interface FolderSummary {
  readonly path: string;
  /** The option that names another folder. */
  readonly option?: string;
}

/** What a plugin offers. `others` are plugins whose toolchains it extends. */
export function summarizePlugin(plugin: ToolchainPlugin, others: readonly ToolchainPlugin[]): PluginSummary {
  const toolchains = toolchainSummaries(plugin, [plugin, ...others]);
  const targets = new Set(toolchains.flatMap((one) => one.targets.filter((key) => key !== 'host')));
  return {
    id: plugin.meta.id,
    summary: plugin.meta.summary,
    requires: (plugin.requires ?? []).map(idOf).toSorted(),
    targets: [...targets].toSorted(),
    toolchains,
    runners: (plugin.runners ?? []).map(({ command, hosts, runs }) => ({
      command:
        typeof command === 'string' ? command : command.map((part) => (typeof part === 'string' ? part : '*')).join(''),
      ...(hosts === undefined ? {} : { hosts }),
      runs,
    })),
    folders: foldersOf(plugin),
  };
}

function toolchainSummaries(plugin: ToolchainPlugin, all: readonly ToolchainPlugin[]): readonly ToolchainSummary[] {
  const toolchains = new Map(
    all.flatMap(({ meta, toolchains: own = [] }) =>
      own.map((value) => [fullRef(meta.id, value.id), { owner: meta.id, value }] as const),
    ),
  );
  return (plugin.toolchains ?? []).flatMap(({ id, targets }) => {
    const groups = new Map<string, ToolchainSummary>();
    for (const key of keysOf(targets)) {
      const { body } = toolchainBody({ toolchains }, fullRef(plugin.meta.id, id), key);
      if (body === undefined) continue;
      const { languages, hosts } = body;
      const alike = JSON.stringify([languages, hosts]);
      const before = groups.get(alike)?.targets ?? [];
      const limit = hosts === undefined ? {} : { hosts };
      groups.set(alike, { id, targets: [...before, key].toSorted(), languages, ...limit });
    }
    return [...groups.values()];
  });
}

const isTargetKey = (key: string): key is TargetKey => key === 'host' || key.includes('-');

const keysOf = (targets: object): readonly TargetKey[] => Object.keys(targets).filter(isTargetKey);

/** What the plugin's variables that hold one path say. Folders in which one of the others is are left out. */
function foldersOf(plugin: ToolchainPlugin): readonly FolderSummary[] {
  const { shell, runners = [], toolchains = [], options } = plugin;
  const entries = [shell?.env, ...[...runners, ...toolchains].map(({ env }) => env)].flatMap((env) =>
    Object.values(env ?? {}),
  );
  const folders = entries.flatMap((entry): readonly FolderSummary[] => {
    if (entry?.kind !== 'set' && entry?.kind !== 'default') return [];
    const value: unknown = entry.value;
    const part: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    const project = field(part, 'project');
    if (typeof project === 'string') return project === '' ? [] : [{ path: project }];
    const option = field(project, 'option');
    const fallback =
      typeof option === 'string' ? field(field(field(options, 'properties'), option), 'default') : undefined;
    return typeof option === 'string' && typeof fallback === 'string' ? [{ path: fallback, option }] : [];
  });
  return [...new Map(folders.map((folder) => [folder.path, folder])).values()].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
