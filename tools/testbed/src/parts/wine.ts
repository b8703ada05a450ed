import { cp, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { provide, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';
import type { Testbed } from '../testbed.ts';
import { provideOfRelease, type NewerRelease } from './debian-release.ts';

/** A folder with the DLL that Debian's Wine lacks. */
export async function provideWineDll(say: Say): Promise<string> {
  const recipe = await readRecipe('bcryptprimitives.sh');
  const source = await readRecipe('bcryptprimitives.c');
  return provide(
    { name: 'bcryptprimitives', madeFrom: [recipe.text, source.text], make: (folder) => runRecipe(recipe, folder) },
    say,
  );
}

/** A folder for WINEDLLPATH with the DLLs by which Debian's Wine runs 32-bit programs. */
export async function provideWineI386(say: Say): Promise<string> {
  const recipe = await readRecipe('wine-i386.sh');
  return provide({ name: 'wine-i386', madeFrom: [recipe.text], make: (folder) => runRecipe(recipe, folder) }, say);
}

/**
 * The testbed with the Wine of another release of Debian in place of the machine's, for 64-bit programs alone, in the new shape
 * of nixpkgs and on the PATH of those without Nix. It has the DLL that the machine's lacks.
 */
export async function withWineOf(release: NewerRelease, testbed: Testbed, say: Say): Promise<Testbed> {
  const wine = join(await provideOfRelease('wine', release, say), 'bin');
  const standIn = testbed.nixpkgs.new.replace(/^path:/, '');
  const nixpkgs = await provide(
    {
      name: `nixpkgs-${release}`,
      madeFrom: [standIn, wine],
      make: async (beside) => {
        await cp(standIn, beside, { recursive: true, verbatimSymlinks: true });
        const programs = join(beside, 'farms', 'wine', 'bin');
        await rm(programs, { recursive: true });
        await symlink(wine, programs);
      },
    },
    say,
  );
  const { WINEPATH: _, ...env } = testbed.env;
  const { WINEPATH: __, PATH = '', ...host } = testbed.host;
  return {
    ...testbed,
    env,
    host: { ...host, PATH: [wine, PATH].join(delimiter) },
    nixpkgs: { ...testbed.nixpkgs, new: `path:${nixpkgs}` },
  };
}
