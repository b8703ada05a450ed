import type { FileSystem } from '../system.ts';
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
  await Promise.all(shell.files.map(({ path, text, executable }) => writer.write(path, text, { executable })));
  await Promise.all(links.map(({ path, to }) => writer.link(path, to)));
  const paths = new Set(links.map(({ path }) => path));
  const stale = (await files.list(bin)).filter((name) => !paths.has(`${bin}/${name}`) && !isBeingWritten(name));
  await Promise.all(stale.map((name) => writer.remove(`${bin}/${name}`)));
}

/** Whether a name is that of a link which another process is about to rename to its place. */
const isBeingWritten = (name: string) => /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
