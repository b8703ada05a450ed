import { basename, join } from 'node:path';
import { shellWord } from '@mkcross/composer';
import { envText, type Writer } from '@mkcross/host';
import type { ShellSession } from './shell-session.ts';

/** An interactive shell, and its environment. */
export interface InteractiveShell {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The user's own shell (`$SHELL`). bash and zsh read the user's settings and then restore PATH, so that folders which the
 * settings prepend do not hide the shell's programs. Their files are in `.mkcross` of the project.
 */
export async function interactiveShell(
  { env, root, backend }: Pick<ShellSession, 'backend' | 'env' | 'root'>,
  writer: Writer,
): Promise<InteractiveShell> {
  const program = env['SHELL'] ?? 'bash';
  const folder = join(root, '.mkcross', 'enter');
  const put = async (name: string, settings: string) => {
    const text = `mkcross_path=$PATH\n[ -f ${settings} ] && . ${settings}\nexport PATH="$mkcross_path"\nunset mkcross_path\n`;
    await writer.write(join(folder, name), text);
    return join(folder, name);
  };
  // With Nix, PATH is only known inside the shell.
  const restored = backend === 'host' ? { PATH: env['PATH'] ?? '' } : {};
  switch (basename(program)) {
    case 'bash':
      return { command: [program, '--rcfile', await put('bashrc', '~/.bashrc')], env };
    case 'zsh': {
      const home = shellWord(env['ZDOTDIR'] ?? env['HOME'] ?? '/');
      await put('.zshrc', `${home}/.zshrc`);
      await put('.zshenv', `${home}/.zshenv`);
      return { command: [program], env: { ...env, ZDOTDIR: folder } };
    }
    case 'fish':
      return { command: [program, '--init-command', envText('fish', restored)], env };
    case 'nu':
      return { command: [program, '--execute', envText('nu', restored)], env };
    default:
      return { command: [program], env };
  }
}
