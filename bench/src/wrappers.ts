import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { printTable, ratio } from './table.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const rounds = { file: 15, project: 5 };

/** The sources of two examples, and how each is compiled. */
const sources: readonly (readonly ['c++' | 'cc', string])[] = [
  ['cc', '-std=c11 -Isizes -c sizes/main.c'],
  ['cc', '-std=c11 -c sizes/words.c'],
  ['cc', '-std=c11 -c sizes/words-test.c'],
  ['cc', '-O2 -c vendor/tally/tally.c'],
  ['c++', '-std=c++17 -Isrc -Ivendor/tally -c src/average.cpp'],
  ['c++', '-std=c++17 -Isrc -Ivendor/tally -c src/main.cpp'],
];

/**
 * Compiling through the wrappers against `zig cc` typed by hand, in turns: one file with a new text each time and the
 * same again, then a project, file by file, with an empty cache and the same again.
 */
export async function benchWrappers(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const project = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  try {
    for (const part of ['flake.nix', 'mkcross', 'mkcross.toml'])
      await cp(join(examples, 'c-meson', part), join(project, part), { recursive: true });
    await cp(join(examples, 'c-meson/src'), join(project, 'sizes'), { recursive: true });
    for (const folder of ['src', 'vendor'])
      await cp(join(examples, 'cpp-cmake', folder), join(project, folder), { recursive: true });
    const config = '#define VERSION "1.2.3"\n#define SIZE_OF_LONG 8\n#define HAVE_FORK 1\n#define COUNTS_TO_TWO 1\n';
    await writeFile(join(project, 'sizes/config.h'), config);
    say(`wrappers: ${rounds.file} rounds of a file, ${rounds.project} of a project`);
    const script = `zig=$(sed -n 's/^zig=//p' "$(command -v x86_64-unknown-linux-musl-cc)")
unset NIX_CFLAGS_COMPILE
hand() { local tool=$1; shift; "$zig" "$tool" -target x86_64-linux-musl "$@"; }
wrapper() { local tool=$1; shift; "x86_64-unknown-linux-musl-$tool" "$@"; }
timed() {
  local name=$1 start=$(date +%s%N); shift
  "$@" || { echo "$* failed" >&2; exit 1; }
  echo "$name $((($(date +%s%N) - start) / 1000))"
}
project() { ${sources.map(([tool, args], index) => `"$1" ${tool} ${args} -o "$1-${index}.o"`).join(' && ')}; }
for round in $(seq ${rounds.file}); do
  for by in hand wrapper; do echo "int value_of_$round$RANDOM(void) { return $round; }" >$by.c; done
  for build in new again; do
    for by in hand wrapper; do timed file-$build-$by $by cc -c $by.c -o $by.o; done
  done
done
for round in $(seq ${rounds.project}); do
  for by in hand wrapper; do
    rm -rf cache-$by; mkdir cache-$by
    ZIG_GLOBAL_CACHE_DIR=$PWD/cache-$by timed project-new-$by project $by
  done
  for again in 1 2 3; do
    for by in hand wrapper; do ZIG_GLOBAL_CACHE_DIR=$PWD/cache-$by timed project-again-$by project $by; done
  done
done`;
    const { stdout, stderr, exitCode } = await develop(testbed, { project, command: ['bash', '-c', script] });
    if (exitCode !== 0) throw new Error(`the wrappers cannot be measured:\n${stderr}`);
    const lines = stdout.split('\n').map((line) => line.split(' '));
    const median = (name: string) => {
      const times = lines.filter(([of]) => of === name).map(([, time]) => Number(time) / 1000);
      return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
    };
    const row = (title: string, name: string) => {
      const [hand, wrapper] = [median(`${name}-hand`), median(`${name}-wrapper`)];
      return [title, hand.toFixed(1), wrapper.toFixed(1), ratio(wrapper / hand)];
    };
    printTable(
      `Compiling C and C++: median of ${rounds.file} rounds of a file, ${rounds.project} of a project, in turns (goal: 1.05)`,
      [
        ['build', 'zig cc, ms', 'wrapper, ms', 'ratio'],
        row('a file, new text', 'file-new'),
        row('a file, the same again', 'file-again'),
        row(`${sources.length} files of a project, empty cache`, 'project-new'),
        row(`${sources.length} files of a project, the same again`, 'project-again'),
      ],
    );
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
