import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Unpacking } from './unpack.ts';
import { unpackZip } from './unpack-zip.ts';

/** Unpacks a Python wheel into a folder. What pip would install as scripts goes to `scripts`, executable. */
export async function unpackWheel(wheel: string, folder: string, how: Unpacking): Promise<void> {
  await unpackZip(wheel, folder, how, (name) => name.replace(/^[^/]+\.data\/scripts\//, 'scripts/'));
  const scripts = join(folder, 'scripts');
  for (const name of await readdir(scripts).catch(() => [])) await chmod(join(scripts, name), 0o755);
}
