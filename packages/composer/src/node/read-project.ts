import { dirname, join } from 'node:path';
import type { Finding } from '@mkcross/core';
import { parseConfig } from '../config/parse-config.ts';
import { parseToolchain } from '../config/parse-toolchain.ts';
import type { Project } from '../select/project.ts';
import { findings } from '../findings/index.ts';
import { errorCode, errorReason, type Files } from './files.ts';
import { isSafeFolder, type Ownership } from './ownership.ts';

/** The project around a folder, or why none can be used. */
export interface FoundRoot {
  /** Its folder, absolute. */
  readonly root?: string;
  readonly found: readonly Finding[];
}

/**
 * The nearest folder at or above `folder` that holds mkcross.toml. As git does, the search ends where a folder belongs to another user and
 * at the boundary of a file system, and a project of another user is an error. Findings: CONFIG_NOT_FOUND, PROJECT_NOT_OWNED.
 */
export async function findRoot(files: Files, folder: string, ownership: Ownership): Promise<FoundRoot> {
  const start = await files.owner(folder);
  for (let current = folder; ; current = dirname(current)) {
    const stranger = await strangerAt(files, [current], ownership);
    if (await files.exists(join(current, 'mkcross.toml'))) {
      const owner = stranger ?? (await strangerAt(files, [current, join(current, 'mkcross.toml')], ownership));
      return owner === undefined
        ? { root: current, found: [] }
        : { found: [findings.PROJECT_NOT_OWNED({ folder: current, owner, user: ownership.owners?.[0] ?? owner })] };
    }
    const above = dirname(current);
    const isLast = above === current || (await files.owner(above))?.device !== start?.device;
    if (stranger !== undefined || isLast) {
      const ended = stranger === undefined || above === current ? undefined : current;
      return { found: [findings.CONFIG_NOT_FOUND({ folder, ended })] };
    }
  }
}

/** The owner of the first path that is another user's; undefined if all are the user's, or git treats the first as safe. */
async function strangerAt(
  files: Files,
  paths: readonly [string, ...string[]],
  { owners, safeFolders }: Ownership,
): Promise<number | undefined> {
  if (owners === undefined) return undefined;
  const users = await Promise.all(paths.map(async (path) => (await files.owner(path))?.user));
  const stranger = users.find((user) => user !== undefined && !owners.includes(user));
  return stranger === undefined || isSafeFolder(paths[0], await safeFolders()) ? undefined : stranger;
}

/** Reads and checks what a project's own files say. All findings of all files at once. */
export async function readProject(
  files: Files,
  root: string,
): Promise<{ readonly project?: Project; readonly found: readonly Finding[] }> {
  const config = await readText(files, root, 'mkcross.toml');
  if (config.text === undefined)
    return {
      found: config.found.length > 0 ? config.found : [findings.CONFIG_NOT_FOUND({ folder: root, ended: undefined })],
    };
  const toolchain = await readText(files, root, 'rust-toolchain.toml');
  const legacy = (await files.exists(join(root, 'rust-toolchain')))
    ? [findings.TOOLCHAIN_FILE_LEGACY({}, { file: 'rust-toolchain' })]
    : [];
  const parsedConfig = parseConfig(config.text);
  const parsedToolchain = toolchain.text === undefined ? { found: toolchain.found } : parseToolchain(toolchain.text);
  const found = [...parsedConfig.found, ...parsedToolchain.found, ...legacy];
  if (parsedConfig.parsed === undefined || found.length > 0) return { found };
  const { toolchain: read } = { toolchain: undefined, ...parsedToolchain };
  const below = read === undefined ? await toolchainsBelow(files, root) : [];
  return {
    project: {
      ...parsedConfig.parsed,
      ...(read === undefined ? {} : { toolchain: read }),
      ...(below.length === 0 ? {} : { toolchainsBelow: below }),
    },
    found,
  };
}

/** The files rust-toolchain.toml in the folders of a project that has none itself: they are easily taken for the project's. */
async function toolchainsBelow(files: Files, root: string): Promise<readonly string[]> {
  const folders = (await files.list(root)).filter(({ name, kind }) => kind === 'folder' && !name.startsWith('.'));
  const paths = folders.map(({ name }) => `${name}/rust-toolchain.toml`);
  // What is in a folder that the user may not enter, such as a database's, is not the project's.
  const isThere = (path: string) =>
    files.exists(join(root, path)).catch((error: unknown) => {
      if (errorCode(error) === 'EACCES') return false;
      throw error;
    });
  const there = await Promise.all(paths.map(isThere));
  return paths.filter((_, index) => there[index] === true);
}

async function readText(
  files: Files,
  root: string,
  file: string,
): Promise<{ readonly text?: string; readonly found: readonly Finding[] }> {
  try {
    return { text: await files.read(join(root, file)), found: [] };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { found: [] };
    return { found: [findings.CONFIG_UNREADABLE({ file, reason: errorReason(error) }, { file })] };
  }
}
