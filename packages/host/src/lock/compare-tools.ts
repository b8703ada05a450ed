import type { ShellModel } from '@mkcross/composer';
import type { Finding, HostSystem } from '@mkcross/core';
import { isOfSeries } from '../locate/machine.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { lockFile, type LockedTool, type LockedTools, type ToolLock } from './tool-lock.ts';

/** Whether two are the same tool. */
const isSameTool = (a: LockedTool, b: LockedTool): boolean =>
  a.program === b.program && a.fetched === b.fetched && a.sha256 === b.sha256;

/** What a machine's tools have other than those of the lock, tools that are in only one of them left aside. */
export const compareTools = (locked: LockedTools, here: LockedTools): readonly Finding[] =>
  Object.entries(here).flatMap(([name, found]) => {
    const wanted = locked[name];
    if (wanted === undefined) return [findings.LOCK_LACKS_TOOL({ tool: name, here: words(found) }, { file: lockFile })];
    if (isSameTool(wanted, found)) return [];
    return [findings.LOCK_DIFFERS({ tool: name, locked: words(wanted), here: words(found) }, { file: lockFile })];
  });

const words = ({ program, version, fetched, sha256 }: LockedTool): string =>
  `${program} ${version ?? 'of a version that it does not tell'}${fetched === null ? '' : ` of ${fetched}`} (SHA-256 ${sha256.slice(0, 12)}…)`;

/**
 * The model with tools that were fetched asked for in the very version of the lock, where the project's own wish allows
 * it: so that what is fetched anew is what the others have.
 */
export function pinned(model: ShellModel, locked: LockedTools): ShellModel {
  const tools = Object.entries(model.tools).map(([name, tool]) => {
    const { version, provision } = tool.host;
    const wanted = locked[name];
    const series = wanted?.version ?? undefined;
    if (version === undefined || provision === undefined || series === undefined) return [name, tool] as const;
    const isAllowed = version.series === undefined || isOfSeries(series, version.series);
    if (wanted?.fetched !== provision.pypi || !isAllowed) return [name, tool] as const;
    return [name, { ...tool, host: { ...tool.host, version: { ...version, series } } }] as const;
  });
  return { ...model, tools: Object.fromEntries(tools) };
}

/** A lock with what one machine has; tools of other shells and systems are kept, those that the model has no more are not. */
export function relocked(
  lock: ToolLock | undefined,
  { model, system, here }: { readonly model: ShellModel; readonly system: HostSystem; readonly here: LockedTools },
): ToolLock {
  const kept = Object.entries(lock?.systems[system] ?? {}).filter(([name]) => model.tools[name] !== undefined);
  return { version: 1, systems: { ...lock?.systems, [system]: { ...Object.fromEntries(kept), ...here } } };
}
