import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What nixpkgs itself costs for musl and Windows, in thunks: a base and two cross sets (measured on nixpkgs of 2026). */
const nixpkgsThunks = 580_000;

/** What nixpkgs itself costs for a bare mkShell, in thunks. A shell that needs no cross set adds to this alone. */
const nixpkgsBareThunks = 160_000;

const bareFlake = `{
  inputs.nixpkgs.url = "nixpkgs";
  outputs = { nixpkgs, ... }: { devShells.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.mkShell { }; };
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
      'bare mkShell': await measured(bareFlake, 'devShells.x86_64-linux.default'),
      'the article’s flake': await measured(article, 'devShell.x86_64-linux'),
      'generated: default, all targets': await generated('hello-rust', 'default'),
      'generated: Windows alone': await generated('hello-rust', 'x86_64-pc-windows-gnu'),
      'generated: musl alone': await generated('hello-rust', 'x86_64-unknown-linux-musl'),
      'generated: Zig alone': await generated('zig-hello', 'x86_64-unknown-linux-musl'),
    };
    const more = (of: Cost, than: string) => of.thunks - (costs[than]?.thunks ?? Number.NaN);
    const added = (of: Cost) => more(of, 'the article’s flake');
    const addedToBare = (of: Cost) => more(of, 'bare mkShell');
    printTable(
      'Evaluation, over the stand-in, whose package sets cost next to nothing; nixpkgs’ own come on top of each',
      [
        [
          'shell',
          'thunks',
          'kB',
          'more than the article’s',
          'of it with nixpkgs’ own 580 000',
          'of the bare one with 160 000 (goal: 1.02)',
        ],
        ...Object.entries(costs).map(([name, of]) => [
          name,
          String(of.thunks),
          (of.bytes / 1000).toFixed(0),
          String(added(of)),
          name.includes('default') ? ratio((nixpkgsThunks + added(of)) / nixpkgsThunks) : '',
          name.includes('Zig') ? ratio((nixpkgsBareThunks + addedToBare(of)) / nixpkgsBareThunks) : '',
        ]),
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
    `path:${testbed.nixpkgs.new}`,
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
