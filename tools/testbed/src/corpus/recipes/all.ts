import type { Recipe } from '../specimen.ts';
import { archiveRecipes } from './archives.ts';
import { byHandRecipes } from './by-hand.ts';
import { damagedRecipes } from './damaged.ts';
import { gccRecipes, muslRecipes } from './gcc.ts';
import { lldRecipes } from './lld.ts';
import { mingwRecipes } from './mingw.ts';
import { rustRecipes } from './rust.ts';
import { zigRecipes } from './zig.ts';

/** All of the corpus; Rust's come last, for its compiler has to be installed meanwhile. */
export const recipes: readonly Recipe[] = [
  ...gccRecipes,
  ...muslRecipes,
  ...mingwRecipes,
  ...archiveRecipes,
  ...damagedRecipes,
  ...byHandRecipes,
  ...lldRecipes,
  ...zigRecipes,
  ...rustRecipes,
];
