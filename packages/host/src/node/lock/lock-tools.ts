import { locate } from '../../locate/locate.ts';
import { relocked } from '../../lock/compare-tools.ts';
import { lockFile, lockText } from '../../lock/tool-lock.ts';
import { cacheFolder, type ShellRequest } from '../enter-shell.ts';
import { thisMachine } from '../this-machine.ts';
import { readLock } from './lock-file.ts';
import { toolsHere } from './tools-here.ts';

/**
 * The project's lock file with this machine's choice of tools for a shell; what it has of other systems stays. Undefined
 * where what is there is no lock, which is left alone and which `examine` tells of.
 */
export async function lockTools({
  model,
  choice,
  root,
  user,
}: ShellRequest): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const { lock, found } = await readLock(root);
  if (found.length > 0) return undefined;
  const { places } = await locate(model, { choice, root }, thisMachine(user, cacheFolder(user)));
  const here = await toolsHere({ model, choice }, places, user);
  return { path: lockFile, text: lockText(relocked(lock, { model, system: choice.system, here })) };
}
