import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where on a PATH a program is. */
export function findOnPath(path: string, program: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
