import { execa } from 'execa';
import { provide, type Part, type Say } from '../cache.ts';
import { readRecipe, runRecipe } from '../recipe.ts';

const HOST = 'x86_64-unknown-linux-gnu';
/** Targets that cost minutes, built and tested only where they are asked for: `npm run e2e:riscv64`. */
export const furtherRustTargets: readonly string[] =
  process.env['MKCROSS_TESTBED_RISCV64'] === '1' ? ['riscv64gc-unknown-linux-musl'] : [];

/** A minute and a half each. */
const targets = [
  'x86_64-unknown-linux-musl',
  'x86_64-pc-windows-gnu',
  'aarch64-unknown-linux-musl',
  ...furtherRustTargets,
];

/** A folder that `RUSTUP_DIST_SERVER` can point to: Debian's compiler, with std for the host and these targets. */
export async function provideRustupDist(zigLib: string, say: Say): Promise<string> {
  const { stdout: version } = await execa('/usr/bin/rustc', ['-vV']);
  const { stdout: muslVersion } = await execa('dpkg-query', ['-W', 'musl-dev', 'libc6-dev']);
  const std = await readRecipe('std.sh');
  // One after the other: each uses all cores.
  const folders: (readonly [string, string])[] = [];
  for (const target of targets) folders.push([target, await provide(stdPart(target), say)]);
  const objects = await readRecipe('musl-objects.sh');
  const muslObjects = await provide(
    {
      name: 'musl-objects',
      madeFrom: [objects.text, muslVersion, zigLib],
      make: (folder) => runRecipe(objects, folder, { ZIG_LIB: zigLib }),
    },
    say,
  );
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

  function stdPart(target: string): Part {
    return {
      name: `std-${target}`,
      madeFrom: [std.text, version],
      make: (folder) => runRecipe(std, folder, { TARGET: target }),
    };
  }
}
