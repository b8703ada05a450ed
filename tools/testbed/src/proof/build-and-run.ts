import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { develop } from '../develop.ts';
import type { Testbed } from '../testbed.ts';
import { foreignNeeds, readBinary } from './read-binary.ts';

/** A Rust program of an example, and what it prints. */
export interface ExampleProgram {
  readonly project: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly stdout: string;
}

/** One line of the demo's table. */
export interface Proof {
  readonly target: string;
  readonly binary: string;
  /** `static`, `dynamic`, or for Windows `only DLLs of Windows`; else what it needs beyond that. */
  readonly linkage: string;
  readonly bytes: number;
  /** Whether it ran through cargo and printed what it should. */
  readonly ran: boolean;
  readonly seconds: number;
  /** The last lines of what went wrong. */
  readonly log: string;
}

/**
 * Builds a program for several targets, one after the other in one shell entered once, and runs each through
 * `cargo run`; then reads the binaries' headers.
 */
export async function buildAndRun(
  testbed: Testbed,
  program: ExampleProgram,
  targets: readonly string[],
): Promise<readonly Proof[]> {
  const quoted = program.args.map((arg) => `'${arg}'`).join(' ');
  const script = targets
    .map(
      (target) => `
start=$(date +%s%N)
log=$(cargo build --quiet --target ${target} 2>&1); built=$?
seconds=$(( ($(date +%s%N) - start) / 1000000 ))
out=$(cargo run --quiet --target ${target} --bin ${program.name} -- ${quoted} 2>"$errors"); ran=$?
printf '%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0' ${target} "$built" "$seconds" "$ran" "$out" "$(printf '%s' "$log" | tail -n 15; tail -n 15 "$errors")"`,
    )
    .join('\n');
  const { stdout, stderr, exitCode } = await develop(testbed, {
    project: program.project,
    command: ['bash', '-c', `errors=$(mktemp)\n${script}\nrm "$errors"`],
  });
  if (exitCode !== 0) throw new Error(`the shell could not be entered:\n${stderr}`);
  const fields = stdout.split('\0');
  return Promise.all(
    targets.map(async (target, index): Promise<Proof> => {
      const [, built, milliseconds = '0', ran, out = '', log = ''] = fields.slice(index * 6, index * 6 + 6);
      const binary = join('target', target, 'debug', `${program.name}${target.includes('windows') ? '.exe' : ''}`);
      const path = join(program.project, binary);
      const good = built === '0' && ran === '0' && out.trimEnd() === program.stdout;
      return {
        target,
        binary,
        linkage: built === '0' ? await linkageOf(path, target) : 'not built',
        bytes: built === '0' ? (await stat(path)).size : 0,
        ran: good,
        seconds: Number(milliseconds) / 1000,
        log: good ? '' : `${log}\n${out}`,
      };
    }),
  );
}

async function linkageOf(path: string, target: string): Promise<string> {
  const facts = await readBinary(path);
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
