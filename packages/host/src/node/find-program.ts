import { delimiter, isAbsolute } from 'node:path';
import which from 'which';

/**
 * The absolute path of an executable file in the folders of `path` (as `$PATH`); undefined where none has it. Relative and
 * empty folders, which mean different programs in different working folders, are skipped.
 */
export function findProgram(path: string, program: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  // Without a folder, `which` would search the PATH of this process.
  if (folders.length === 0) return undefined;
  return which.sync(program, { path: folders.join(delimiter), nothrow: true }) ?? undefined;
}
