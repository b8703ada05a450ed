import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { startIn } from '../shells/start-in.ts';
import { openShell, type ShellOptions } from '../shells/shell-session.ts';
import type { World } from '../world.ts';

/** Runs a command in a shell of the project, with its standard input and outputs; returns its exit code. */
export async function run(
  world: World,
  command: readonly [string, ...string[]],
  request: Omit<ShellOptions, 'cached' | 'stages'>,
): Promise<number> {
  const stages = ['environment', 'toolchain'] as const;
  const { session, found } = await openShell(world, { ...request, stages, cached: true });
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
  return session === undefined ? exitCode.findings : startIn(world, session, command, session.env);
}
