import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';
import { nixpkgsSources, readRecipe, runRecipe } from '../recipe.ts';
import type { Zig } from './zig.ts';

/** The two shapes of the nixpkgs stand-in: folders that are flakes. */
export interface Nixpkgs {
  readonly old: string;
  readonly new: string;
}

/** Lays out the stand-in for nixpkgs over this machine's toolchains. */
export async function provideNixpkgs(zig: Zig, buildTools: string, say: Say): Promise<Nixpkgs> {
  const { folder: sources, texts } = await nixpkgsSources();
  const recipe = await readRecipe('nixpkgs.sh');
  const threads = await readRecipe('mcfgthread.sh');
  const { stdout: mingw } = await execa('dpkg-query', ['-W', 'mingw-w64-x86-64-dev', 'g++-mingw-w64-x86-64-posix']);
  const mcfgthread = await provide(
    { name: 'mcfgthread', madeFrom: [threads.text, mingw], make: (beside) => runRecipe(threads, beside) },
    say,
  );
  const small = await readRecipe('libraries.sh');
  const libraries = await provide(
    { name: 'libraries', madeFrom: [small.text], make: (beside) => runRecipe(small, beside) },
    say,
  );
  const { stdout: rustup } = await execa('which', ['rustup']);
  const env = {
    SOURCES: sources,
    WRAPPERS: join(sources, 'wrappers'),
    RUSTUP: rustup,
    ZIG: zig.zig,
    ZIGBUILD: zig.zigbuild,
    ZIG_CACHE: zig.cache,
    ZIG_015: zig.zig015,
    BUILD_TOOLS: buildTools,
    MCFGTHREAD: mcfgthread,
    LIBRARIES: libraries,
  };
  const madeFrom = [recipe.text, ...texts, rustup, zig.zig, zig.zig015, zig.cache, buildTools, mcfgthread, libraries];
  const folder = await provide({ name: 'nixpkgs', madeFrom, make: (beside) => runRecipe(recipe, beside, env) }, say);
  return { old: join(folder, 'old'), new: join(folder, 'new') };
}
