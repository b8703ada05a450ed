import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, setUp, type Testbed } from '@mkcross/testbed';
import { printTable, ratio } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mkcross = `'${process.execPath}' '${join(root, 'packages/cli/bin/mkcross.js')}'`;
const rounds = 3;

/** An example, and what somebody types to see of it what `mkcross verify` shows. */
interface Typed {
  readonly example: string;
  readonly targets: readonly string[];
  /** Lines of bash for the target in `$target`. */
  readonly lines: readonly string[];
}

const projects: readonly Typed[] = [
  {
    example: 'rust-workspace',
    targets: ['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-musl'],
    lines: [
      'cargo build --quiet --workspace --target $target',
      'cargo test --quiet --workspace --tests --target $target',
      'cargo run --quiet --target $target --bin notes -- check',
    ],
  },
  {
    example: 'zig-hello',
    targets: ['x86_64-windows-gnu', 'x86_64-linux-musl'],
    lines: ['zig build -Dtarget=$target', 'zig build test -Dtarget=$target', 'zig build run -Dtarget=$target'],
  },
];

/**
 * `mkcross verify` against what it saves: the project's commands typed one after the other, and those together with the
 * commands of the plugins' fixtures, which is the same work. All from clean folders, with downloads and the Wine prefix
 * there and no wineserver running, in turns. Then verify again, with nothing changed.
 */
export async function benchVerifying(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const rows: (readonly string[])[] = [];
  for (const typed of projects) {
    say(`verifying ${typed.example}: ${rounds} rounds`);
    const { hand, fixtures, verify, again } = await measure(testbed, typed);
    rows.push([
      typed.example,
      ...[hand, hand + fixtures, verify].map((seconds) => seconds.toFixed(1)),
      ratio(verify / hand),
      ratio(verify / (hand + fixtures)),
      again.toFixed(2),
    ]);
  }
  printTable(
    `Verifying: median of ${rounds} rounds, taken in turns (goals: below 1 and never above 1.05; unchanged below a second)`,
    [
      [
        'example',
        'project by hand, s',
        'and fixtures, s',
        'mkcross verify, s',
        'of project',
        'of both',
        'unchanged, s',
      ],
      ...rows,
    ],
  );
}

async function measure(testbed: Testbed, { example, targets, lines }: Typed) {
  const project = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  const inShell = async (script: string) => {
    const { stdout, stderr, exitCode } = await develop(testbed, { project, command: ['bash', '-c', script] });
    if (exitCode !== 0) throw new Error(`${example} cannot be measured:\n${stderr}\n${stdout}`);
    return stdout;
  };
  try {
    await copyExample(example, project);
    // Fetches what is to be fetched, makes the prefix, and tells the commands of the fixtures.
    const report: unknown = JSON.parse(await inShell(`${mkcross} verify --json`));
    const script = `exec 3>&1 >/dev/null
failed() { echo "$1 failed" >&2; exit 1; }
clean() { rm -rf build target .zig-cache zig-out; wineserver -k; wineserver -w; }
hand() { for target in ${targets.join(' ')}; do ${lines.map((line) => `${line} || failed '${line}'`).join('; ')}; done; }
fixtures() {
${fixtureCommands(report, project)
  .map((line) => `  (${line}) || failed fixtures`)
  .join('\n')}
}
verify() { ${mkcross} verify "$@" || failed verify; }
timed() { local start=$(date +%s%N); "$@"; echo "$1$2 $((($(date +%s%N) - start) / 1000000))" >&3; }
for round in $(seq ${rounds}); do
  clean; rm -rf .mkcross/verify/fixtures/*/*/{target,.zig-cache}; timed hand; timed fixtures
  clean; rm -rf .mkcross; timed verify --fresh; timed verify
done
wineserver -k; wineserver -w`;
    const times = (await inShell(script)).split('\n').map((line) => line.split(' '));
    const median = (name: string) => {
      const all = times.filter(([of]) => of === name).map(([, time]) => Number(time) / 1000);
      return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
    };
    return {
      hand: median('hand'),
      fixtures: median('fixtures'),
      verify: median('verify--fresh'),
      again: median('verify'),
    };
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** The commands of the fixtures in a report, each in the folder where verify left its sources. */
function fixtureCommands(report: unknown, project: string): readonly string[] {
  return listIn(report, 'targets').flatMap((target) =>
    listIn(target, 'steps').flatMap((step) => {
      const [command, name] = [textIn(step, 'command'), textIn(step, 'name')];
      if (textIn(step, 'of') !== 'fixture' || command === '') return [];
      const [fixture = ''] = name.split(': ');
      const folder = `.mkcross/verify/fixtures/${textIn(target, 'target')}/${fixture.replaceAll('/', '-')}`;
      return [`cd '${join(project, folder)}' && ${command}`];
    }),
  );
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

function listIn(of: unknown, name: string): readonly unknown[] {
  const value = field(of, name);
  return Array.isArray(value) ? value : [];
}

const textIn = (of: unknown, name: string) => String(field(of, name));
