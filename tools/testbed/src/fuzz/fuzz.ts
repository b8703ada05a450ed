import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { isOutcome, type Job, type Outcome } from './job.ts';

/** What tsc makes of the process: tests run the sources, and processes cannot. */
const program = fileURLToPath(new URL('../../dist/fuzz/fuzz-process.js', import.meta.url));

/** Inspects changed files in a process of its own, and says what came of it. */
export async function fuzz(job: Job): Promise<Outcome> {
  const { stdout } = await execa(process.execPath, [program, JSON.stringify(job)]);
  const outcome: unknown = JSON.parse(stdout);
  if (!isOutcome(outcome)) throw new Error(`the process says what is no outcome: ${stdout}`);
  return outcome;
}
