import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpus, inspectJudge, programsOf, rivals, score, setUp } from '@mkcross/testbed';
import { execa } from 'execa';
import { printTable, ratio } from './table.ts';

const mkcross = fileURLToPath(new URL('../../packages/cli/bin/mkcross.js', import.meta.url));
const files = 1000;
const rounds = 3;

/** What of the corpus `inspect` and the usual checks get right, and how long each takes over the system's own binaries. */
export async function benchInspecting(say: (line: string) => void): Promise<void> {
  const programs = programsOf(await corpus(await setUp(say), say));
  const scores = await score([inspectJudge, ...rivals], programs);
  printTable(`Static or not: ${programs.length} programs of the corpus`, [
    ['check', 'right', 'wrong', 'says nothing'],
    ...scores.map(({ name, right, wrong, silent }) =>
      [name, right, wrong.length, silent.length].map((cell) => String(cell)),
    ),
  ]);
  await benchTimes(elfFiles(['/usr/bin', '/usr/lib'], files));
}

/** `sh` with the files as its arguments. */
const script = (text: string): readonly string[] => ['sh', '-c', text, 'sh'];

const contestants: Readonly<Record<string, readonly string[]>> = {
  'mkcross inspect --json, once for all': [process.execPath, mkcross, 'inspect', '--json'],
  'file, readelf -hldV, ldd, each once for all': script('file "$@"; readelf -hldV "$@"; ldd "$@"'),
  'file, readelf -hldV, ldd, once for each': script('for one; do file "$one"; readelf -hldV "$one"; ldd "$one"; done'),
};

/** Whole processes over the same files, in turns, so that a busy moment meets all alike. */
async function benchTimes(paths: readonly string[]): Promise<void> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, [program = '', ...args]] of Object.entries(contestants)) {
      const start = performance.now();
      await execa(program, [...args, ...paths], { stdio: 'ignore', reject: false, env: { LC_ALL: 'C' } });
      times[name]?.push(performance.now() - start);
    }
  const median = (name: string) => times[name]?.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  const [ours = ''] = Object.keys(contestants);
  printTable(`Inspecting ${paths.length} ELF files: median of ${rounds} runs, taken in turns (goal: below 1)`, [
    ['command', 'ms a file', 'inspect takes of it'],
    ...Object.keys(contestants).map((name) => [
      name,
      (median(name) / paths.length).toFixed(2),
      ratio(median(ours) / median(name)),
    ]),
  ]);
}

/** ELF files below some folders, as many of each folder as of the others. */
const elfFiles = (folders: readonly string[], count: number): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .filter(isElf)
      .slice(0, count / folders.length),
  );

function isElf(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(file, bytes, 0, 4, 0);
    return bytes.toString('latin1') === '\x7fELF';
  } finally {
    closeSync(file);
  }
}
