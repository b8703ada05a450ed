import type { Finding } from '@mkcross/core';
import { downloadSource, unpackedFolder } from '../fetch/download-source.ts';
import { changedFiles, parseRecord, recordFile } from '../fetch/fetched-record.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import type { LocatedShell } from '../shell/locate-shell.ts';
import type { System } from '../system.ts';

/** How many files a finding names. */
const mostNamed = 5;

/** Warnings for programs that come from another package index than `index`, the URL of the one that is configured now. */
export async function originFindings(
  system: System,
  located: LocatedShell,
  index: string,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    fetchedTools(located).map(async ({ tool, folder, isIndexed }) => {
      const from = isIndexed ? (await recordIn(system, folder))?.index : undefined;
      if (from === undefined || from === null || from === index) return [];
      return [findings.FETCHED_ELSEWHERE({ tool, folder, from, index })];
    }),
  );
  return found.flat();
}

/** Errors for programs of which files in the cache are not as they were unpacked. Reads all of them. */
export async function changedFindings(system: System, located: LocatedShell): Promise<readonly Finding[]> {
  const found = await Promise.all(
    fetchedTools(located).map(async ({ tool, folder }) => {
      const record = await recordIn(system, folder);
      const files =
        record === undefined ? [recordFile] : changedFiles(record.files, await system.files.unpacked(folder));
      if (files.length === 0) return [];
      return [findings.FETCHED_CHANGED({ tool, folder, files: files.slice(0, mostNamed), count: files.length })];
    }),
  );
  return found.flat();
}

const recordIn = async ({ files }: System, folder: string) =>
  parseRecord((await files.read(`${folder}/${recordFile}`)) ?? '');

/** The tools that were fetched, one for each folder, and whether an index named them. */
function fetchedTools({ model, choice, locations }: LocatedShell) {
  const folders = new Map<string, { readonly tool: string; readonly folder: string; readonly isIndexed: boolean }>();
  for (const [tool, { provision }] of Object.entries(model.tools)) {
    const location = locations.tools[tool];
    const source = downloadSource(provision, choice.system);
    if (location?.status !== 'fetched' || source === undefined) continue;
    const folder = unpackedFolder(location.path, source);
    if (!folders.has(folder)) folders.set(folder, { tool, folder, isIndexed: source.from === 'pypi' });
  }
  return [...folders.values()];
}
