import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBinaryScript, compose, modelOf } from '@mkcross/composer';
import { setUp } from '@mkcross/testbed';
import { execa } from 'execa';
import { goldenCases } from './golden-cases.ts';

await setUp(() => undefined);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const cases = await goldenCases();

/** Files of the repository that are shell scripts by their name or first line; what `mkcross generate` writes is among the generated ones. */
async function scriptsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|dist|golden|reports|mkcross\/scripts|target|build|\.[^/]+)\//.test(path));
  const isScript = async (path: string) =>
    path.endsWith('.sh') ||
    (!/\.[a-z]+$/.test(path) && /^#!.*\b(ba)?sh\n/.test(await readFile(join(root, path), 'utf8')));
  const marked = await Promise.all(paths.map(async (path) => ((await isScript(path)) ? [path] : [])));
  return marked.flat().toSorted();
}

const sources = (await Promise.all(['packages', 'tools/testbed', 'examples'].map(scriptsIn))).flat();
const texts = new Map(
  await Promise.all(sources.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
);

/** Variables of scripts that no plugin gives values, and that are not in a golden project. */
const given: Readonly<Record<string, readonly string[]>> = {
  'packages/build-systems/src/autotools/config-site.sh': [],
  'packages/build-systems/src/make/copy-project.sh': [],
  'packages/composer/src/programs/linker-arguments.sh': ['mkcross_link'],
  'packages/composer/src/render/check-run.sh': [],
  'packages/composer/src/render/find-root.sh': [],
  'packages/composer/src/render/library-notes.sh': ['notes'],
  'packages/composer/src/render/join-libraries.sh': ['attribute', 'folders', 'linkage', 'out', 'target'],
};

/** A script as it runs: after its variables, whose values shellcheck shall not know. */
const withVariables = (values: Readonly<Record<string, unknown>>, body: string) =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}=${typeof value === 'object' && value !== null && 'list' in value ? '("$@")' : '$(:)'}\n`,
    )
    .join('') + body;

/** Every script of every golden project, each text with the same variables once. */
const generated = [
  ...new Set(
    cases.flatMap((one) => {
      const model = modelOf(compose(one.project, one.plugins));
      const programs = model.programs.flatMap((program) =>
        'body' in program ? [withVariables(program.values, program.body)] : [],
      );
      // A hook is a function, so that it can have local variables.
      const hooks = model.hooks.map(({ values, body }) => withVariables(values, `hook() {\n${body}\n}\nhook\n`));
      const corrections = Object.values(model.tools).flatMap(({ find }) =>
        find.flatMap((one) => ('through' in one ? [withVariables({ program: '' }, one.through)] : [])),
      );
      return [...programs, ...hooks, ...corrections];
    }),
  ),
];

/** What shellcheck says of a text, with the text. */
async function shellcheck(text: string): Promise<string> {
  const { stdout } = await execa('shellcheck', ['--shell=bash', '--format=gcc', '-'], { input: text, reject: false });
  return stdout === '' ? '' : `${stdout}\n${text}`;
}

describe('shellcheck has nothing to say', () => {
  it('of the scripts of generated projects, as they run', async () => {
    expect(generated.length).toBeGreaterThan(20);
    const said = await Promise.all(generated.map(shellcheck));
    expect(said.filter((text) => text !== '')).toEqual([]);
  });

  it('of the script that checks headers, with the readers of all formats', async () => {
    const script = checkBinaryScript(new Set(['elf', 'macho', 'pe', 'wasm']));
    expect(await shellcheck(withVariables({ objdump: '', readelf: '' }, script))).toBe('');
  });

  it.each(Object.entries(given))('of %s', async (path, variables) => {
    const values = Object.fromEntries(variables.map((variable) => [variable, '']));
    expect(await shellcheck(withVariables(values, texts.get(path) ?? ''))).toBe('');
  });

  it.each(sources.filter((path) => !path.startsWith('packages/')))('of %s', async (path) => {
    const args = ['--shell=bash', '--format=gcc', '--external-sources', '--source-path=SCRIPTDIR', path];
    const { stdout } = await execa('shellcheck', args, { cwd: root, reject: false });
    expect(stdout).toBe('');
  });

  it('and every script of a package is part of one of those', () => {
    const all = generated.join('\n');
    const others = sources.filter(
      (path) => path.startsWith('packages/') && !(path in given) && !path.includes('/check-binary/'),
    );
    expect(others.filter((path) => !all.includes(texts.get(path)?.trim() ?? 'none'))).toEqual([]);
  });
});

it('shfmt would change no script', async () => {
  const { stdout } = await execa('shfmt', ['-l', ...sources], { cwd: root, reject: false });
  expect(stdout.split('\n').filter((line) => line !== '')).toEqual([]);
});
