import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkArguments, checkBinaryScript } from '@mkcross/composer';
import type { Expectation } from '@mkcross/inspect';
import { execa } from 'execa';

/** The script by which Nix checks binaries, in a file. */
export interface CheckScript {
  readonly folder: string;
  /** What it says of a file: nothing if the file is as expected. */
  readonly problem: (file: string, expected: Expectation) => Promise<string>;
  readonly remove: () => Promise<void>;
}

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
    problem: async (file, expected) => {
      const args = [script, file, ...checkArguments(expected)];
      const { exitCode, stderr, stdout } = await execa('bash', args, { reject: false });
      const said = [stderr, stdout].filter((text) => text !== '').join('\n');
      if (exitCode === 0 && said === '') return '';
      return exitCode === 1 && said.startsWith('mkcross: ') ? said : `broken, exit code ${String(exitCode)}: ${said}`;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
