import type { ShellModel } from '@mkcross/composer';
import { systemCode } from '@mkcross/core';
import { downloadSource, sourceName, type DownloadSource } from '../fetch/download-source.ts';
import { wheelHashFile } from '../fetch/fetched-program.ts';
import type { HostProbe } from '../locate/host-probe.ts';
import { requiredTools } from '../locate/required-tools.ts';
import type { ToolLocations } from '../locate/tool-locations.ts';
import type { ShellChoice } from '../shell/shell-choice.ts';
import type { FileSystem } from '../system.ts';
import type { LockedTool, LockedTools } from './tool-lock.ts';

/** The required tools of a shell as this machine has them, in the form of a lock. Missing tools are left out. */
export async function currentTools(
  { model, choice }: { readonly model: ShellModel; readonly choice: ShellChoice },
  { tools }: ToolLocations,
  { probe, files }: { readonly probe: HostProbe; readonly files: Pick<FileSystem, 'read'> },
): Promise<LockedTools> {
  const required = requiredTools(model, choice);
  const rows = await Promise.all(
    Object.entries(model.tools).map(async ([name, tool]): Promise<readonly (readonly [string, LockedTool])[]> => {
      const location = tools[name];
      if (!required.tools.has(name) || location === undefined || location.status === 'missing') return [];
      const { path } = location;
      const version = await probe.version(path, tool.version);
      const source = location.status === 'fetched' ? downloadSource(tool.provision, choice.system) : undefined;
      const fetched = source === undefined ? null : sourceName(source);
      // A program that can be run but not read is left out.
      const sha256 = await sourceHash(path, source, { probe, files }).catch((error: unknown) => {
        if (systemCode(error) === 'EACCES') return undefined;
        throw error;
      });
      const program = path.slice(path.lastIndexOf('/') + 1);
      return sha256 === undefined ? [] : [[name, { program, version: version ?? null, fetched, sha256 }]];
    }),
  );
  return Object.fromEntries(rows.flat());
}

/** The hash of the download that a program was unpacked from, else of the program itself; undefined if it is unknown. */
async function sourceHash(
  path: string,
  source: DownloadSource | undefined,
  { probe, files }: { readonly probe: HostProbe; readonly files: Pick<FileSystem, 'read'> },
): Promise<string | undefined> {
  if (source === undefined) return probe.sha256(path);
  if (source.from === 'url') return source.sha256.toLowerCase();
  return (await files.read(`${path.slice(0, -`/${source.path}`.length)}/${wheelHashFile}`))?.trim();
}
