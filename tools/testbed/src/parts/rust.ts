import { execa } from 'execa';
import { existing, provide, type Part, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';
import type { Extent } from '../testbed.ts';

const HOST = 'x86_64-unknown-linux-gnu';
/** Targets that cost minutes, built and tested only where they are asked for: `npm run e2e:riscv64`. */
export const furtherRustTargets: readonly string[] =
  process.env['MKCROSS_TESTBED_RISCV64'] === '1' ? ['riscv64gc-unknown-linux-musl'] : [];

/** A minute and a half each. */
const firstTargets = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] as const;
const targetsOf: Readonly<Record<Extent, readonly string[]>> = {
  first: firstTargets,
  all: [...firstTargets, 'aarch64-unknown-linux-musl', ...furtherRustTargets],
};

/** Standard libraries by target, and what musl programs are linked with beside. */
export interface RustLibraries {
  readonly std: readonly (readonly [target: string, folder: string])[];
  readonly muslObjects: string;
}

/** Builds the standard libraries of targets. */
export async function provideRustLibraries(zigLib: string, extent: Extent, say: Say): Promise<RustLibraries> {
  const version = await rustcVersion();
  const { stdout: muslVersion } = await execa('dpkg-query', ['-W', 'musl-dev', 'libc6-dev']);
  const std = await readRecipe('std.sh');
  const stdPart = (target: string): Part => ({
    name: `std-${target}`,
    madeFrom: [std.text, version],
    make: (folder) => runRecipe(std, folder, { TARGET: target }),
  });
  // Takes half as long.
  const unoptimizedPart = (target: string): Part => ({
    name: `std-unoptimized-${target}`,
    madeFrom: [std.text, version],
    make: (folder) => runRecipe(std, folder, { TARGET: target, CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' }),
  });
  const provideStd = async (target: string) =>
    extent === 'first'
      ? ((await existing(stdPart(target))) ?? (await provide(unoptimizedPart(target), say)))
      : provide(stdPart(target), say);
  // At the same time: a library is a chain of crates, each of which is read by one core before others join in.
  const folders = targetsOf[extent].map(async (target) => [target, await provideStd(target)] as const);
  const objects = await readRecipe('musl-objects.sh');
  const muslObjects = await provide(
    {
      name: 'musl-objects',
      madeFrom: [objects.text, muslVersion, zigLib],
      make: (folder) => runRecipe(objects, folder, { ZIG_LIB: zigLib }),
    },
    say,
  );
  return { std: await Promise.all(folders), muslObjects };
}

/** A folder that `RUSTUP_DIST_SERVER` can point to: Debian's compiler, with std for the host and the targets of `libraries`. */
export async function provideRustupDist({ std: folders, muslObjects }: RustLibraries, say: Say): Promise<string> {
  const version = await rustcVersion();
  const dist = await readRecipe('rustup-dist.py');
  const release = /^release: (.*)$/m.exec(version)?.[1] ?? 'unknown';
  const date = /^commit-date: (.*)$/m.exec(version)?.[1] ?? '2026-01-01';
  const madeFrom = [dist.text, version, ...folders.flat(), muslObjects];
  const part: Part = {
    name: 'rustup',
    madeFrom,
    make: async (folder, place) => {
      await execa('python3', [dist.path], {
        cwd: folder,
        env: {
          VERSION: release,
          DATE: date,
          HOST,
          STD: folders.map((pair) => pair.join('=')).join(' '),
          MUSL_OBJECTS: muslObjects,
          ROOT: place,
        },
      });
    },
  };
  return provide(part, say);
}

async function rustcVersion(): Promise<string> {
  const { stdout } = await execa('/usr/bin/rustc', ['-vV']);
  return stdout;
}
