import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** A folder by the path that the user came by, and without links. */
type Folder = readonly [path: string, real: string];

/**
 * What came with a project: the outermost repository of git that the project is in, else the project itself. A home folder that is a
 * repository belongs to the user.
 */
export function cloneFolder(root: string, home: string = homedir()): Folder {
  let clone = root;
  for (let folder = root; folder !== home && folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, '.git'))) clone = folder;
  return [clone, realPathOf(clone)];
}

/** Whether a path is in a folder, by name or by what its links lead to. */
export const isWithin = ([path, real]: Folder, other: string): boolean =>
  isBelow(path, other) || isBelow(real, realPathOf(other));

/** The folders of PATH that are absolute and not in a folder. */
export const pathOutside = (folder: Folder, path: string): string =>
  path
    .split(delimiter)
    .filter((one) => isAbsolute(one) && !isWithin(folder, one))
    .join(delimiter);

const isBelow = (folder: string, path: string) => `${path}/`.startsWith(folder === '/' ? folder : `${folder}/`);

/** A path without links; what is not there has none. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
