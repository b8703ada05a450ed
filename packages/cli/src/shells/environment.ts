import type { Entrance } from './entrance.ts';

/** Variables that whatever runs in a shell sets anew. */
const passing = new Set(['_', 'OLDPWD', 'PWD', 'SHLVL']);

/** The environment that a command has in a shell. Nix has to be asked; what it prints goes to standard error. */
export async function environmentIn(
  { backend, wrap, env }: Entrance,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  if (backend === 'host') return env;
  const { execa } = await import('execa');
  const [program, ...args] = wrap(['env', '-0']);
  const { stdout } = await execa(program, args, {
    cwd: folder,
    env,
    extendEnv: false,
    stderr: 'inherit',
    stdin: 'inherit',
    stripFinalNewline: false,
  });
  const entries = stdout
    .split('\0')
    .filter((entry) => entry.includes('='))
    .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const);
  return Object.fromEntries(entries.filter(([name]) => !passing.has(name)));
}
