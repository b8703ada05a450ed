import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A recipe: a bash script of the testbed, and its text, on which the key of its result depends. */
export interface Recipe {
  readonly path: string;
  readonly text: string;
}

/** Reads a recipe by its name in `recipes/`. */
export async function readRecipe(name: string): Promise<Recipe> {
  const path = join(root, 'recipes', name);
  return { path, text: await readFile(path, 'utf8') };
}

/** Runs a recipe in a folder; its output is shown only if it fails. */
export async function runRecipe(
  { path }: Recipe,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await execa('bash', [path], { cwd: folder, env, all: true });
}

/** The folder of the nixpkgs stand-in's sources, and the text of all its files. */
export async function nixpkgsSources(): Promise<{ readonly folder: string; readonly texts: readonly string[] }> {
  const folder = join(root, 'nixpkgs');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return { folder, texts: await Promise.all(files.map((file) => readFile(file, 'utf8'))) };
}
