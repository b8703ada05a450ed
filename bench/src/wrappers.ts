import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { printTable, ratio } from './table.ts';

const example = fileURLToPath(new URL('../../examples/c-meson', import.meta.url));
const rounds = 15;

/** Compiling through a wrapper against `zig cc` typed by hand, in turns: a new text each time, and the same again. */
export async function benchWrappers(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const project = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  try {
    for (const file of ['flake.nix', 'mkcross.toml']) await cp(join(example, file), join(project, file));
    const script = `now() { date +%s%N; }
zig=$(sed -n 's/^zig=//p' "$(command -v x86_64-linux-musl-zig-cc)")
for round in $(seq ${rounds}); do
  echo "int value_of_$round$RANDOM(void) { return $round; }" >new.c
  start=$(now); env -u NIX_CFLAGS_COMPILE "$zig" cc -target x86_64-linux-musl -c new.c -o hand.o; clean_hand=$(($(now) - start))
  echo "int value_of_$round$RANDOM(void) { return $round; }" >new2.c
  start=$(now); x86_64-linux-musl-zig-cc -c new2.c -o wrapper.o; clean_wrapper=$(($(now) - start))
  start=$(now); env -u NIX_CFLAGS_COMPILE "$zig" cc -target x86_64-linux-musl -c new.c -o hand.o; again_hand=$(($(now) - start))
  start=$(now); x86_64-linux-musl-zig-cc -c new2.c -o wrapper.o; again_wrapper=$(($(now) - start))
  echo "$clean_hand $clean_wrapper $again_hand $again_wrapper"
done`;
    const { stdout } = await develop(testbed, { project, command: ['bash', '-c', script] });
    const times = stdout.split('\n').map((line) => line.split(' ').map(Number));
    const median = (column: number) =>
      times.map((row) => (row[column] ?? Number.NaN) / 1e6).toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ??
      Number.NaN;
    const row = (name: string, hand: number, wrapper: number) => [
      name,
      median(hand).toFixed(1),
      median(wrapper).toFixed(1),
      ratio(median(wrapper) / median(hand)),
    ];
    printTable(`Compiling a C file: median of ${rounds} rounds, taken in turns (goal: 1.05)`, [
      ['build', 'zig cc, ms', 'wrapper, ms', 'ratio'],
      row('new text', 0, 1),
      row('the same again', 2, 3),
    ]);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
