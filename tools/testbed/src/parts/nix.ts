import { join } from 'node:path';
import type { Say } from '../cache.ts';
import type { Testbed } from '../testbed.ts';
import { provideOfRelease, type NewerRelease } from './debian-release.ts';

/** The testbed with the Nix of another release of Debian in place of the machine's. Its store is its own. */
export async function withNixOf(release: NewerRelease, testbed: Testbed, say: Say): Promise<Testbed> {
  const folder = await provideOfRelease('nix', release, say);
  return { ...testbed, env: { ...testbed.env, PATH: join(folder, 'bin') } };
}
