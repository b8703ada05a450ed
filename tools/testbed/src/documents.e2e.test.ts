import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, shellsHere } from '@mkcross/testbed';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const shells = await shellsHere();

/** A block of commands in a document, with what each prints. */
interface Block {
  /** The name of the example in which it is run. */
  readonly example: string;
  readonly steps: readonly { readonly command: string; readonly printed: readonly string[] }[];
}

/** The console blocks of a document; each is run in the example that the text above it names, else in `example`. */
async function blocksOf(file: string, example: string): Promise<readonly Block[]> {
  const text = await readFile(join(root, file), 'utf8');
  return [...text.matchAll(/(?:^In `([^`]+)`:\n\n)?^```console\n(.*?)^```$/gms)].map(([, named, body = '']) => {
    const steps = body
      .split(/^\$ /m)
      .filter((step) => step !== '')
      .map((step) => {
        const [command = '', ...printed] = step.trimEnd().split('\n');
        return { command, printed };
      });
    return {
      example: basename(named ?? example),
      // The test enters the shell.
      steps: steps.filter(({ command }) => !/^(devenv shell|nix develop)/.test(command)),
    };
  });
}

const linesOf = (text: string) =>
  text
    .replaceAll('\r', '')
    .trim()
    .split('\n')
    .map((line) => line.trim());

const examples = ['c-make', 'c-meson', 'cpp-cmake', 'devenv', 'foreign', 'polyglot', 'win32-gdiplus', 'zig-hello'];
const pages = [
  ...examples.map((example) => ({ file: `examples/${example}/README.md`, example })),
  { file: 'docs/article.md', example: '' },
];
const documents = await Promise.all(
  pages.map(async ({ file, example }) => ({ file, blocks: await blocksOf(file, example) })),
);

describe.each(documents)('what $file shows', ({ blocks }) => {
  it('is there', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks.map((block) => [block.steps[0]?.command ?? '', block] as const))(
    'is what happens: %s',
    async (_, { example, steps }) => {
      const marked = steps.map(({ command }) => `${command}\nstatus=$?; printf '\\0%s\\0' "$status"`);
      const entry = { project: join(root, 'examples', example), command: ['bash', '-c', marked.join('\n')] } as const;
      const { stdout, stderr } = await develop(shells, entry);
      const fields = stdout.split('\0');
      for (const [index, { command, printed }] of steps.entries()) {
        const lines = linesOf(fields[index * 2] ?? '');
        // What builds print is not shown.
        const shown = printed.length === 0 ? {} : { lines: linesOf(printed.join('\n')) };
        const status = fields[index * 2 + 1];
        expect({ command, lines, status, stderr }).toMatchObject({ status: '0', ...shown });
      }
    },
  );
});
