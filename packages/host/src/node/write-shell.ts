import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostFile, HostLink } from '../shell/host-files.ts';
import type { HostShell } from '../shell/host-shell.ts';

/**
 * Writes the files of a shell. One whose text is the same keeps its time stamp, so that no build takes it for new; each
 * other is written beside its place and moved there. Two that write at once leave the same.
 */
export async function writeShell({ files, bin, links }: HostShell): Promise<void> {
  const folders = new Set([bin, ...files.map(({ path }) => dirname(path))]);
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(files.map(writeWhereDifferent));
  await Promise.all(links.map((link) => linkWhereDifferent(bin, link)));
  const names = new Set(links.map(({ name }) => name));
  const stale = (await readdir(bin)).filter((name) => !names.has(name) && !name.includes(beside));
  await Promise.all(stale.map((name) => rm(join(bin, name), { force: true })));
}

/** Part of the names of files that are about to be moved to their place. */
const beside = '.new-';

async function writeWhereDifferent({ path, text, executable }: HostFile): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  await moved(path, async (place) => {
    await writeFile(place, text);
    if (executable) await chmod(place, 0o755);
  });
}

async function linkWhereDifferent(bin: string, { name, to }: HostLink): Promise<void> {
  const path = join(bin, name);
  if ((await readlink(path).catch(() => undefined)) === to) return;
  await moved(path, (place) => symlink(to, place));
}

async function moved(path: string, make: (place: string) => Promise<void>): Promise<void> {
  const place = `${path}${beside}${randomUUID()}`;
  try {
    await make(place);
    await rename(place, path);
  } finally {
    await rm(place, { force: true });
  }
}
