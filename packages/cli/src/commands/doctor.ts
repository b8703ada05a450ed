import type { Finding } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { compareFiles, writeFiles } from '@mkcross/composer/node';
import type { ShellRequest } from '@mkcross/host/node';
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
  /** Whether the tools of this machine are written into mkcross.lock. */
  readonly lock: boolean;
  /** Whether tools that are not those of mkcross.lock count as errors. */
  readonly locked: boolean;
  readonly target: string | undefined;
}

/** Says what the shells of the project need of this machine, where it is, what is missing or in the way, and what mends it. */
export async function doctor(world: World, { json, fix, lock, locked, target }: DoctorRequest): Promise<number> {
  const composed = await composeProject(world);
  const { root, model, found } = composed;
  if (model === undefined) return report(world, json, { found });
  const { choice, found: unknown } = chooseFor(world, composed, target);
  if (choice === undefined) return report(world, json, { found: [...found, ...unknown] });
  const request = { model, choice, root, user: world.machine.env };
  const { examine } = await import('@mkcross/host/node');
  const fetched: readonly Finding[] = fix ? await fetchMissing(world, request) : [];
  const unwritten = lock ? await writeLock(world, request) : [];
  const { findings: ill, ...examination } = await examine(request);
  const unlocked = locked && !examination.isLocked ? [hostFindings.LOCK_MISSING({})] : [];
  const all = [...found, ...fetched, ...unwritten, ...ill, ...unlocked];
  const failed = all.some(({ severity, code }) => severity === 'error' || (locked && code.startsWith('LOCK_')));
  return report(world, json, {
    data: examination,
    text: doctorText(examination, world.colour.out),
    found: all,
    code: failed ? exitCode.findings : exitCode.done,
  });
}

/** Writes the choice of tools of this machine; what is there and is no lock stays. */
async function writeLock(world: World, request: ShellRequest): Promise<readonly Finding[]> {
  const { lockTools } = await import('@mkcross/host/node');
  const file = await lockTools(request);
  if (file === undefined) return [];
  const [state] = await compareFiles(world.files, request.root, [file]);
  const isSame = state?.state === 'same';
  const { found } = isSame ? { found: [] } : await writeFiles(world.files, request.root, [{ file, state: 'changed' }]);
  if (found.length === 0) world.err(`mkcross: ${isSame ? 'mkcross.lock is as it was' : 'wrote mkcross.lock'}\n`);
  return found;
}
