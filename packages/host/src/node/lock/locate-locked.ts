import type { ShellModel } from '@mkcross/composer';
import { locate, type Located } from '../../locate/locate.ts';
import { compareTools, pinned } from '../../lock/compare-tools.ts';
import type { LockedTools } from '../../lock/tool-lock.ts';
import { cacheFolder, type ShellRequest } from '../enter-shell.ts';
import { thisMachine } from '../this-machine.ts';
import { readLock } from './lock-file.ts';
import { toolsHere } from './tools-here.ts';

/** Where on this machine everything is that a shell needs, by the lock file of the project. */
export interface LocatedByLock extends Located {
  /** The model that asks for what the lock names. */
  readonly model: ShellModel;
  /** What the lock has of machines like this one; undefined where there is none. */
  readonly locked: LockedTools | undefined;
}

/** Looks for what a shell needs; where the project has a lock file, what is other than there is found as well. */
export async function locateLocked(request: ShellRequest): Promise<LocatedByLock> {
  const { choice, root, user } = request;
  const { lock, found: unreadable } = await readLock(root);
  const locked = lock?.systems[choice.system];
  const model = locked === undefined ? request.model : pinned(request.model, locked);
  const located = await locate(model, { choice, root }, thisMachine(user, cacheFolder(user)));
  const different =
    locked === undefined ? [] : compareTools(locked, await toolsHere({ model, choice }, located.places, user));
  return { ...located, found: [...unreadable, ...located.found, ...different], model, locked };
}
