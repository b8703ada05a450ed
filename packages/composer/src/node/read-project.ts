import { dirname, join } from 'node:path';
import type { Finding } from '@mkcross/core';
import { parseConfig } from '../config/parse-config.ts';
import { parseToolchain } from '../config/parse-toolchain.ts';
import type { Project } from '../select/project.ts';
import { findings } from '../findings/index.ts';
import { errorCode, errorReason, type Files } from './files.ts';

/** The nearest folder at or above `folder` that holds mkcross.toml. */
export async function findRoot(files: Files, folder: string): Promise<string | undefined> {
  if (await files.exists(join(folder, 'mkcross.toml'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findRoot(files, above);
}

/** Reads and checks what a project's own files say. All findings of all files at once. */
export async function readProject(
  files: Files,
  root: string,
): Promise<{ readonly project?: Project; readonly found: readonly Finding[] }> {
  const config = await readText(files, root, 'mkcross.toml');
  if (config.text === undefined)
    return { found: config.found.length > 0 ? config.found : [findings.CONFIG_NOT_FOUND({ folder: root })] };
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
  const there = await Promise.all(paths.map((path) => files.exists(join(root, path))));
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
    const reason =
      errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not text in UTF-8' : errorReason(error);
    return { found: [findings.CONFIG_UNREADABLE({ file, reason }, { file })] };
  }
}
