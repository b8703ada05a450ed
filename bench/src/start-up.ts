import { mkdtemp, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mkcross = join(root, 'packages/cli/bin/mkcross.js');
const rounds = 25;

interface Command {
  readonly args: readonly string[];
  /** How many times bare node it may take. */
  readonly goal?: number;
}

const commands: Readonly<Record<string, Command>> = {
  'node -e 0': { args: ['-e', '0'] },
  'mkcross --version': { args: [mkcross, '--version'], goal: 1.4 },
  'mkcross run, an unchanged shell': { args: [mkcross, 'run', '--backend', 'host', '--', 'true'], goal: 1.3 },
  'mkcross plan --json': { args: [mkcross, 'plan', '--json'], goal: 1.8 },
  'mkcross generate': { args: [mkcross, 'generate'], goal: 2 },
  'mkcross generate --check': { args: [mkcross, 'generate', '--check'] },
};

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Runs node, and gives the seconds of the clock and those that the processors were at work for it: others do not lengthen these. */
async function costOf(args: readonly string[], cwd: string): Promise<Cost> {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>&1`;
  const { stderr } = await execa('bash', ['-c', `${script} || exit 1`, 'bash', 'node', ...args], { cwd });
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr.split(' ').map(Number);
  return { wall, cpu: user + system };
}

/**
 * The time of a whole process against that of a bare node, by the clock and by the work of the processors; in turns, so that a busy moment
 * meets all alike.
 */
export async function benchStartUp(): Promise<void> {
  const project = await mkdtemp(join(root, 'examples', '.bench-'));
  try {
    for (const part of ['mkcross.toml', 'rust-toolchain.toml', 'flake.nix', 'mkcross'])
      await cp(join(root, 'examples/hello-rust', part), join(project, part), { recursive: true });
    const costs: Record<string, Cost[]> = {};
    for (let round = 0; round < rounds; round++)
      for (const [name, { args }] of Object.entries(commands)) (costs[name] ??= []).push(await costOf(args, project));
    const median = (name: string, of: keyof Cost) =>
      (costs[name] ?? []).map((cost) => cost[of]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
    const ofBare = (name: string, of: keyof Cost) => ratio(median(name, of) / median('node -e 0', of));
    printTable(`Start-up: median of ${rounds} runs, taken in turns`, [
      ['command', 'ms', 'of bare node', 'ms of processors', 'of bare node', 'goal'],
      ...Object.entries(commands).map(([name, { goal }]) => [
        name,
        (median(name, 'wall') * 1000).toFixed(0),
        ofBare(name, 'wall'),
        (median(name, 'cpu') * 1000).toFixed(0),
        ofBare(name, 'cpu'),
        goal === undefined ? '' : String(goal),
      ]),
    ]);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
