import { join, relative } from 'node:path';
import { composerFindings } from '@mkcross/composer';
import { errorReason, type Files } from '@mkcross/composer/node';
import { systemCode, type Finding } from '@mkcross/core';
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
export async function listFiles(files: Files, folder: string): Promise<readonly string[]> {
  const entries = await files.list(folder);
  const below = entries
    .filter(({ kind, name }) => kind === 'folder' && !isPassedOver(name))
    .map(async ({ name }) => {
      const inner = await files.list(join(folder, name)).catch((error: unknown) => {
        // A folder that may not be read holds nothing for mkcross either.
        if (systemCode(error) === 'EACCES') return [];
        throw error;
      });
      return inner.filter(({ kind }) => kind !== 'folder').map((entry) => `${name}/${entry.name}`);
    });
  const own = entries.filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
  return [...own, ...(await Promise.all(below)).flat()].sort();
}

/** Whether anything is at a path, even a link that leads nowhere. */
export const isTaken = async (files: Files, path: string): Promise<boolean> => (await files.kind(path)) !== undefined;

/** A file's text with every byte of it, a byte order mark included; undefined where there is no file. */
export async function readExactly(files: Files, root: string, path: string): Promise<string | undefined | Finding> {
  if (!(await isTaken(files, join(root, path)))) return undefined;
  try {
    return await files.readExactly(join(root, path));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** A file of the project that cannot be read. */
export const unreadable = (file: string, error: unknown): Finding =>
  composerFindings.CONFIG_UNREADABLE({ file, reason: errorReason(error) }, { file });

/** Makes all changes, or none. A file that is behind a link of the project stays there. */
export async function applyChanges(
  project: WrittenProject,
  changes: readonly FileChange[],
): Promise<readonly Finding[]> {
  const placed = await Promise.all(changes.map((change) => placeOf(project, change)));
  const refused = placed.flatMap((one) => ('code' in one ? [one] : []));
  if (refused.length > 0) return refused;
  const places = placed.flatMap((one) => ('code' in one ? [] : [one]));
  const states = places.flatMap(({ path, before, after }) =>
    after === undefined || after === before
      ? []
      : [{ file: { path, text: after }, state: before === undefined ? ('missing' as const) : ('changed' as const) }],
  );
  const gone = places.flatMap(({ path, before, after }) =>
    before !== undefined && after === undefined ? [{ path, current: before }] : [],
  );
  return (await writeFiles(project, states, gone)).found;
}

/** A change of the file that a link in the project leads to. Out of the project, none is followed: a stranger's could lead to any file. */
async function placeOf({ files, root }: WrittenProject, change: FileChange): Promise<FileChange | Finding> {
  if (change.before === undefined || change.after === undefined) return change;
  const real = relative(await files.realPath(root), await files.realPath(join(root, change.path)));
  if (!real.startsWith('..')) return { ...change, path: real };
  const { path } = change;
  return hostFindings.WRITE_REFUSED({ path, reason: `${path} is a symbolic link out of the project` }, { file: path });
}
