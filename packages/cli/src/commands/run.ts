import { findings } from '@mkcross/core';
import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { entrance, type EntranceRequest } from '../shells/entrance.ts';
import type { World } from '../world.ts';

/** Runs a command in a shell of the project, with its standard input and outputs; gives its exit code. */
export async function run(
  world: World,
  command: readonly [string, ...string[]],
  request: Omit<EntranceRequest, 'stages'>,
): Promise<number> {
  const { entrance: way, found } = await entrance(world, { ...request, stages: ['environment', 'toolchain'] });
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
  if (way === undefined) return exitCode.findings;
  const code = await world.machine.start({ command: way.wrap(command), env: way.env, folder: world.folder });
  if (code === 127 && way.backend === 'host' && world.machine.find(command[0]) === undefined)
    world.err(findingsText([findings.PROGRAM_NOT_FOUND({ program: command[0] })], world.colour.err));
  return code;
}
