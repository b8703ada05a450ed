import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { composerFindings } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { writeFiles, type WrittenProject } from '@mkcross/host/node';

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

/** Makes all changes, or none. A file that is behind a link of the project stays there. */
export async function applyChanges(
  project: WrittenProject,
  changes: readonly FileChange[],
): Promise<readonly Finding[]> {
  const { root, writer } = project;
  const placed = await Promise.all(changes.map((change) => placeOf(root, change)));
  const refused = placed.flatMap((one) => ('code' in one ? [one] : []));
  if (refused.length > 0) return refused;
  const places = placed.flatMap((one) => ('code' in one ? [] : [one]));
  const states = places.flatMap(({ path, before, after }) =>
    after === undefined || after === before
      ? []
      : [{ file: { path, text: after }, state: before === undefined ? ('missing' as const) : ('changed' as const) }],
  );
  const gone = places.filter(({ before, after }) => before !== undefined && after === undefined);
  const { found } = await writeFiles(project, states);
  if (found.length === 0) for (const { path } of gone) await writer.remove(join(root, path));
  return found;
}

/** A change of the file that a link in the project leads to. Out of the project, none is followed: a stranger's could lead to any file. */
async function placeOf(root: string, change: FileChange): Promise<FileChange | Finding> {
  if (change.before === undefined || change.after === undefined) return change;
  const real = relative(await realpath(root), await realpath(join(root, change.path)));
  if (!real.startsWith('..')) return { ...change, path: real };
  const { path } = change;
  return hostFindings.WRITE_REFUSED({ path, reason: `${path} is a symbolic link out of the project` }, { file: path });
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
