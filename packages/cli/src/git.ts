import { findProgram } from '@mkcross/host/node';
import { cloneFolder, pathOutside } from './trust/clone-folder.ts';

/**
 * What git prints; undefined where git is not installed or fails. Nothing of a project runs: neither a git that it contains, nor what its
 * `.git/config` names.
 *
 * @param folder - the working folder
 * @param project - the project, whose programs are not run
 */
async function git(folder: string, project: string, args: readonly string[]): Promise<string | undefined> {
  const program = findProgram(pathOutside(cloneFolder(project), process.env['PATH'] ?? ''), 'git');
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

/**
 * The settings of a repository's own configuration, in the order of its files, with the files that it includes; empty where there is no
 * git, or no repository.
 */
export async function repositorySettings(root: string): Promise<readonly (readonly [key: string, value: string])[]> {
  const printed = await git(root, root, ['config', '--list', '--includes', '--show-scope', '-z']);
  const fields = (printed ?? '').split('\0');
  return fields.flatMap((scope, index) => {
    if (index % 2 === 1 || !['local', 'worktree'].includes(scope)) return [];
    // A key without "=" has no value, and no line break.
    const [key = '', ...value] = (fields[index + 1] ?? '').split('\n');
    return [[key, value.join('\n')] as const];
  });
}
