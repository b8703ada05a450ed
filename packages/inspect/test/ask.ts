import { execa } from 'execa';
import pLimit from 'p-limit';

const processes = 4;

/** A tool, and how many files each call of it gets. */
export interface Asked {
  readonly program: string;
  readonly args: readonly string[];
  readonly perCall: number;
}

/**
 * What a tool prints about files, as `parse` understands it, in the order of the files. A tool that finds fault with some
 * of the files says so and goes on.
 */
export async function ask<T>(
  { program, args, perCall }: Asked,
  files: readonly string[],
  parse: (printed: string) => readonly T[],
): Promise<readonly T[]> {
  const limit = pLimit(processes);
  const calls = Array.from({ length: Math.ceil(files.length / perCall) }, (_, call) =>
    files.slice(call * perCall, (call + 1) * perCall),
  );
  const parsed = await Promise.all(
    calls.map((some) =>
      limit(async () => {
        const { stdout, code } = await execa(program, [...args, ...some], {
          env: { LC_ALL: 'C' },
          encoding: 'latin1',
          maxBuffer: 1 << 29,
          reject: false,
          stderr: 'ignore',
        });
        if (code === 'ENOENT') throw new Error(`${program} is not installed`);
        return parse(stdout);
      }),
    ),
  );
  return parsed.flat();
}
