import { dirname, join } from 'node:path';
import { composerFindings as findings, isGeneratedText, type GeneratedFile } from '@mkcross/composer';
import type { Files } from '@mkcross/composer/node';
import { findingsOf, type Finding } from '@mkcross/core';
import type { PreparedFile, Writer } from '../write/writer.ts';
import { errorCode } from './error-code.ts';

/** A project whose files are written. */
export interface WrittenProject {
  readonly files: Files;
  /** Writes below `root`. */
  readonly writer: Writer;
  /** Its folder, absolute. */
  readonly root: string;
}

/** How a generated file compares with what is on disk. */
export interface FileState {
  readonly file: GeneratedFile;
  readonly state: 'changed' | 'foreign' | 'missing' | 'same';
  /** What is on disk, if anything. */
  readonly current?: string;
  /** Of a foreign one: what is in the way, relative to the root. It may be a folder or a link above the file. */
  readonly inTheWay?: string;
}

/** A file that mkcross generated before and does not generate for this configuration. */
export interface StaleFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly current: string;
}

/** What `writeFiles` did: all that was asked for, or nothing and the reasons. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly found: readonly Finding[];
}

/** Whether a file is there that mkcross generated. */
export async function isGenerated(files: Files, path: string): Promise<boolean> {
  return isGeneratedText((await readIfThere(files, path)) ?? '');
}

/** Compares generated files with those on disk. Links below the root are not followed. */
export function compareFiles(
  files: Files,
  root: string,
  generated: readonly GeneratedFile[],
): Promise<readonly FileState[]> {
  return Promise.all(generated.map((file) => compareFile(files, root, file)));
}

async function compareFile(files: Files, root: string, file: GeneratedFile): Promise<FileState> {
  for (const folder of foldersAbove(file.path)) {
    const kind = await files.kind(join(root, folder));
    if (kind === undefined) return { file, state: 'missing' };
    if (kind !== 'folder') return { file, state: 'foreign', inTheWay: folder };
  }
  const kind = await files.kind(join(root, file.path));
  if (kind === undefined) return { file, state: 'missing' };
  if (kind !== 'file') return { file, state: 'foreign', inTheWay: file.path };
  const current = (await readIfThere(files, join(root, file.path))) ?? '';
  if (current === file.text) return { file, state: 'same', current };
  return isGeneratedText(current)
    ? { file, state: 'changed', current }
    : { file, state: 'foreign', current, inTheWay: file.path };
}

/** The folders above a path, the outermost first: `a`, `a/b` of `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Files that mkcross generated before and that are not among `generated`: in the folder at `folder`, which may not exist, and below it.
 * Files that others wrote are left out; links are not followed.
 */
export async function staleFiles(
  files: Files,
  root: string,
  folder: string,
  generated: readonly GeneratedFile[],
): Promise<readonly StaleFile[]> {
  if ((await files.kind(join(root, folder))) !== 'folder') return [];
  const entries = await files.list(join(root, folder));
  const stale = await Promise.all(
    entries.map(async ({ name, kind }) => {
      const path = `${folder}/${name}`;
      if (kind === 'folder') return staleFiles(files, root, path, generated);
      return kind === 'file' ? staleFile(files, root, path, generated) : [];
    }),
  );
  return stale.flat();
}

/** The file at a path, if mkcross generated it and it is not among `generated`. */
export async function staleFile(
  files: Files,
  root: string,
  path: string,
  generated: readonly GeneratedFile[],
): Promise<readonly StaleFile[]> {
  if (generated.some((file) => file.path === path)) return [];
  if ((await files.kind(join(root, path))) !== 'file') return [];
  const current = (await readIfThere(files, join(root, path))) ?? '';
  return isGeneratedText(current) ? [{ path, current }] : [];
}

/** What is in the way of generated files, as findings: FILE_NOT_OURS, each thing once. */
export function foreignFindings(states: readonly FileState[]): readonly Finding[] {
  const inTheWay = states.flatMap(({ state, file, inTheWay: way = file.path }) => (state === 'foreign' ? [way] : []));
  return [...new Set(inTheWay)].map((file) => findings.FILE_NOT_OURS({ file }, { file }));
}

/**
 * Writes what is missing or changed and removes what is stale. Each file is written beside its place first and then moved there by one
 * rename; if anything fails, all is put back as it was. If files that mkcross did not write are in the way, nothing is written.
 */
export async function writeFiles(
  { files, writer, root }: WrittenProject,
  states: readonly FileState[],
  stale: readonly StaleFile[] = [],
): Promise<Written> {
  const foreign = foreignFindings(states);
  if (foreign.length > 0) return { written: [], removed: [], found: foreign };
  const pending = states.filter(({ state }) => state !== 'same').map(({ file }) => file);
  /** What puts things back, the last first. */
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { path } of pending) await makeFolders({ files, writer, root }, dirname(join(root, path)), undo);
    const prepared: (readonly [string, PreparedFile])[] = [];
    for (const { path, text } of pending) {
      const file = await writer.prepare(join(root, path), text);
      undo.push(file.drop);
      prepared.push([join(root, path), file]);
    }
    for (const [path, file] of prepared) {
      const before = await readIfThere(files, path);
      await file.place();
      undo.push(() => restore(writer, path, before));
    }
    for (const { path, current } of stale) {
      await writer.remove(join(root, path));
      undo.push(() => restore(writer, join(root, path), current));
    }
  } catch (error) {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    const found = findingsOf(error);
    if (found === undefined) throw error;
    return { written: [], removed: [], found };
  }
  await removeEmptyFolders(writer, root, stale);
  return { written: pending.map(({ path }) => path), removed: stale.map(({ path }) => path), found: [] };
}

/** Makes a folder and those above it, and remembers which it made. */
async function makeFolders(project: WrittenProject, folder: string, undo: (() => Promise<void>)[]): Promise<void> {
  const { files, writer, root } = project;
  if (folder === root || (await files.exists(folder))) return;
  await makeFolders(project, dirname(folder), undo);
  await writer.makeFolder(folder);
  undo.push(() => writer.removeEmptyFolder(folder));
}

async function restore(writer: Writer, path: string, text: string | undefined): Promise<void> {
  if (text === undefined) await writer.remove(path);
  else await (await writer.prepare(path, text)).place();
}

/** Folders in which nothing is left. */
async function removeEmptyFolders(writer: Writer, root: string, removed: readonly StaleFile[]): Promise<void> {
  const folders = [...new Set(removed.flatMap(({ path }) => foldersAbove(path)))];
  for (const folder of folders.toSorted((a, b) => b.length - a.length))
    await writer.removeEmptyFolder(join(root, folder)).catch(() => undefined);
}

/** What reading says of something that mkcross did not write: it is no text, too long, no ordinary file, or links that lead in a circle. */
const foreignCodes = ['EFBIG', 'EINVAL', 'EISDIR', 'ELOOP', 'ERR_ENCODING_INVALID_ENCODED_DATA'];

async function readIfThere(files: Files, path: string): Promise<string | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'ENOENT') return undefined;
    if (foreignCodes.includes(code)) return '';
    throw error;
  }
}
