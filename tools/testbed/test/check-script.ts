import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkArguments, checkBinaryScript } from '@mkcross/composer';
import type { Expectation } from '@mkcross/inspect';
import { execa } from 'execa';

/** A file, and what it should be. */
type Case = readonly [file: string, expected: Expectation];

/** The script by which Nix checks binaries, in a file. */
export interface CheckScript {
  readonly folder: string;
  /** What it says of each file, in order: nothing if the file is as expected. */
  readonly problems: (cases: readonly Case[]) => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

/** Reads pairs of a number of arguments and these; runs the script with them in a shell of its own, and says how it ended. */
const runner = `
while IFS= read -r -d '' count; do
  args=()
  for ((; count > 0; count--)); do IFS= read -r -d '' arg && args+=("$arg"); done
  ( set -- "\${args[@]}"; unset args arg count; . "$0" </dev/null ) 2>&1
  printf '\\0%s\\0' "$?"
done
`;

/** Writes the script; it uses the binutils of this machine. */
export async function checkScript(): Promise<CheckScript> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-check-binary-'));
  const script = join(folder, 'check-binary');
  await writeFile(
    script,
    `readelf=readelf objdump=objdump\n${checkBinaryScript(new Set(['elf', 'macho', 'pe', 'wasm']))}`,
  );
  return {
    folder,
    // Starting bash for each of thousands of cases would take most of the time.
    problems: async (cases) => {
      const input = cases
        .map(([file, expected]) => [file, ...checkArguments(expected)])
        .flatMap((args) => [String(args.length), ...args])
        .map((word) => `${word}\0`)
        .join('');
      const { stdout } = await execa('bash', ['-c', runner, script], { input });
      const words = stdout.split('\0');
      if (words.length !== 2 * cases.length + 1) throw new Error(`the script ended early: ${stdout}`);
      return cases.map((_, index) => problemOf(words[2 * index]?.trimEnd() ?? '', words[2 * index + 1] ?? ''));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function problemOf(said: string, exitCode: string): string {
  if (exitCode === '0' && said === '') return '';
  return exitCode === '1' && said.startsWith('mkcross: ') ? said : `broken, exit code ${exitCode}: ${said}`;
}
