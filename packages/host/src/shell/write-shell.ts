import type { FileSystem } from '../system.ts';
import { writingProcess } from '../write/temporary-name.ts';
import type { Writer } from '../write/writer.ts';
import type { HostShell } from './host-shell.ts';

/**
 * Writes the files and links of a shell, and removes links of its folder of programs that are no longer its own. What is already
 * as it should be keeps its time stamp, so that no build system takes it for new.
 */
export async function writeShell(
  { files, writer }: { readonly files: Pick<FileSystem, 'list'>; readonly writer: Writer },
  shell: Pick<HostShell, 'bin' | 'files' | 'links'>,
): Promise<void> {
  const { bin, links } = shell;
  await writer.makeFolder(bin);
  await all(shell.files.map(({ path, text, executable }) => writer.write(path, text, { executable })));
  await all(links.map(({ path, to }) => writer.link(path, to)));
  const paths = new Set(links.map(({ path }) => path));
  // A link that another process is about to rename to its place is not stale.
  const stale = (await files.list(bin)).filter(
    (name) => !paths.has(`${bin}/${name}`) && writingProcess(name) === undefined,
  );
  await all(stale.map((name) => writer.remove(`${bin}/${name}`)));
}

/** Waits until all have ended, and then fails as the first one that failed: after an error, nothing is written any more. */
async function all(steps: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(steps)) if (result.status === 'rejected') throw result.reason;
}
