import { chmod, lstat, mkdir, readdir, readFile, realpath, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFiles, type Files } from '@mkcross/composer/node';
import type { Finding } from '@mkcross/core';
import { composerFindings } from '@mkcross/composer';

/** How a file is and is to be; undefined where it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

const isPassedOver = (name: string) => /^\.|^(node_modules|target|build|zig-out)$/.test(name);

/** The files of a folder and of the folders in it, by relative path, sorted; what is generated is passed over. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries
    .filter((entry) => entry.isDirectory() && !isPassedOver(entry.name))
    .map(async ({ name }) => {
      // A folder that may not be read holds nothing for mkcross either.
      const inner = await readdir(join(folder, name), { withFileTypes: true }).catch(() => []);
      return inner.filter((entry) => !entry.isDirectory()).map((entry) => `${name}/${entry.name}`);
    });
  const own = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  return [...own, ...(await Promise.all(below)).flat()].sort();
}

/** Whether anything is at a path, even a link that leads nowhere. */
export function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** A file's text with every byte of it, a byte order mark included; undefined where there is no file. */
export async function readExactly(root: string, path: string): Promise<string | undefined | Finding> {
  if (!(await isTaken(join(root, path)))) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(join(root, path)));
  } catch (error) {
    return composerFindings.CONFIG_UNREADABLE({ file: path, reason: reasonOf(error) }, { file: path });
  }
}

/** Makes all changes, or none. */
export async function applyChanges(
  files: Files,
  root: string,
  changes: readonly FileChange[],
): Promise<readonly Finding[]> {
  const made: string[] = [];
  const undo = async () => {
    for (const folder of made) await rmdir(folder).catch(() => undefined);
  };
  const states = changes.flatMap(({ path, before, after }) =>
    after === undefined || after === before
      ? []
      : [{ file: { path, text: after }, state: before === undefined ? ('missing' as const) : ('changed' as const) }],
  );
  const gone = changes.filter(({ before, after }) => before !== undefined && after === undefined);
  try {
    for (const folder of new Set(states.map(({ file }) => dirname(join(root, file.path)))))
      if (!(await isTaken(folder))) {
        await mkdir(folder);
        made.push(folder);
      }
    const { found } = await writeFiles(keepingPlaceAndMode(files), root, states);
    if (found.length > 0) await undo();
    else for (const { path } of gone) await files.remove(join(root, path));
    return found;
  } catch (error) {
    await undo();
    const file = changes.map(({ path }) => path).join(', ');
    return [composerFindings.FILE_UNWRITABLE({ file, reason: reasonOf(error) }, { file })];
  }
}

/** A file that is the user's stays as private as it was, and one behind a link stays behind it. */
function keepingPlaceAndMode(files: Files): Files {
  return {
    ...files,
    rename: async (from, to) => {
      if (!(await isTaken(to))) return files.rename(from, to);
      const { mode } = await stat(to);
      await chmod(from, mode);
      await files.rename(from, await realpath(to));
    },
  };
}

/** A thrown value in one line for people. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const undecodable =
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    thrown.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  return undecodable ? 'it is not text in UTF-8' : (message.split('\n', 1)[0] ?? message);
}
