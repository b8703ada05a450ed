import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compose, modelOf, renderFlake, renderFolder } from '@mkcross/composer';
import type { EnvEntry, ToolchainPlugin } from '@mkcross/core';
import { develop, evaluate, setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';
import fc from 'fast-check';
import { samplePlugin, sampleProject } from '../test/sample-plugin.ts';

// A hook travels in one environment variable, which Linux limits to 128 KiB: hence several shells.
const COUNT = 250;
const HOOK_COUNT = 60;
const ROUNDS = 8;
const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now());

/** Pieces that have a meaning to Nix or to a shell, and ordinary text. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '$',
      '{',
      '}',
      '${',
      '$${',
      "'",
      "''",
      "'''",
      '"',
      '\\',
      '\\n',
      '\n',
      '\r',
      '\r\n',
      '\t',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' ',
      '  ',
      '\n  ',
      '`',
      '$(id)',
      '!',
      '#',
      ';',
      '&',
      '*',
      '~',
      '-',
      '=',
      "''${",
      "''\\",
      '%s',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('').replaceAll('\0', ''));

/** Control characters that `nix develop` cannot carry; the hook sets such values. */
const carriedByHook = /(?![\t\n\r])[\u{1}-\u{1F}]/u;

const triple = 'x86_64-unknown-linux-musl';
const print = 'printf "%s\\0" "$text" "${all[@]}"\n';

/** Each value as what Nix sets, as what the shell sets, around a placeholder, and as a variable of a program and of a hook. */
function pluginWith(values: readonly string[]): ToolchainPlugin {
  const entries = (name: string, entry: (value: string) => EnvEntry) =>
    values.map((value, index) => [`SAMPLE_${name}_${String(index)}`, entry(value)] as const);
  const [text = ''] = values;
  return samplePlugin('sample', {
    toolchains: [
      {
        id: 'cc',
        targets: { [triple]: {} },
        languages: ['c'],
        programs: { cc: { script: 'print' } },
        linkage: 'static',
      },
    ],
    scripts: { print: { values: { text, all: { list: [...values] } }, body: print } },
    shell: {
      env: Object.fromEntries([
        ...entries('NIX_SET', (value) => ({ kind: 'set', value, why: 'test' })),
        ...entries('SHELL_SET', (value) => ({ kind: 'default', value, why: 'test' })),
        ...entries('AROUND', (value) => ({ kind: 'set', value: [value, { project: 'x' }, value], why: 'test' })),
      ]),
      hooks: [
        {
          id: 'print',
          stage: 'toolchain',
          why: 'test',
          values: { text, all: { list: values.slice(0, HOOK_COUNT) }, file: [{ project: 'of-hook' }] },
          body: `{ ${print.trimEnd()}; } >"$file"\n`,
        },
      ],
    },
  });
}

/** A build system with a file that holds a text. */
const fileOf = (content: string): NonNullable<Parameters<typeof compose>[2]> => [
  {
    id: 'make',
    builds: 'c',
    needs: ['c'],
    target: () => ({
      files: { text: content },
      env: { SAMPLE_FILE: { kind: 'set', value: [{ file: 'text' }], why: 'test' } },
    }),
    project: {
      markers: [],
      build: () => Promise.resolve([]),
      test: () => Promise.resolve([]),
      artifacts: () => Promise.resolve([]),
    },
  },
];

const withoutEnd = (printed: string) => printed.split('\0').slice(0, -1);

describe.each(Array.from({ length: ROUNDS }, (_, round) => seed + round))(
  `${String(COUNT)} random values of MKCROSS_SEED=%d`,
  (roundSeed) => {
    const values = fc.sample(text, { numRuns: COUNT, seed: roundSeed });
    let testbed: Testbed;
    let project: string;

    beforeAll(async () => {
      testbed = await setUp(() => undefined);
      project = await mkdtemp(join(tmpdir(), 'mkcross-values-'));
      const config = sampleProject({ plugins: ['sample'], targets: [triple] });
      const model = modelOf(compose(config, [pluginWith(values)], fileOf(values.join('\n'))));
      for (const { path, text: content } of [renderFlake(model), ...renderFolder(model)]) {
        await mkdir(dirname(join(project, path)), { recursive: true });
        await writeFile(join(project, path), content);
      }
      await writeFile(join(project, 'mkcross.toml'), '');
    });
    afterAll(() => rm(project, { recursive: true, force: true }));

    it('come out of Nix as they went in, where Nix sets them', async () => {
      const names = `builtins.genList (i: "SAMPLE_NIX_SET_\${toString i}") ${String(COUNT)}`;
      const { value: got } = await evaluate(
        testbed,
        project,
        'devShells.x86_64-linux.default',
        `shell: map (name: shell.\${name} or null) (${names})`,
      );
      expect(got).toEqual(values.map((value) => (carriedByHook.test(value) ? null : value)));
    });

    it('come out of the entered shell, its programs, files and hooks as they went in', async () => {
      const script = `env -0 && printf '\\0' && ${triple}-cc && printf '\\0' && cat "$SAMPLE_FILE" && echo '|end'`;
      const { stdout, stderr, exitCode } = await develop(testbed, { project, command: ['bash', '-c', script] });
      if (exitCode !== 0) throw new Error(stderr);
      const [variables = '', ...further] = stdout.split('\0\0');
      const got = new Map(
        variables.split('\0').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      );
      values.forEach((value, index) => {
        expect(got.get(`SAMPLE_NIX_SET_${String(index)}`)).toBe(value);
        expect(got.get(`SAMPLE_SHELL_SET_${String(index)}`)).toBe(value);
        expect(got.get(`SAMPLE_AROUND_${String(index)}`)).toBe(`${value}${project}/x${value}`);
      });
      const ofHook = withoutEnd(await readFile(join(project, 'of-hook'), 'utf8'));
      expect(ofHook).toEqual([values[0], ...values.slice(0, HOOK_COUNT)]);
      // Empty values make empty fields: the program's output is what follows, up to the file.
      const rest = further.join('\0\0');
      const printed = [values[0], ...values].map((value) => `${value ?? ''}\0`).join('');
      expect(rest.slice(0, printed.length)).toBe(printed);
      expect(rest.slice(printed.length + 1)).toBe(`${values.join('\n')}|end`);
    });

    it('leave the files as nixfmt and deadnix want them', async () => {
      const files = (await readdir(project, { recursive: true }))
        .filter((file) => file.endsWith('.nix'))
        .map((file) => join(project, file));
      await execa(testbed.linters.nixfmt, ['--check', ...files]);
      await execa(testbed.linters.deadnix, ['--fail', ...files]);
    });
  },
);
