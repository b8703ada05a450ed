import type { Finding } from '@mkcross/core';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { doctorText } from '../output/doctor-text.ts';
import { report } from '../output/report.ts';
import { chooseFor } from '../shells/entrance.ts';
import { fetchMissing } from '../shells/fetch-missing.ts';
import type { World } from '../world.ts';

/** What doctor is asked for. */
export interface DoctorRequest {
  readonly json: boolean;
  /** Whether what needs no root is done. */
  readonly fix: boolean;
  readonly target: string | undefined;
}

/** Says what the shells of the project need of this machine, where it is, what is missing or in the way, and what mends it. */
export async function doctor(world: World, { json, fix, target }: DoctorRequest): Promise<number> {
  const composed = await composeProject(world);
  const { root, model, found } = composed;
  if (model === undefined) return report(world, json, { found });
  const { choice, found: unknown } = chooseFor(world, composed, target);
  if (choice === undefined) return report(world, json, { found: [...found, ...unknown] });
  const request = { model, choice, root, user: world.machine.env };
  const { examine } = await import('@mkcross/host/node');
  const fetched: readonly Finding[] = fix ? await fetchMissing(world, request) : [];
  const { findings: ill, ...examination } = await examine(request);
  const all = [...found, ...fetched, ...ill];
  const failed = all.some(({ severity }) => severity === 'error');
  return report(world, json, {
    data: examination,
    text: doctorText(examination, world.colour.out),
    found: all,
    code: failed ? exitCode.findings : exitCode.done,
  });
}
