import { dirname, join } from 'node:path';
import type { Finding } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { isGeneratedText, type GeneratedFile } from '../render/render-nix.ts';
import { errorCode, errorReason, type Files } from './files.ts';

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
  files: Files,
  root: string,
  states: readonly FileState[],
  stale: readonly StaleFile[] = [],
): Promise<Written> {
  const foreign = foreignFindings(states);
  if (foreign.length > 0) return { written: [], removed: [], found: foreign };
  const pending = states
    .filter(({ state }) => state !== 'same')
    .map(({ file }) => ({
      file,
      place: join(root, file.path),
      beside: join(root, `${file.path}.${crypto.randomUUID()}`),
    }));
  /** What puts things back, the last first. */
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { place } of pending) await makeFolders(files, dirname(place), undo);
    for (const { file, beside } of pending) {
      undo.push(() => files.remove(beside));
      await files.write(beside, file.text);
    }
    for (const { place, beside } of pending) {
      const before = await readIfThere(files, place);
      await files.rename(beside, place);
      undo.push(() => restore(files, place, before));
    }
    for (const { path, current } of stale) {
      await files.remove(join(root, path));
      undo.push(() => restore(files, join(root, path), current));
    }
  } catch (error) {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    const file = [...pending.map((one) => one.file), ...stale].map(({ path }) => path).join(', ');
    return {
      written: [],
      removed: [],
      found: [findings.FILE_UNWRITABLE({ file, reason: errorReason(error) }, { file })],
    };
  }
  await removeEmptyFolders(files, root, stale);
  return { written: pending.map(({ file }) => file.path), removed: stale.map(({ path }) => path), found: [] };
}

/** Makes a folder and those above it, and remembers which it made. */
async function makeFolders(files: Files, folder: string, undo: (() => Promise<void>)[]): Promise<void> {
  if (await files.exists(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFolders(files, above, undo);
  await files.makeFolder(folder);
  undo.push(() => files.removeFolder(folder));
}

async function restore(files: Files, path: string, text: string | undefined): Promise<void> {
  await files.remove(path);
  if (text !== undefined) await files.write(path, text);
}

/** Folders in which nothing is left. */
async function removeEmptyFolders(files: Files, root: string, removed: readonly StaleFile[]): Promise<void> {
  const folders = [...new Set(removed.flatMap(({ path }) => foldersAbove(path)))];
  for (const folder of folders.toSorted((a, b) => b.length - a.length))
    await files.removeFolder(join(root, folder)).catch(() => undefined);
}

async function readIfThere(files: Files, path: string): Promise<string | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    // What cannot be read was not written by mkcross, and is left alone.
    return '';
  }
}
