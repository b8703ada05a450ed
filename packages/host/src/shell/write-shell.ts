import type { FileSystem } from '../system.ts';
import type { HostShell } from './host-shell.ts';

/**
 * Writes the files and links of a shell, and removes links that are no longer its own. What is already as it should be
 * keeps its time stamp, so that no build system takes it for new.
 */
export async function writeShell(files: FileSystem, shell: Pick<HostShell, 'bin' | 'files' | 'links'>): Promise<void> {
  const { bin, links } = shell;
  await files.makeFolder(bin);
  await Promise.all(
    shell.files.map(async ({ path, text, executable }) => {
      if ((await files.read(path)) !== text) await files.write(path, text, { executable });
    }),
  );
  await Promise.all(
    links.map(async ({ name, to }) => {
      const path = `${bin}/${name}`;
      if ((await files.readLink(path)) !== to) await files.link(path, to);
    }),
  );
  const names = new Set(links.map(({ name }) => name));
  const stale = (await files.list(bin)).filter((name) => !names.has(name) && !isBeingWritten(name));
  await Promise.all(stale.map((name) => files.remove(`${bin}/${name}`)));
}

/** Whether a name is that of a link which another process is about to rename to its place. */
const isBeingWritten = (name: string) => /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
