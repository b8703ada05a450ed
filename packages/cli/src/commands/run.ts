import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { startIn } from '../shells/start-in.ts';
import { openShell, type ShellOptions } from '../shells/shell-session.ts';
import type { CommandContext } from '../command-context.ts';

/** Runs a command in a shell of the project, with its standard input and outputs; returns its exit code. */
export async function run(
  context: CommandContext,
  command: readonly [string, ...string[]],
  request: Omit<ShellOptions, 'cached' | 'stages'>,
): Promise<number> {
  const stages = ['environment', 'toolchain'] as const;
  const { session, found } = await openShell(context, { ...request, stages, cached: true });
  if (found.length > 0) context.err(findingsText(found, context.colour.err));
  return session === undefined ? exitCode.findings : startIn(context, session, command, session.env);
}
