import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { flakeOf, goldenCases, moduleOf } from './golden-cases.ts';

const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now());
const cases = await goldenCases();
/** The cases that also show mkcross.nix, which differs from flake.nix in its frame alone. */
const modules = ['everything', 'two-systems', 'zig'];

describe(`golden flakes, plugins in random order, MKCROSS_SEED=${String(seed)}`, () => {
  it.each(cases)('$name: $description', async (golden) => {
    const expected = new URL('flake.nix', golden.folder);
    const flake = flakeOf(golden, golden.plugins);
    if (process.env['MKCROSS_UPDATE_GOLDEN'] === '1') await writeFile(expected, flake);
    expect(flake).toBe(await readFile(expected, 'utf8'));
    if (modules.includes(golden.name)) {
      const module = new URL('mkcross.nix', golden.folder);
      if (process.env['MKCROSS_UPDATE_GOLDEN'] === '1') await writeFile(module, moduleOf(golden));
      expect(moduleOf(golden)).toBe(await readFile(module, 'utf8'));
    }
    const orders = fc.sample(fc.shuffledSubarray([...golden.plugins], { minLength: golden.plugins.length }), {
      numRuns: 5,
      seed,
    });
    for (const order of orders) expect(flakeOf(golden, order)).toBe(flake);
  });
});
