import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { composeAdHoc } from '../shells/ad-hoc.ts';
import { composeProject } from '../compose-project.ts';
import { entranceOf, type EntranceRequest } from '../shells/entrance.ts';
import { interactiveShell } from '../shells/interactive-shell.ts';
import type { World } from '../world.ts';

/** Starts a shell for a person: of the project, or with plugins named, one of these alone. Gives its exit code. */
export async function shell(
  world: World,
  plugins: readonly string[],
  request: Omit<EntranceRequest, 'stages'>,
): Promise<number> {
  const composed = plugins.length > 0 ? await composeAdHoc(world, plugins) : await composeProject(world);
  const { entrance, found } = await entranceOf(world, composed, {
    ...request,
    stages: ['environment', 'toolchain', 'greeting'],
  });
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
  if (entrance === undefined) return exitCode.findings;
  const { command, env } = await interactiveShell(entrance, world.files);
  return world.machine.start({ command: entrance.wrap(command), env, folder: world.folder });
}
