import { findTarget, type Finding } from '@mkcross/core';
import { cargoConfig, envText, type EnvFormat } from '@mkcross/host';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { entranceOf, type EntranceRequest } from '../shells/entrance.ts';
import { environmentIn } from '../shells/environment.ts';
import type { World } from '../world.ts';

/** How variables can be written: for shells and programs, or as a cargo configuration. */
export type PrintedAs = EnvFormat | 'cargo';

/** Prints the variables of a shell of the project that differ from those of whoever asks. */
export async function env(world: World, format: PrintedAs, request: Omit<EntranceRequest, 'stages'>): Promise<number> {
  const composed = await composeProject(world);
  const { entrance, found } = await entranceOf(world, composed, { ...request, stages: ['environment', 'toolchain'] });
  tell(world, found);
  if (entrance === undefined) return exitCode.findings;
  const inside = await environmentIn(entrance, world.folder);
  const user = world.machine.env;
  const changed = Object.fromEntries(Object.entries(inside).filter(([name, value]) => user[name] !== value));
  if (format !== 'cargo') {
    world.out(envText(format, changed));
    return exitCode.done;
  }
  const triples = Object.keys(composed.model?.targets ?? {}).filter((triple) => findTarget(triple) !== undefined);
  world.out(cargoConfig(changed, triples).text);
  return exitCode.done;
}

function tell(world: World, found: readonly Finding[]): void {
  if (found.length > 0) world.err(findingsText(found, world.colour.err));
}
