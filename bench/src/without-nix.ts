import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mkcross = join(root, 'packages/cli/bin/mkcross.js');
const target = 'x86_64-unknown-linux-musl';
const rounds = { start: 25, build: 5 };

type Env = Readonly<Record<string, string>>;

/** Runs a command, and gives its milliseconds. */
async function timed(cwd: string, env: Env, [program = '', ...args]: readonly string[]): Promise<number> {
  const start = performance.now();
  await execa(program, args, { cwd, env, extendEnv: false });
  return performance.now() - start;
}

const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Ways to do the same, in turns, so that a busy moment meets all alike; the median of each. */
async function inTurns(
  count: number,
  ways: Readonly<Record<string, () => Promise<number>>>,
): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < count; round++)
    for (const [name, way] of Object.entries(ways)) (times[name] ??= []).push(await way());
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

async function projectWith(folder: string, config: string): Promise<string> {
  await copyExample('hello-rust', folder);
  await writeFile(join(folder, 'mkcross.toml'), config);
  await writeFile(
    join(folder, 'rust-toolchain.toml'),
    `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["${target}"]\n`,
  );
  return folder;
}

/** What `mkcross run` costs, who links how fast, and how long it takes from nothing to the first static program. */
export async function benchWithoutNix(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  try {
    await benchRun(testbed, folder, say);
    await benchLinkers(testbed, folder, say);
    await benchFromNothing(testbed, folder, say);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

const run = (...words: readonly string[]) => ['node', mkcross, 'run', '--backend', 'host', '--', ...words];

async function benchRun({ host }: Testbed, folder: string, say: (line: string) => void): Promise<void> {
  say(`mkcross run: ${rounds.start} rounds`);
  const project = await projectWith(join(folder, 'run'), 'plugins = ["rust", "rust-musl"]\n');
  await timed(project, host, run('true'));
  const { stdout } = await execa('node', run('env', '-0').slice(1), { cwd: project, env: host, extendEnv: false });
  const inside = Object.fromEntries(
    stdout
      .split('\0')
      .flatMap((entry) =>
        entry.includes('=') ? [[entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const] : [],
      ),
  );
  const build = ['cargo', 'build', '--quiet', '--target', target];
  await timed(project, inside, build);
  const times = await inTurns(rounds.start, {
    node: () => timed(project, host, ['node', '-e', '0']),
    run: () => timed(project, host, run('true')),
    cargo: () => timed(project, inside, build),
    'run cargo': () => timed(project, host, run(...build)),
  });
  const row = (title: string, of: string, bare: string) => [
    title,
    (times[of] ?? 0).toFixed(0),
    (times[bare] ?? 0).toFixed(0),
    ratio((times[of] ?? 0) / (times[bare] ?? 1)),
    ratio(((times[of] ?? 0) - (bare === 'node' ? 0 : (times[bare] ?? 0))) / (times['node'] ?? 1)),
  ];
  printTable(`mkcross run: median of ${rounds.start} runs, in turns (goal: the last column at most 1.5)`, [
    ['command', 'ms', 'without, ms', 'ratio', 'overhead of bare node'],
    row('mkcross run -- true, against node -e 0', 'run', 'node'),
    row('mkcross run -- cargo build, nothing to build', 'run cargo', 'cargo'),
  ]);
}

async function benchLinkers({ host }: Testbed, folder: string, say: (line: string) => void): Promise<void> {
  say(`linkers: ${rounds.build} rounds`);
  const projects = {
    gcc: await projectWith(join(folder, 'gcc'), 'plugins = ["rust", "rust-musl"]\n'),
    zig: await projectWith(
      join(folder, 'zig'),
      'plugins = ["rust", "rust-musl"]\n[target.x86_64-unknown-linux-musl]\ntoolchain = "zig"\n',
    ),
  };
  const direct = await projectWith(join(folder, 'direct'), 'plugins = ["rust"]\n');
  const build = ['build', '--quiet', '--target', target];
  const clean = async (project: string, command: readonly string[]) => {
    await rm(join(project, 'target'), { recursive: true, force: true });
    return timed(project, host, command);
  };
  const homes = { RUSTUP_HOME: join(projects.zig, '.rustup'), CARGO_HOME: join(projects.zig, '.cargo') };
  const ways = {
    gcc: () => clean(projects.gcc, run('cargo', ...build)),
    zig: () => clean(projects.zig, run('cargo', ...build)),
    direct: async () => {
      await rm(join(direct, 'target'), { recursive: true, force: true });
      return timed(direct, { ...host, ...homes }, ['cargo-zigbuild', 'zigbuild', ...build.slice(1)]);
    },
  };
  for (const way of Object.values(ways)) await way();
  const times = await inTurns(rounds.build, ways);
  const bare = times['direct'] ?? Number.NaN;
  printTable(`A static Rust program, built from a clean folder: median of ${rounds.build}, in turns`, [
    ['linked by', 'ms', 'of cargo-zigbuild'],
    ['cargo-zigbuild, called directly', bare.toFixed(0), ratio(1)],
    ['zig, through mkcross run', (times['zig'] ?? 0).toFixed(0), ratio((times['zig'] ?? 0) / bare)],
    ['gcc, through mkcross run', (times['gcc'] ?? 0).toFixed(0), ratio((times['gcc'] ?? 0) / bare)],
  ]);
}

async function benchFromNothing({ host }: Testbed, folder: string, say: (line: string) => void): Promise<void> {
  say('from nothing to the first static program');
  const project = join(folder, 'first');
  await mkdir(project);
  await writeFile(join(project, 'mkcross.toml'), `plugins = ["zig-cc"]\ntargets = ["${target}"]\n`);
  await writeFile(join(project, 'hello.c'), '#include <stdio.h>\nint main(void) { return puts("hello") < 0; }\n');
  // A machine whose PATH has no zig, and whose caches are empty. Some reach the network by certificates of their own.
  const certificates = Object.entries(process.env).flatMap(([name, value]) =>
    name.includes('CERT') && value !== undefined ? [[name, value] as const] : [],
  );
  const env = {
    ...Object.fromEntries(certificates),
    HOME: join(folder, 'home'),
    PATH: (process.env['PATH'] ?? '')
      .split(':')
      .filter((one) => !one.includes('zig'))
      .join(':'),
    MKCROSS_CACHE: join(folder, 'cache'),
    ZIG_GLOBAL_CACHE_DIR: join(folder, 'zig-cache'),
  };
  const compile = run('x86_64-unknown-linux-musl-cc', 'hello.c', '-o', 'hello');
  const steps = [
    ['mkcross doctor --fix, which fetches zig', ['node', mkcross, 'doctor', '--fix']],
    ['mkcross run, which makes the shell', run('true')],
    ['the first program, and with it zig’s C library', compile],
    ['the program starts', [join(project, 'hello')]],
    ['the program again', compile],
  ] as const;
  const rows: (readonly string[])[] = [];
  for (const [title, command] of steps) rows.push([title, ((await timed(project, env, command)) / 1000).toFixed(2)]);
  const rust = await projectWith(join(folder, 'rust'), 'plugins = ["rust", "rust-musl"]\n');
  const cargo = run('cargo', 'build', '--quiet', '--target', target);
  rows.push(
    ['Rust: the toolchain, and a program linked by gcc', ((await timed(rust, host, cargo)) / 1000).toFixed(2)],
    ['Rust: nothing to build', ((await timed(rust, host, cargo)) / 1000).toFixed(2)],
  );
  printTable('From nothing to the first static program (rustup’s server is a folder of this machine)', [
    ['step', 'seconds'],
    ...rows,
  ]);
}
