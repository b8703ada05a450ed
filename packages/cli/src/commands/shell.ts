import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { composeAdHoc } from '../shells/ad-hoc.ts';
import { composeProject } from '../compose-project.ts';
import { openComposed, type ShellOptions } from '../shells/shell-session.ts';
import { startIn } from '../shells/start-in.ts';
import { interactiveShell } from '../shells/interactive-shell.ts';
import type { World } from '../world.ts';

/** Starts the user's shell in the shell of the project, or of the given plugins alone. Returns its exit code. */
export async function shell(
  world: World,
  plugins: readonly string[],
  request: Omit<ShellOptions, 'stages'>,
): Promise<number> {
  const composed = plugins.length > 0 ? await composeAdHoc(world, plugins) : await composeProject(world);
  const { session, found } = await openComposed(world, composed, {
    ...request,
    stages: ['environment', 'toolchain', 'greeting'],
  });
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
  if (session === undefined) return exitCode.findings;
  const { command, env } = await interactiveShell(session, world.files);
  return startIn(world, session, command, env);
}
