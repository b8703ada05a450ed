import { provide, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';

/** Releases of Debian that are newer than the machine's own. */
export type NewerRelease = 'trixie' | 'sid';

/** The folder of what a recipe makes of a release's packages, as they are on the day when they are fetched. */
export async function provideOfRelease(name: 'nix' | 'wine', release: NewerRelease, say: Say): Promise<string> {
  const recipe = await readRecipe(`${name}.sh`);
  const packages = await readRecipe('debian-packages.sh');
  return provide(
    {
      name: `${name}-${release}`,
      madeFrom: [release, recipe.text, packages.text],
      make: (beside, place) => runRecipe(recipe, beside, { RELEASE: release, PACKAGES: packages.path, PLACE: place }),
    },
    say,
  );
}
