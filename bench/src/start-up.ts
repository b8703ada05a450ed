import { mkdtemp, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mkcross = join(root, 'packages/cli/bin/mkcross.js');
const rounds = 25;

const commands: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'mkcross --version': [mkcross, '--version'],
  'mkcross generate': [mkcross, 'generate'],
  'mkcross generate --check': [mkcross, 'generate', '--check'],
  'mkcross plan --json': [mkcross, 'plan', '--json'],
};

/** The time of a whole process against that of a bare node, in turns, so that a busy moment meets all alike. */
export async function benchStartUp(): Promise<void> {
  const project = await mkdtemp(join(root, 'examples', '.bench-'));
  try {
    for (const part of ['mkcross.toml', 'rust-toolchain.toml', 'flake.nix', 'mkcross'])
      await cp(join(root, 'examples/hello-rust', part), join(project, part), { recursive: true });
    const times: Record<string, number[]> = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++)
      for (const [name, args] of Object.entries(commands)) {
        const start = performance.now();
        await execa('node', args, { cwd: project });
        times[name]?.push(performance.now() - start);
      }
    const median = (name: string) => times[name]?.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
    const bare = median('node -e 0');
    printTable(`Start-up: median of ${rounds} runs, taken in turns (goal: 1.5)`, [
      ['command', 'ms', 'of bare node'],
      ...Object.keys(commands).map((name) => [name, median(name).toFixed(0), ratio(median(name) / bare)]),
    ]);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
