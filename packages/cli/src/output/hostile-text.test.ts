import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk } from '@mkcross/composer/node';
import { run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins } from '../../test/plugin-packages.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-hostile-text-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function printed(colour: boolean, ...args: readonly string[]) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder,
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: colour, err: colour },
  };
  await run(context, args, '1.2.3');
  return { out, err, all: out + err };
}

/** What a terminal would obey: tabs, line breaks and mkcross' own styles aside. */
const obeyed =
  /(?![\t\n]|\u{1B}\[(?:0|1|2|22|39|3[0-6])m)[\p{Cc}\u{61C}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}]/u;
const evil = '\u{1B}[2J\u{1B}]0;title\u{7}\u{9B}8m\u{202E}\r\nerror FORGED  x\n';
const toml = JSON.stringify(evil).replaceAll('\u{9B}', String.raw`\u009B`);

it.each([
  ['list', []],
  ['plan', []],
  ['explain', [evil]],
  ['generate', ['--check']],
  ['generate', ['--stdout']],
  ['doctor', []],
  ['env', []],
  ['run', ['--', 'true']],
  ['shell', [evil]],
  ['verify', [evil]],
  ['inspect', [evil]],
  ['add', ['target', evil]],
  ['init', ['--language', evil]],
  ['completions', [evil]],
  [evil, []],
] as const)('%j shows what comes from outside, in its line', async (command, args) => {
  await mkdir(join(folder, 'src'));
  await writeFile(
    join(folder, 'mkcross.toml'),
    `plugins = [${toml}]\ntargets = [${toml}]\n[${toml}]\n${toml} = ${toml}\n[env]\n${toml} = ${toml}\n`,
  );
  for (const colour of [true, false]) {
    const { all } = await printed(colour, command, ...args);
    expect(all).not.toMatch(obeyed);
    expect(all).not.toMatch(/^error FORGED/m);
    if (!colour) expect(all).not.toMatch(/\u{1B}/u);
  }
});

it('inspect shows the name of a file and of a member of an archive', async () => {
  const member = `${'x\u{1B}[2Jx/'.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${'4'.padEnd(10)}\`\ntext`;
  await writeFile(join(folder, `a${evil.replaceAll('/', '')}`), `!<arch>\n${member}`);
  const { all } = await printed(false, 'inspect', `a${evil.replaceAll('/', '')}`);
  expect(all).not.toMatch(obeyed);
  expect(all).not.toMatch(/^error FORGED/m);
  const json = await printed(false, 'inspect', '--json', `a${evil.replaceAll('/', '')}`);
  expect(json.out).not.toMatch(obeyed);
  expect(JSON.parse(json.out)).toMatchObject([{ path: `a${evil.replaceAll('/', '')}` }]);
});
