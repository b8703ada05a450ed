import { join } from 'node:path';
import { provide, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';
import type { Testbed } from '../testbed.ts';

/** Releases of Debian that have a newer Nix than the machine's own. */
export type NixRelease = 'trixie' | 'sid';

/**
 * The testbed with the Nix of another release of Debian, as it is on the day when it is fetched, in place of the machine's.
 * Its store is its own.
 */
export async function withNixOf(release: NixRelease, testbed: Testbed, say: Say): Promise<Testbed> {
  const recipe = await readRecipe('nix.sh');
  const folder = await provide(
    {
      name: `nix-${release}`,
      madeFrom: [release, recipe.text],
      make: (beside, place) => runRecipe(recipe, beside, { RELEASE: release, PLACE: place }),
    },
    say,
  );
  return { ...testbed, env: { ...testbed.env, PATH: join(folder, 'bin') } };
}
