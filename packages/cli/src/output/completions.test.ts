import { execa } from 'execa';
import { exitCode, run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins } from '../../test/plugin-packages.ts';
import { disk } from '@mkcross/composer/node';

async function script(shell: string) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder: '/',
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
  };
  const code = await run(context, ['completions', shell], '1.2.3');
  return { code, out, err };
}

/** What bash offers for these words, the last of them unfinished. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await script('bash');
  const state = `COMP_WORDS=(mkcross ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
  const { stdout } = await execa('bash', ['-c', `${out}\n${state}; _mkcross; printf '%s\\n' "\${COMPREPLY[@]}"`]);
  return stdout.split('\n');
}

describe('completions', () => {
  it('offer commands, then the options of the command, in bash', async () => {
    expect(await offered('gen')).toEqual(['generate']);
    expect(await offered('')).toEqual(expect.arrayContaining(['add', 'explain', 'generate', 'init', 'list', 'plan']));
    expect(await offered('generate', '--')).toEqual(['--json', '--check', '--stdout', '--help']);
  });

  it.each(['fish', 'zsh'])('name every command in %s', async (shell) => {
    const { code, out } = await script(shell);
    expect(code).toBe(exitCode.done);
    for (const name of ['add', 'explain', 'generate', 'init', 'list', 'plan']) expect(out).toMatch(name);
  });

  it('of a shell that nobody knows are a mistake on the command line', async () => {
    const { code, err } = await script('tcsh');
    expect(code).toBe(exitCode.usage);
    expect(err).toMatch('"tcsh" is not one of bash, fish, zsh');
  });
});
