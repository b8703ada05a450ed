import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { composeAdHoc } from '../shells/ad-hoc.ts';
import { composeProject } from '../compose-project.ts';
import { openComposed, type ShellOptions } from '../shells/shell-session.ts';
import { startIn } from '../shells/start-in.ts';
import { interactiveShell } from '../shells/interactive-shell.ts';
import type { CommandContext } from '../command-context.ts';

/** Starts the user's shell in the shell of the project, or of the given plugins alone. Returns its exit code. */
export async function shell(
  context: CommandContext,
  plugins: readonly string[],
  request: Omit<ShellOptions, 'stages'>,
): Promise<number> {
  const composed = plugins.length > 0 ? await composeAdHoc(context, plugins) : await composeProject(context);
  const { session, found } = await openComposed(context, composed, {
    ...request,
    stages: ['environment', 'toolchain', 'greeting'],
  });
  if (found.length > 0) context.err(findingsText(found, context.colour.err));
  if (session === undefined) return exitCode.findings;
  const { command, env } = await interactiveShell(
    session,
    context.machine.writer({ of: 'project', folder: session.root }),
  );
  return startIn(context, session, command, env);
}
