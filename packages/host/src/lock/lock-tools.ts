import type { LocatedShell } from '../shell/locate-shell.ts';
import type { System } from '../system.ts';
import { relocked } from './compare-tools.ts';
import { currentTools } from './current-tools.ts';
import { lockFile, lockText } from './tool-lock.ts';

/** A lock file to write, and the shell as it is located with that file. */
export interface Relocked {
  /** Its path relative to the project's root, and its text. */
  readonly file: { readonly path: string; readonly text: string };
  readonly located: LocatedShell;
}

/**
 * The lock file with this machine's tools for a shell; entries of other host systems stay. Undefined if the present lock
 * file is invalid: it is not overwritten.
 */
export async function lockTools(
  { files }: Pick<System, 'files'>,
  located: LocatedShell,
): Promise<Relocked | undefined> {
  const { model, choice, probe, locations, lock, lockFindings } = located;
  if (lockFindings.length > 0) return undefined;
  const here = await currentTools(located, locations, { probe, files });
  const next = relocked(lock, { model, system: choice.system, here });
  return {
    file: { path: lockFile, text: lockText(next) },
    located: { ...located, lock: next, locked: next.systems[choice.system] },
  };
}
