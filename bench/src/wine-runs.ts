import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const project = fileURLToPath(new URL('../../examples/zig-hello', import.meta.url));
const rounds = 5;
const programs = 20;
/** Those whose output is read through pipes; bare wine keeps the reader for seconds each. */
const piped = 5;
/** Those that make a prefix each; what they take is scaled. */
const fresh = 3;

/**
 * Test programs started one after the other, as a test runner does: by the project's runner, by bare wine with a prefix
 * that is there, and by a runner that makes a prefix for each run. What they print goes to a file, or through a pipe that
 * is read to its end. Wine's services are started once in each series.
 */
export async function benchWineRuns(say: (line: string) => void): Promise<void> {
  const testbed = await setUp(say);
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-bench-'));
  try {
    await writeFile(join(folder, 'test.c'), '#include <stdio.h>\nint main(void) { puts("ok"); return 0; }\n');
    for (let index = 1; index <= programs; index++)
      await execa('x86_64-w64-mingw32-gcc-posix', ['test.c', '-o', `test-${index}.exe`], { cwd: folder });
    say(`wine: ${rounds} rounds of ${programs} programs`);
    const script = `cd '${folder}'
export WINEPREFIX='${folder}/prefix' WINEDEBUG=-all
bare=$(sed -n 's/^wine=//p' "$(command -v wine)")
of_project() { wine-x86_64-pc-windows-gnu "$1"; }
of_wine() { "$bare" "$1"; }
of_peers() { WINEPREFIX=$(mktemp -d -p '${folder}') "$bare" "$1"; }
to_file() { "$1" "$2" >out 2>&1 && grep -q ok out || { echo "$2 failed" >&2; exit 1; }; }
to_pipe() { "$1" "$2" 2>&1 | grep ok >read || { echo "$2 failed" >&2; exit 1; }; }
series() {
  wineserver -k; wineserver -w
  local start=$(date +%s%N)
  for index in $(seq "$3"); do "$1" "$2" "test-$index.exe"; done
  echo "$1 $2 $((($(date +%s%N) - start) / 1000000))"
}
of_project test-1.exe >/dev/null 2>&1
for round in $(seq ${rounds}); do
  series to_file of_wine ${programs}; series to_file of_project ${programs}
  series to_pipe of_wine ${piped}; series to_pipe of_project ${piped}
done
series to_file of_peers ${fresh}
for prefix in '${folder}'/tmp.* '${folder}/prefix'; do WINEPREFIX=$prefix wineserver -k; done
exit 0`;
    const { stdout, stderr, exitCode } = await develop(testbed, { project, command: ['bash', '-c', script] });
    if (exitCode !== 0) throw new Error(`the runs cannot be measured:\n${stderr}`);
    const lines = stdout.split('\n').map((line) => line.split(' '));
    const median = (reads: string, runner: string) => {
      const times = lines.filter(([to, of]) => to === reads && of === runner).map(([, , time]) => Number(time) / 1000);
      return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
    };
    const own = { file: median('to_file', 'of_project'), pipe: median('to_pipe', 'of_project') };
    const bare = { file: median('to_file', 'of_wine'), pipe: median('to_pipe', 'of_wine') };
    const peers = (median('to_file', 'of_peers') * programs) / fresh;
    printTable(
      `Windows programs in a row: median of ${rounds} rounds, taken in turns (goals: 0.1 of a prefix for each, 1.1 of bare wine)`,
      [
        ['runner', `${programs} to a file, s`, 'ours of it', `${piped} to a pipe, s`, 'ours of it'],
        ['wine-x86_64-pc-windows-gnu', own.file.toFixed(2), '', own.pipe.toFixed(2), ''],
        [
          'bare wine, prefix there',
          bare.file.toFixed(2),
          ratio(own.file / bare.file),
          bare.pipe.toFixed(2),
          ratio(own.pipe / bare.pipe),
        ],
        [`a prefix for each, from ${fresh}`, peers.toFixed(2), ratio(own.file / peers), '', ''],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
