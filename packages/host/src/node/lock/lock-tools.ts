import { locate } from '../../locate/locate.ts';
import { relocked } from '../../lock/compare-tools.ts';
import { cacheFolder, type ShellRequest } from '../enter-shell.ts';
import { thisMachine } from '../this-machine.ts';
import { readLock, writeLock } from './lock-file.ts';
import { toolsHere } from './tools-here.ts';

/**
 * Writes this machine's choice of tools for a shell into the project's lock file, whatever it had; what it has of other
 * systems stays. Says whether the file changed.
 */
export async function lockTools({ model, choice, root, user }: ShellRequest): Promise<boolean> {
  const { lock } = await readLock(root);
  const { places } = await locate(model, { choice, root }, thisMachine(user, cacheFolder(user)));
  const here = await toolsHere({ model, choice }, places, user);
  return writeLock(root, relocked(lock, { model, system: choice.system, here }));
}
