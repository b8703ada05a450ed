import { lstatSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '@mkcross/host';

/**
 * The folder in which Node keeps what it compiles of mkcross: in mkcross' cache, if that exists and this user alone can write to it. Who can
 * write there decides what mkcross does.
 */
export function compileCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const cache = cacheFolder(env, homedir());
  const status = statusOf(cache);
  const user = process.geteuid?.();
  const isPrivate =
    status?.isDirectory() === true && (user === undefined || (status.uid === user && (status.mode & 0o022) === 0));
  return isPrivate ? join(cache, 'compiled') : undefined;
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A cache is not needed.
    return undefined;
  }
}
