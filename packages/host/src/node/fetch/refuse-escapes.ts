import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Fails if a link in a folder leads out of it, or nowhere. */
export async function refuseEscapes(folder: string): Promise<void> {
  const root = await realpath(folder);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined || !`${target}${sep}`.startsWith(`${root}${sep}`))
      throw new Error(`its link ${link.slice(root.length + 1)} leads out of the archive or to nothing`);
  }
}
