import { dirname, join } from 'node:path';
import { errorCode } from './files.ts';
import type { PluginFiles } from './plugin-files.ts';

/** A package that was found: its folder without links, and the text of its package.json. */
export interface FoundPackage {
  readonly folder: string;
  readonly manifest: string;
}

/**
 * The package of a name as Node finds it for code in one of the folders, the first that has it: in node_modules of the folder and of
 * those above it (https://nodejs.org/api/modules.html#loading-from-node_modules-folders), or where Plug’n’Play says. Only package.json is
 * read, whatever `exports` allows. Folders node_modules that `isSearched` refuses are passed over. Undefined if it is not installed; throws
 * what reading throws.
 */
export async function findPackage(
  files: PluginFiles,
  name: string,
  folders: readonly string[],
  isSearched: (modules: string, from: string) => Promise<boolean>,
): Promise<FoundPackage | undefined> {
  for (const folder of folders) {
    const mapped = files.mappedFolder(name, folder);
    const candidates = [
      ...(mapped === undefined ? [] : [{ path: mapped, within: undefined }]),
      ...nodeModules(folder).map((path) => ({ path: join(path, name), within: path })),
    ];
    for (const { path, within } of candidates) {
      const manifest = await readIfThere(files, join(path, 'package.json'));
      if (manifest === undefined || (within !== undefined && !(await isSearched(within, folder)))) continue;
      return { folder: await files.realPath(path), manifest };
    }
  }
  return undefined;
}

/** The folders node_modules at and above a folder, the nearest first. */
function nodeModules(folder: string): readonly string[] {
  const above = dirname(folder);
  const rest = above === folder ? [] : nodeModules(above);
  return folder.endsWith('/node_modules') ? rest : [join(folder, 'node_modules'), ...rest];
}

async function readIfThere(files: PluginFiles, path: string): Promise<string | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
