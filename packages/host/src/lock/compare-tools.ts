import type { ShellModel } from '@mkcross/composer';
import type { Finding, Host } from '@mkcross/core';
import { sourceName, downloadSource } from '../fetch/download-source.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { isOfSeries } from '../locate/version.ts';
import { lockFile, type LockedTool, type LockedTools, type ToolLock } from './tool-lock.ts';

/** Whether two entries are of the same program. */
const isSameTool = (a: LockedTool, b: LockedTool): boolean =>
  a.program === b.program && a.fetched === b.fetched && a.sha256 === b.sha256 && a.unpacked === b.unpacked;

/** A warning for each tool that differs from the lock file, or that it does not have. Locked tools that are absent here are not compared. */
export const compareTools = (locked: LockedTools, here: LockedTools): readonly Finding[] =>
  Object.entries(here).flatMap(([name, found]) => {
    const wanted = locked[name];
    if (wanted === undefined)
      return [findings.LOCK_LACKS_TOOL({ tool: name, here: description(found) }, { file: lockFile })];
    if (isSameTool(wanted, found)) return [];
    return [
      findings.LOCK_DIFFERS({ tool: name, locked: description(wanted), here: description(found) }, { file: lockFile }),
    ];
  });

function description({ program, version, fetched, sha256, unpacked }: LockedTool): string {
  const hashes = [`SHA-256 ${start(sha256)}`, ...(unpacked === undefined ? [] : [`of its files ${start(unpacked)}`])];
  return `${program} ${version ?? '(unknown version)'}${fetched === null ? '' : ` of ${fetched}`} (${hashes.join(', ')})`;
}

const start = (hash: string) => `${hash.slice(0, 12)}…`;

/**
 * The model with each fetched tool required in exactly the locked version, unless the project requires another series: a
 * new download is then the same as the locked one.
 */
export function pinned(model: ShellModel, locked: LockedTools, host: Host): ShellModel {
  const tools = Object.entries(model.tools).map(([name, tool]) => {
    const source = downloadSource(tool.provision, host);
    const wanted = locked[name];
    const series = wanted?.version ?? undefined;
    if (tool.version === undefined || source === undefined || series === undefined) return [name, tool] as const;
    const isAllowed = tool.series === undefined || isOfSeries(series, tool.series);
    if (wanted?.fetched !== sourceName(source) || !isAllowed) return [name, tool] as const;
    return [name, { ...tool, series }] as const;
  });
  return { ...model, tools: Object.fromEntries(tools) };
}

/** A lock with one machine's tools. Tools of other shells and host systems are kept; those that are not in the model are removed. */
export function relocked(
  lock: ToolLock | undefined,
  { model, system, here }: { readonly model: ShellModel; readonly system: Host; readonly here: LockedTools },
): ToolLock {
  const kept = Object.entries(lock?.systems[system] ?? {}).filter(([name]) => model.tools[name] !== undefined);
  return { version: 1, systems: { ...lock?.systems, [system]: { ...Object.fromEntries(kept), ...here } } };
}
