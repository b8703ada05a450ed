import { disk } from '@mkcross/composer/node';
import { describeCommands, run } from 'mkcross';
import { noMachine } from '../test/no-machine.ts';
import { installedPlugins } from '../test/plugin-packages.ts';

async function helpOf(...args: readonly string[]): Promise<string> {
  let out = '';
  const context = {
    folder: '/',
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text: string) => (out += text),
    err: (text: string) => (out += text),
    colour: { out: false, err: false },
  };
  await run(context, [...args, '--help'], '1.2.3');
  return out;
}

const unwrapped = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('what is told of the commands', () => {
  it('is told of each that the help lists', async () => {
    const listed = [...(await helpOf()).matchAll(/^ {2}(\w+) .*(?:options|<)/gm)].map(([, name]) => name);
    const told = describeCommands().map(({ name }) => name);
    expect(listed.filter((name) => name !== 'help')).toEqual(told);
  });

  it.each(describeCommands().map((command) => [command.name, command] as const))(
    'is the help of %s',
    async (name, it) => {
      const help = unwrapped(await helpOf(name));
      const { usage, summary, options, examples, exits } = it;
      const said = [`Usage: ${usage}`, summary, ...options.map(({ flags }) => flags), ...examples];
      for (const text of [...said, ...exits.map(({ code, meaning }) => `${code} ${meaning}`)])
        expect(help).toContain(unwrapped(text));
      for (const example of examples) expect(example).toMatch(new RegExp(`npx mkcross ${name}\\b`));
    },
  );
});
