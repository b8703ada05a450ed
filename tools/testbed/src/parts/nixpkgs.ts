import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';
import { nixpkgsSources, readRecipe, runRecipe } from '../recipe.ts';
import type { Zig } from './zig.ts';

/** References of flakes: nixpkgs as it is now, and as it was in 24.11. */
export interface Nixpkgs {
  readonly old: string;
  readonly new: string;
}

/** What the stand-in for nixpkgs is laid out over. */
export interface Toolchains {
  readonly zig: Zig;
  readonly zigCache: string;
  readonly buildTools: string;
  /** What only end-to-end tests need: an older Zig, and small libraries for targets. */
  readonly further?: { readonly olderZig: string; readonly libraries: string };
}

/** The stand-in for nixpkgs: a folder with flakes in two shapes. */
export interface StandIn extends Nixpkgs {
  /** Folders with the programs that it has. */
  readonly farms: string;
}

/** Builds small libraries for targets, with the outputs that real ones have in nixpkgs. */
export async function provideLibraries(say: Say): Promise<string> {
  const recipe = await readRecipe('libraries.sh');
  return provide({ name: 'libraries', madeFrom: [recipe.text], make: (beside) => runRecipe(recipe, beside) }, say);
}

/** Lays out the stand-in for nixpkgs over this machine's toolchains. */
export async function provideNixpkgs({ zig, zigCache, buildTools, further }: Toolchains, say: Say): Promise<StandIn> {
  const { folder: sources, texts } = await nixpkgsSources();
  const recipe = await readRecipe('nixpkgs.sh');
  const threads = await readRecipe('mcfgthread.sh');
  const { stdout: mingw } = await execa('dpkg-query', ['-W', 'mingw-w64-x86-64-dev', 'g++-mingw-w64-x86-64-posix']);
  const mcfgthread = await provide(
    { name: 'mcfgthread', madeFrom: [threads.text, mingw], make: (beside) => runRecipe(threads, beside) },
    say,
  );
  const { stdout: rustup } = await execa('which', ['rustup']);
  const toolchains = {
    RUSTUP: rustup,
    ZIG: zig.zig,
    ZIGBUILD: zig.zigbuild,
    ZIG_CACHE: zigCache,
    ZIG_015: further?.olderZig ?? '',
    BUILD_TOOLS: buildTools,
    MCFGTHREAD: mcfgthread,
    LIBRARIES: further?.libraries ?? '',
  };
  const env = { ...toolchains, SOURCES: sources, WRAPPERS: join(sources, 'wrappers') };
  const madeFrom = [recipe.text, ...texts, ...Object.values(toolchains)];
  const folder = await provide({ name: 'nixpkgs', madeFrom, make: (beside) => runRecipe(recipe, beside, env) }, say);
  return {
    old: `path:${join(folder, 'old')}`,
    new: `path:${join(folder, 'new')}`,
    farms: join(folder, 'new', 'farms'),
  };
}
