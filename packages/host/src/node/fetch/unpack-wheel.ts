import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseEscapes } from './refuse-escapes.ts';
import type { Unpacking } from './unpack.ts';
import { unpackZip } from './unpack-zip.ts';

/**
 * Unpacks a Python wheel into a folder; refused if one of its links leads out of it. What pip would install as scripts goes to `scripts`,
 * executable.
 */
export async function unpackWheel(wheel: string, folder: string, how: Unpacking): Promise<void> {
  await unpackZip(wheel, folder, how, (name) => name.replace(/^[^/]+\.data\/scripts\//, 'scripts/'));
  // Before a mode is changed, which goes through links.
  await refuseEscapes(folder);
  const scripts = join(folder, 'scripts');
  for (const name of await readdir(scripts).catch(() => [])) await chmod(join(scripts, name), 0o755);
}
