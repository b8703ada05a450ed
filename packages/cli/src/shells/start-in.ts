import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import type { CommandContext } from '../command-context.ts';
import type { ShellSession } from './shell-session.ts';

/** Runs a command in a session with the variables `env`, and returns its exit code; 1 if the shell could not be provided. */
export async function startIn(
  context: CommandContext,
  session: ShellSession,
  command: readonly [string, ...string[]],
  env: ShellSession['env'],
): Promise<number> {
  const code = await context.machine.start({ command: session.wrap(command), env, folder: context.folder });
  const failure = await session.failure();
  if (code === exitCode.done || failure === undefined) return code;
  context.err(findingsText([failure], context.colour.err));
  return exitCode.findings;
}
