import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { develop } from '../develop.ts';
import type { Shells } from '../testbed.ts';
import { foreignNeeds, readBinary } from './read-binary.ts';

/** A program of an example: how it is built and run for a target, each as a line of bash in the project's shell. */
export interface ExampleProgram {
  readonly project: string;
  readonly targets: readonly string[];
  readonly build: (target: string) => string;
  /** Where the built program is, relative to the project. */
  readonly binary: (target: string) => string;
  readonly run: (target: string) => string;
  /** What it prints, without the newline at the end. */
  readonly stdout: (target: string) => string;
}

/** One line of the demo's table. */
export interface Proof {
  readonly target: string;
  readonly binary: string;
  /** `static`, `dynamic`, or for Windows `only DLLs of Windows`; else what it needs beyond that. */
  readonly linkage: string;
  readonly bytes: number;
  /** Whether it ran and printed what it should. */
  readonly ran: boolean;
  readonly seconds: number;
  /** The last lines of what went wrong. */
  readonly log: string;
}

/**
 * Builds programs of a project for their targets, one after the other in one shell entered once, and runs each; then reads
 * the binaries' headers.
 */
export async function buildAndRun(
  shells: Shells,
  project: string,
  programs: readonly ExampleProgram[],
): Promise<readonly Proof[]> {
  const runs = programs.flatMap((program) => program.targets.map((target) => ({ program, target })));
  const script = runs
    .map(
      ({ program, target }) => `
start=$(date +%s%N)
log=$({ ${program.build(target)}; } 2>&1); built=$?
seconds=$(( ($(date +%s%N) - start) / 1000000 ))
out=$(${program.run(target)} 2>"$errors"); ran=$?
printf '%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0' ${target} "$built" "$seconds" "$ran" "$out" "$(printf '%s' "$log" | tail -n 15; tail -n 15 "$errors")"`,
    )
    .join('\n');
  const { stdout, stderr, exitCode } = await develop(shells, {
    project,
    command: ['bash', '-c', `errors=$(mktemp)\n${script}\nrm "$errors"`],
  });
  if (exitCode !== 0) throw new Error(`the shell could not be entered:\n${stderr}`);
  const fields = stdout.split('\0');
  return Promise.all(
    runs.map(async ({ program, target }, index): Promise<Proof> => {
      const [, built, milliseconds = '0', ran, out = '', log = ''] = fields.slice(index * 6, index * 6 + 6);
      const binary = program.binary(target);
      const path = join(project, binary);
      const printed = out.replaceAll('\r', '').trimEnd();
      const good = built === '0' && ran === '0' && printed === program.stdout(target);
      return {
        target,
        binary,
        linkage: built === '0' ? await linkageOf(path, target, shells.readers) : 'not built',
        bytes: built === '0' ? (await stat(path)).size : 0,
        ran: good,
        seconds: Number(milliseconds) / 1000,
        log: good ? '' : `${log}\n${out}`,
      };
    }),
  );
}

async function linkageOf(path: string, target: string, readers: Shells['readers']): Promise<string> {
  const facts = await readBinary(path, readers);
  const foreign = foreignNeeds(facts);
  if (facts.format === 'pe') return foreign.length === 0 ? 'only DLLs of Windows' : `needs ${foreign.join(', ')}`;
  if (foreign.length === 0) return 'static';
  return target.endsWith('-gnu') ? 'dynamic' : `needs ${foreign.join(', ')}`;
}

/** The linkage that a target must have. */
export function expectedLinkage(target: string): string {
  if (target.includes('-windows-')) return 'only DLLs of Windows';
  return target.endsWith('-musl') ? 'static' : 'dynamic';
}
