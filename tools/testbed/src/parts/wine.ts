import { provide, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';

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
