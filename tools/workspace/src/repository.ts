import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { parseRecord, recordOf, type JsonRecord } from './json.ts';

/** A package of the repository, public or a tool. */
export interface Workspace {
  /** `packages/rust`. */
  readonly folder: string;
  /** The last part of its folder: `rust`. */
  readonly id: string;
  readonly manifest: JsonRecord;
  /** Paths within its folder, without what git ignores. */
  readonly files: readonly string[];
  /** Its `tsconfig*.json`, by name. */
  readonly tsconfigs: Readonly<Record<string, JsonRecord>>;
  readonly readme: string;
}

/** What the checks look at, as data. */
export interface Repository {
  readonly root: string;
  readonly tsconfig: JsonRecord;
  readonly readme: string;
  readonly workspaces: readonly Workspace[];
}

/** Whether a package is published. */
export const isPublic = ({ manifest }: Workspace): boolean => manifest['private'] !== true;

/** Whether a package is a plugin: data that is built from `src/plugin.ts`. */
export const isPlugin = ({ manifest }: Workspace): boolean => recordOf(manifest['mkcross'])['plugin'] !== undefined;

/** Reads the repository in this folder: what git tracks, and what it would. */
export async function readRepository(root: string): Promise<Repository> {
  const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  const { stdout: gone } = await execa('git', ['ls-files', '--deleted'], { cwd: root });
  const deleted = new Set(gone.split('\n'));
  const files = stdout.split('\n').filter((file) => !deleted.has(file));
  const folders = files.flatMap((file) => /^((?:packages|tools)\/[^/]+)\/package\.json$/.exec(file)?.[1] ?? []);
  const text = (file: string) => (files.includes(file) ? readFile(join(root, file), 'utf8') : '');
  return {
    root,
    tsconfig: parseRecord(await text('tsconfig.json')),
    readme: await text('README.md'),
    workspaces: await Promise.all(
      folders.toSorted().map(async (folder) => {
        const own = files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
        const tsconfigs = own.filter((file) => /^tsconfig[^/]*\.json$/.test(file));
        return {
          folder,
          id: folder.slice(folder.lastIndexOf('/') + 1),
          manifest: parseRecord(await text(`${folder}/package.json`)),
          files: own,
          tsconfigs: Object.fromEntries(
            await Promise.all(
              tsconfigs.map(async (file) => [file, parseRecord(await text(`${folder}/${file}`))] as const),
            ),
          ),
          readme: await text(`${folder}/README.md`),
        };
      }),
    ),
  };
}
