import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { entrance, type EntranceRequest } from '../shells/entrance.ts';
import type { World } from '../world.ts';

/** Runs a command in a shell of the project, with its standard input and outputs; gives its exit code. */
export async function run(
  world: World,
  command: readonly [string, ...string[]],
  request: Omit<EntranceRequest, 'remember' | 'stages'>,
): Promise<number> {
  const stages = ['environment', 'toolchain'] as const;
  const { entrance: way, found } = await entrance(world, { ...request, stages, remember: true });
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
  if (way === undefined) return exitCode.findings;
  return world.machine.start({ command: way.wrap(command), env: way.env, folder: world.folder });
}
