import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { cacheFolder, type Say } from '../cache.ts';
import { buildAndRun } from '../proof/build-and-run.ts';
import { examplePrograms } from '../proof/examples.ts';
import { setUpShells, standInSteps } from '../set-up.ts';
import { chooseSource } from '../source/choose-source.ts';
import { shellsOfNixpkgs } from '../source/from-nixpkgs.ts';
import { lookAtMachine } from '../source/look-at-machine.ts';
import type { Extent } from '../testbed.ts';
import { startProgress, type Screen } from './progress.ts';
import { isProven, tableOf, type Result } from './table.ts';

const command = fileURLToPath(new URL('../../../../packages/cli/bin/mkcross.js', import.meta.url));

/** The example of the first table, Rust with C and C++, and its targets. */
const first = { example: 'rust-workspace', targets: ['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-musl'] } as const;
const firstPrograms = examplePrograms
  .filter(({ project }) => basename(project) === first.example)
  .map((program) => ({ ...program, targets: first.targets }));

/** Where the demo runs, and where it is shown. */
export interface Stage {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  readonly print: Say;
}

/**
 * Generates the shell of an example, or of all, enters it, builds for every target, runs every program, and prints one
 * table. Whether all of it is as it should be.
 */
export async function demo(extent: Extent, { env, screen, print }: Stage): Promise<boolean> {
  const source = chooseSource(await lookAtMachine(env));
  if (source.kind === 'none') {
    print(`demo: ${source.needed}`);
    return false;
  }
  const programs = extent === 'first' ? firstPrograms : examplePrograms;
  const projects = [...new Set(programs.map(({ project }) => project))];
  const preparation = source.kind === 'nixpkgs' ? ['binutils of nixpkgs'] : standInSteps;
  const examples = projects.map((project) => `${basename(project)}: generate the shell, enter it, build, run`);
  if (source.kind === 'stand-in')
    print(
      `Nix reaches no nixpkgs here. In its place come packages of Debian, PyPI and crates.io; what is made of them is kept in ${cacheFolder}`,
    );
  const progress = startProgress([...preparation, ...examples], screen);
  const results: Result[] = [];
  try {
    if (source.kind === 'nixpkgs') progress.next();
    const shells = source.kind === 'nixpkgs' ? await shellsOfNixpkgs(env) : await setUpShells(extent, progress);
    for (const project of projects) {
      progress.next();
      await execa('node', [command, 'generate'], { cwd: project });
      const proofs = await buildAndRun(
        shells,
        project,
        programs.filter((program) => program.project === project),
      );
      results.push(...proofs.map((proof) => ({ example: basename(project), proof })));
    }
  } finally {
    progress.end();
  }
  print(tableOf(results));
  for (const { proof } of results) if (proof.log !== '') print(proof.log);
  if (extent === 'first')
    print(
      '\nnotes is Rust with SQLite and zlib-ng, which are C, and an index in C++; it was built and run for both targets in one shell.\nNext: "npm run demo -- all" does the same with every example.',
    );
  return results.every(isProven);
}
