import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';
import { provideZig } from '../parts/zig.ts';
import type { Testbed } from '../testbed.ts';
import { bsdArchive, segmentsCountedElsewhere, universal } from './packers.ts';
import { recipes } from './recipes/all.ts';
import { sources } from './sources.ts';
import type { Specimen } from './specimen.ts';
import { makeSpecimen, type Tools } from './steps.ts';

/** Debian's packages that the specimens are made with. */
const packages = ['gcc', 'g++', 'binutils', 'libc6-dev', 'musl-tools', 'g++-mingw-w64-x86-64-posix', 'llvm'] as const;
/** How many are made at once. */
const atOnce = 4;

/** Binaries made from source by real compilers, each with what is known of it by how it was made. */
export async function corpus(testbed: Testbed, say: Say): Promise<readonly Specimen[]> {
  const { zig } = await provideZig(say);
  const { stdout: versions } = await execa('dpkg-query', ['-W', ...packages]);
  const dist = testbed.env['RUSTUP_DIST_SERVER'] ?? '';
  const made = recipes.map(({ name, make }) => ({ name, make }));
  const packers = [bsdArchive, segmentsCountedElsewhere, universal].map(String);
  const folder = await provide(
    {
      name: 'corpus',
      madeFrom: [JSON.stringify({ made, sources, packers }), versions, zig, dist],
      make: async (beside) => {
        const work = join(beside, '.work');
        await mkdir(work);
        await makeAll(beside, work, {
          words: { zig: () => Promise.resolve([zig]), rustc: rustcOf(work, dist) },
          env: {
            ZIG_GLOBAL_CACHE_DIR: testbed.env['ZIG_GLOBAL_CACHE_DIR'] ?? '',
            ZIG_LOCAL_CACHE_DIR: join(work, 'zig'),
            LC_ALL: 'C',
          },
        });
        await rm(work, { recursive: true });
      },
    },
    say,
  );
  return recipes.map(({ name, truth }) => ({ name, path: join(folder, name), truth }));
}

async function makeAll(folder: string, work: string, tools: Tools): Promise<void> {
  const waiting = recipes.values();
  const failures: Error[] = [];
  const worker = async () => {
    for (const recipe of waiting) {
      if (failures.length > 0) return;
      await makeSpecimen(recipe, tools, work, join(folder, recipe.name)).catch((error: unknown) => {
        failures.push(new Error(`making ${recipe.name} of the corpus failed`, { cause: error }));
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const [failure] = failures;
  if (failure !== undefined) throw failure;
}

/** rustc with the standard libraries of the testbed, installed now, so that it is there when the first recipe asks for it. */
function rustcOf(work: string, dist: string): () => Promise<readonly string[]> {
  const home = join(work, 'rustup');
  const targets = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'].flatMap((target) => ['--target', target]);
  const env = { RUSTUP_HOME: home, RUSTUP_DIST_SERVER: dist };
  const args = ['toolchain', 'install', 'stable', '--profile', 'minimal', '--no-self-update', ...targets];
  const installed = execa('rustup', args, { env, all: true }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return async () => {
    const problem = await installed;
    if (problem !== undefined) throw new Error('rustc could not be installed', { cause: problem });
    return ['env', `RUSTUP_HOME=${home}`, 'rustup', 'run', 'stable', 'rustc'];
  };
}
