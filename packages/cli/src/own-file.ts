import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** Whether a file or folder belongs to this user, whom alone it lets write. */
export function isOwn({ uid, mode }: Stats): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

/** The content of a file that belongs to this user, whom alone it lets write. Throws for any other file, and for a link. */
export function readOwnFile(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!isOwn(fstatSync(file))) throw new Error('it can be written by others');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
