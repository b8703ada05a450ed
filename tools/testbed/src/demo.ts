import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Say } from './cache.ts';
import { buildAndRun, expectedLinkage, type Proof } from './proof/build-and-run.ts';
import { examplePrograms } from './proof/examples.ts';
import { setUp } from './set-up.ts';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const headings = ['target', 'binary', 'linkage', 'size', 'ran', 'seconds'] as const;

/**
 * Generates the shell of each example, enters it, builds for every target, runs every program, and prints one table.
 * Whether all of it is as it should be.
 */
export async function demo(say: Say, print: Say): Promise<boolean> {
  const testbed = await setUp(say);
  const rows: (readonly string[])[] = [headings];
  let proven = true;
  for (const program of examplePrograms) {
    const name = basename(program.project);
    say(`${name}: mkcross generate`);
    await execa('node', [command, 'generate'], { cwd: program.project });
    say(`${name}: nix develop, then build and run for ${program.targets.join(', ')}`);
    for (const proof of await buildAndRun(testbed, program)) {
      proven &&= proof.ran && proof.linkage === expectedLinkage(proof.target);
      rows.push(row(name, proof));
      if (proof.log !== '') say(proof.log);
    }
  }
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  for (const cells of rows)
    print(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  return proven;
}

function row(name: string, { target, binary, linkage, bytes, ran, seconds }: Proof): readonly string[] {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return [target, `${name}: ${basename(binary)}`, linkage, size, ran ? 'yes' : 'NO', seconds.toFixed(1)];
}
