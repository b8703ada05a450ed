import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { glob } from 'tinyglobby';
import { hash } from './system.ts';

/** What builds leave, for projects without git, which knows what is a source. */
const outputs = [
  '.git',
  '.cargo',
  '.mkcross',
  '.rustup',
  '.wine',
  '.zig-cache',
  'build',
  'node_modules',
  'result',
  'target',
  'zig-cache',
  'zig-out',
].map((name) => `**/${name}/**`);

/**
 * A hash of a project's sources by their names, sizes and times of change: those that git does not ignore, or without git,
 * all but what builds are known to leave. `besides` are files that are not sources, relative to the project.
 */
export async function sourcesHash(root: string, besides: readonly string[]): Promise<string> {
  const files =
    (await gitFiles(root)) ?? (await glob('**', { cwd: root, dot: true, ignore: outputs, followSymbolicLinks: false }));
  const sources = files.filter((file) => !besides.includes(file)).toSorted();
  const entries = await Promise.all(
    sources.map(async (file) => {
      const status = await lstat(join(root, file), { bigint: true }).catch(() => undefined);
      return status === undefined || status.isDirectory()
        ? []
        : [file, String(status.size), String(status.mtimeNs), String(status.mode)];
    }),
  );
  return hash(JSON.stringify(entries.filter((entry) => entry.length > 0)));
}

/** Files that git tracks or would track; undefined where there is no git. */
async function gitFiles(root: string): Promise<readonly string[] | undefined> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { exitCode, stdout } = await execa('git', args, { cwd: root, reject: false });
  const files = exitCode === 0 ? stdout.split('\0').filter((file) => file !== '') : [];
  return files.length === 0 ? undefined : files;
}
