import { isAbsolute } from 'node:path';
import { findProgram } from '@mkcross/host/node';

/**
 * What git prints; undefined where git is not installed or fails. Nothing of a project runs: neither a git that it contains, nor what its
 * `.git/config` names.
 *
 * @param folder - the working folder
 * @param outside - the project, whose programs are not run; undefined outside of one
 */
async function git(folder: string, outside: string | undefined, args: readonly string[]): Promise<string | undefined> {
  const program = findProgram(pathWithout(outside), 'git');
  if (program === undefined) return undefined;
  // Loaded when needed: it takes longer to load than everything else of a command takes to run.
  const { execa } = await import('execa');
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const { exitCode, stdout } = await execa(program, [...safe, ...args], {
    cwd: folder,
    reject: false,
    stdin: 'ignore',
  });
  return exitCode === 0 ? stdout : undefined;
}

/** PATH without folders of a project. */
const pathWithout = (root: string | undefined): string =>
  (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => isAbsolute(folder) && (root === undefined || !`${folder}/`.startsWith(`${root}/`)))
    .join(':');

/** Which of these files, below `root`, git does not track; none where there is no git, or no repository. */
export async function untrackedFiles(root: string, files: readonly string[]): Promise<readonly string[]> {
  const printed = await git(root, root, ['ls-files', '--cached', '-z', '--', ...files]);
  if (printed === undefined) return [];
  const tracked = printed.split('\0');
  return files.filter((file) => !tracked.includes(file));
}

/** What `safe.directory` has in the configuration of the system and the user; that of a repository does not count. */
export async function safeFolders(): Promise<readonly string[]> {
  const values = await Promise.all(
    ['--system', '--global'].map((scope) => git('/', process.cwd(), ['config', scope, '--get-all', 'safe.directory'])),
  );
  return values.flatMap((value) => (value === undefined ? [] : value.split('\n')));
}
