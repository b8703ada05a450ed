import type { Finding } from '@mkcross/core';
import {
  changedFindings,
  examine,
  locateShell,
  lockTools,
  originFindings,
  type LocatedShell,
  type System,
} from '@mkcross/host';
import { compareFiles, fetchSettings, writeFiles } from '@mkcross/host/node';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { findings } from '../findings/index.ts';
import { doctorText } from '../output/doctor-text.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import { fetchTools } from '../shells/fetch-tools.ts';
import { checkNixShell, type Backend } from '../shells/nix-shell.ts';
import { chooseFor } from '../shells/shell-session.ts';
import { cloneFolder } from '../trust/clone-folder.ts';
import { notTrusted, openItems, requireConsent, trustState } from '../trust/consent.ts';
import { projectToWrite, type CommandContext } from '../command-context.ts';

/** What doctor is asked for. */
export interface DoctorRequest {
  readonly json: boolean;
  /** Whether missing tools that need no root are fetched. */
  readonly fix: boolean;
  /** Whether this machine's tools are written to mkcross.lock. */
  readonly lock: boolean;
  /** Whether tools that differ from mkcross.lock are errors. */
  readonly locked: boolean;
  readonly target: string | undefined;
  /** The backend to check. @default host */
  readonly backend: Backend | undefined;
}

/** Checks what the shells of the project require of this machine, and suggests fixes. */
export async function doctor(context: CommandContext, request: DoctorRequest): Promise<number> {
  const { json, locked, target, backend } = request;
  const composed = await composeProject(context);
  const { root, model, found } = composed;
  if (model === undefined) return report(context, json, { found });
  const { choice, found: unknown } = chooseFor(context, composed, target);
  if (choice === undefined) return report(context, json, { found: [...found, ...unknown] });
  const trust = await trustState(context, composed, { withNix: backend === 'nix' });
  if (backend === 'nix') {
    // What is evaluated and read for it can name programs.
    const open = openItems(trust, ['nix']);
    if (open.length > 0) return report(context, json, { found: [...found, notTrusted(trust, open)] });
    const failed = await checkNixShell(context, { root, system: choice.system, shell: choice.name });
    return report(context, json, { text: 'ok  Nix evaluates the shell\n', found: [...found, ...failed] });
  }
  // What a plugin of the project has fetched is run to ask for its version.
  const { found: refused } = request.fix ? await requireConsent(context, composed, ['enter']) : { found: [] };
  if (refused.length > 0) return report(context, json, { found: [...found, ...refused] });
  const system = await context.machine.loadSystem();
  const { env: user } = context.machine;
  const refusedPlugins = openItems(trust, ['enter']).filter(({ kind }) => kind === 'plugin');
  const untrusted = { folders: cloneFolder(root), plugins: new Set(refusedPlugins.map(({ name }) => name)) };
  const first = await locateShell(system, { model, choice, root, user, untrusted });
  const fixed = await prepare(context, system, first, request);
  const { findings: problems, packageManager, ...examined } = await examine(system, fixed.located);
  const unlocked = locked && !examined.isLocked ? [findings.LOCK_MISSING({})] : [];
  const changed = locked || request.lock ? await changedFindings(system, fixed.located) : [];
  const elsewhere = await originFindings(system, fixed.located, fetchSettings(user).index.url);
  const all = [...found, ...fixed.found, ...problems, ...changed, ...elsewhere, ...unlocked];
  const isFailed = all.some(({ severity, code }) => severity === 'error' || (locked && code.startsWith('LOCK_')));
  return report(context, json, {
    data: { ...examined, ...(packageManager === undefined ? {} : { packageManager }) } satisfies CommandData<'doctor'>,
    text: doctorText({ ...examined, packageManager }, context.colour.out),
    found: all,
    code: isFailed ? exitCode.findings : exitCode.done,
  });
}

/** Fetches tools for --fix and writes the lock file for --lock: the shell after that, and what went wrong. */
async function prepare(context: CommandContext, system: System, first: LocatedShell, { fix, lock }: DoctorRequest) {
  const fetched = fix ? await fetchTools(context, first) : { located: first, found: [] };
  const relocked = lock ? await lockTools(system, fetched.located) : undefined;
  if (relocked === undefined) return fetched;
  const unwritten = await writeLock(context, first.root, relocked.file);
  const isWritten = unwritten.length === 0;
  return {
    located: isWritten ? relocked.located : fetched.located,
    found: [...fetched.found, ...unwritten],
  };
}

async function writeLock(
  context: CommandContext,
  root: string,
  file: { readonly path: string; readonly text: string },
): Promise<readonly Finding[]> {
  const [state] = await compareFiles(context.files, root, [file]);
  const isSame = state?.state === 'same';
  const { found } = isSame
    ? { found: [] }
    : await writeFiles(projectToWrite(context, root), [{ file, state: 'changed' }]);
  if (found.length === 0) context.err(`mkcross: ${isSame ? 'mkcross.lock is up to date' : 'wrote mkcross.lock'}\n`);
  return found;
}
