import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, modelOf, parseConfig, renderFlake } from '@mkcross/composer';
import type { Env, Value } from '@mkcross/core';
import { develop, evaluate, setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';
import fc from 'fast-check';
import { sampleBuilder } from '../test/sample-plugin.ts';

// A hook travels in one environment variable, which Linux limits to 128 KiB: hence several shells.
const COUNT = 250;
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

describe.each(Array.from({ length: ROUNDS }, (_, round) => seed + round))(
  `${String(COUNT)} random values of MKCROSS_SEED=%d`,
  (roundSeed) => {
    const values = fc.sample(text, { numRuns: COUNT, seed: roundSeed });

    /** Each value alone, as what Nix sets and as what the shell sets, and around a hole as well. */
    const env: Env = Object.fromEntries(
      values.flatMap((value, index): readonly (readonly [string, Env[string]])[] => {
        const around: Value = [value, { project: 'x' }, value];
        return [
          [`NIX_SET_${String(index)}`, { kind: 'set', value, why: 'test' }],
          [`SHELL_SET_${String(index)}`, { kind: 'default', value, why: 'test' }],
          [`AROUND_${String(index)}`, { kind: 'set', value: around, why: 'test' }],
        ];
      }),
    );

    let testbed: Testbed;
    let project: string;

    beforeAll(async () => {
      testbed = await setUp(() => undefined);
      project = await mkdtemp(join(tmpdir(), 'mkcross-values-'));
      const triple = 'x86_64-unknown-linux-musl';
      const config = `plugins = ["sample"]\ntargets = ["${triple}"]\ndefault-target = false\n`;
      const { parsed } = parseConfig(config);
      if (parsed === undefined) throw new Error('the test’s own configuration is wrong');
      await writeFile(join(project, 'mkcross.toml'), config);
      await writeFile(
        join(project, 'flake.nix'),
        renderFlake(modelOf(compose(parsed, [sampleBuilder('sample', triple, { env })]))),
      );
    });
    afterAll(() => rm(project, { recursive: true, force: true }));

    it('come out of Nix as they went in, where Nix sets them', async () => {
      const names = `builtins.genList (i: "NIX_SET_\${toString i}") ${String(COUNT)}`;
      const { value: got } = await evaluate(
        testbed,
        project,
        'devShells.x86_64-linux.default',
        `shell: map (name: shell.\${name} or null) (${names})`,
      );
      expect(got).toEqual(values.map((value) => (carriedByHook.test(value) ? null : value)));
    });

    it('come out of the entered shell as they went in', async () => {
      const { stdout, stderr, exitCode } = await develop(testbed, { project, command: ['env', '-0'] });
      if (exitCode !== 0) throw new Error(stderr);
      const got = new Map(
        stdout.split('\0').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      );
      values.forEach((value, index) => {
        expect(got.get(`NIX_SET_${String(index)}`)).toBe(value);
        expect(got.get(`SHELL_SET_${String(index)}`)).toBe(value);
        expect(got.get(`AROUND_${String(index)}`)).toBe(`${value}${project}/x${value}`);
      });
    });

    it('leave the file as nixfmt and deadnix want it', async () => {
      await execa(testbed.linters.nixfmt, ['--check', join(project, 'flake.nix')]);
      await execa(testbed.linters.deadnix, ['--fail', join(project, 'flake.nix')]);
    });
  },
);
