/** Which of these files, below `root`, git does not track; none where there is no git, or no repository. */
export async function untrackedFiles(root: string, files: readonly string[]): Promise<readonly string[]> {
  // Loaded when needed: it takes longer to load than everything else of a command takes to run.
  const { execa } = await import('execa');
  const result = await execa('git', ['ls-files', '--cached', '-z', '--', ...files], { cwd: root, reject: false });
  if (result.exitCode !== 0) return [];
  const tracked = result.stdout.split('\0');
  return files.filter((file) => !tracked.includes(file));
}
