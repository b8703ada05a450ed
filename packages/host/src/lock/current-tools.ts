import type { ShellModel } from '@mkcross/composer';
import { systemCode } from '@mkcross/core';
import { downloadSource, sourceName, unpackedFolder, type DownloadSource } from '../fetch/download-source.ts';
import { filesText, parseRecord, recordFile } from '../fetch/fetched-record.ts';
import type { HostProbe } from '../locate/host-probe.ts';
import { requiredTools } from '../locate/required-tools.ts';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { ShellChoice } from '../shell/shell-choice.ts';
import type { FileSystem } from '../system.ts';
import type { LockedTool, LockedTools } from './tool-lock.ts';

/** Where the tools of a lock are read. */
interface LockSource {
  readonly probe: HostProbe;
  readonly files: Pick<FileSystem, 'read' | 'textHash'>;
}

/** The required tools of a shell as this machine has them, in the form of a lock. Missing tools are left out. */
export async function currentTools(
  { model, choice }: { readonly model: ShellModel; readonly choice: ShellChoice },
  { tools }: ToolLocations,
  { probe, files }: LockSource,
): Promise<LockedTools> {
  const required = requiredTools(model, choice);
  const rows = await Promise.all(
    Object.entries(model.tools).map(async ([name, tool]): Promise<readonly (readonly [string, LockedTool])[]> => {
      const location = tools[name];
      if (!required.tools.has(name) || location === undefined || location.status === 'missing') return [];
      const { path } = location;
      const version = await probe.ofPlugin(tool.from).version(path, tool.version);
      const source = location.status === 'fetched' ? downloadSource(tool.provision, choice.system) : undefined;
      const fetched = source === undefined ? null : sourceName(source);
      // A program that can be run but not read is left out.
      const hashes = await hashesOf(path, source, { probe, files }).catch((error: unknown) => {
        if (systemCode(error) === 'EACCES') return undefined;
        throw error;
      });
      const program = path.slice(path.lastIndexOf('/') + 1);
      return hashes === undefined ? [] : [[name, { program, version: version ?? null, fetched, ...hashes }]];
    }),
  );
  return Object.fromEntries(rows.flat());
}

/**
 * The hash of the download that a program was unpacked from and of the list of what was unpacked, else of the program itself;
 * undefined if they are unknown. Whether the files still are as the list says is a question of its own.
 */
async function hashesOf(
  path: string,
  source: DownloadSource | undefined,
  { probe, files }: LockSource,
): Promise<Pick<LockedTool, 'sha256' | 'unpacked'> | undefined> {
  if (source === undefined) return { sha256: await probe.sha256(path) };
  const record = parseRecord((await files.read(`${unpackedFolder(path, source)}/${recordFile}`)) ?? '');
  return record === undefined
    ? undefined
    : { sha256: record.sha256, unpacked: await files.textHash(filesText(record.files)) };
}
