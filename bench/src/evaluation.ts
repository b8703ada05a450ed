import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What nixpkgs itself costs for each shell, in thunks: two cross sets, their compilers, rustup, Wine's inputs. Measured with Nix
 * 2.34 over nixpkgs-derived packages of August 2026; the shell's thunks over the stand-in, beyond those of a bare mkShell, are
 * subtracted, for they come on top below.
 */
const nixpkgsThunks: Readonly<Record<string, number>> = {
  'bare mkShell': 198_047,
  'mkShell with Zig': 391_189,
  'the article’s flake': 2_149_855,
  'generated: default, all targets': 1_857_943,
  'generated: Windows alone': 1_524_400,
  'generated: musl alone': 769_561,
  'generated: Zig alone': 391_346,
};

/** What each generated shell is held against, and how much of its cost it may have. */
const goals: Readonly<Record<string, readonly [of: string, share: number]>> = {
  'generated: default, all targets': ['the article’s flake', 0.87],
  'generated: Windows alone': ['the article’s flake', 0.75],
  'generated: musl alone': ['the article’s flake', 0.4],
  'generated: Zig alone': ['mkShell with Zig', 1.01],
};

const flakeWith = (packages: string) => `{
  inputs.nixpkgs.url = "nixpkgs";
  outputs = { nixpkgs, ... }: {
    devShells.x86_64-linux.default = with nixpkgs.legacyPackages.x86_64-linux; mkShell { packages = [ ${packages} ]; };
  };
}
`;

interface Cost {
  readonly thunks: number;
  readonly bytes: number;
}

/** Thunks and allocated bytes of evaluating shells, by Nix's own counters, which are the same on every run. */
export async function benchEvaluation(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  try {
    await cp(join(root, 'examples/hello-rust/rust-toolchain.toml'), join(folder, 'rust-toolchain.toml'));
    const measured = async (flake: string, attribute: string) => {
      await writeFile(join(folder, 'flake.nix'), flake);
      return cost(testbed, folder, attribute);
    };
    const generated = async (project: string, name: string) => {
      const copy = join(folder, project);
      await mkdir(copy, { recursive: true });
      for (const part of ['flake.nix', 'mkcross', 'rust-toolchain.toml'])
        await cp(join(root, 'examples', project, part), join(copy, part), { recursive: true }).catch(() => undefined);
      return cost(testbed, copy, `devShells.x86_64-linux.${name}`);
    };
    const article = await readFile(join(root, 'tools/testbed/test/article/6-wine/flake.nix'), 'utf8');
    const costs: Readonly<Record<string, Cost>> = {
      'bare mkShell': await measured(flakeWith(''), 'devShells.x86_64-linux.default'),
      'mkShell with Zig': await measured(flakeWith('zig'), 'devShells.x86_64-linux.default'),
      'the article’s flake': await measured(article, 'devShell.x86_64-linux'),
      'generated: default, all targets': await generated('hello-rust', 'default'),
      'generated: Windows alone': await generated('hello-rust', 'x86_64-pc-windows-gnu'),
      'generated: musl alone': await generated('hello-rust', 'x86_64-unknown-linux-musl'),
      'generated: Zig alone': await generated('zig-hello', 'x86_64-unknown-linux-musl'),
    };
    const bare = costs['bare mkShell']?.thunks ?? Number.NaN;
    const whole = (name: string) => (nixpkgsThunks[name] ?? Number.NaN) + (costs[name]?.thunks ?? Number.NaN) - bare;
    printTable(
      'Evaluation over the stand-in, whose package sets cost next to nothing, and with what nixpkgs’ own cost',
      [
        ['shell', 'thunks', 'kB', 'with nixpkgs’ own', 'part of', 'is', 'goal'],
        ...Object.entries(costs).map(([name, of]) => {
          const [other, share] = goals[name] ?? [];
          const goal = other === undefined ? [] : [other, ratio(whole(name) / whole(other)), `at most ${share}`];
          return [name, String(of.thunks), (of.bytes / 1000).toFixed(0), String(whole(name)), ...goal];
        }),
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cost(testbed: Testbed, folder: string, attribute: string): Promise<Cost> {
  const stats = join(folder, 'stats.json');
  const args = [
    'eval',
    '--raw',
    `path:${folder}#${attribute}.drvPath`,
    '--override-input',
    'nixpkgs',
    testbed.nixpkgs.new,
  ];
  await execa('nix', args, { env: { ...testbed.env, NIX_SHOW_STATS: '1', NIX_SHOW_STATS_PATH: stats } });
  const read: unknown = JSON.parse(await readFile(stats, 'utf8'));
  await rm(stats);
  return { thunks: numberIn(read, 'nrThunks'), bytes: numberIn(field(read, 'gc'), 'totalBytes') };
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

function numberIn(of: unknown, name: string): number {
  const value = field(of, name);
  if (typeof value !== 'number') throw new Error(`nix counts no ${name}`);
  return value;
}
