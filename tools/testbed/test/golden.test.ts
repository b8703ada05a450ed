import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { filesOf, goldenCases, goldenFiles, type GoldenCase } from './golden-cases.ts';

const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now());
const update = process.env['MKCROSS_UPDATE_GOLDEN'] === '1';
const cases = await goldenCases();
const inputs = ['case.json', 'mkcross.toml', 'rust-toolchain.toml'];

/** The files of a golden folder, by path, but for what goes in. */
async function onDisk({ folder }: GoldenCase): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const root = fileURLToPath(folder);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.replace(/\/$/, '')}/${entry.name}`.slice(root.length))
    .filter((path) => !inputs.includes(path));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(new URL(path, folder), 'utf8')] as const)),
  );
}

async function write({ folder }: GoldenCase, files: Readonly<Record<string, string>>): Promise<void> {
  await rm(new URL('mkcross', folder), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const url = new URL(path, folder);
    await mkdir(dirname(fileURLToPath(url)), { recursive: true });
    await writeFile(url, text);
  }
}

describe(`golden folders, MKCROSS_SEED=${String(seed)}`, () => {
  it.each(cases)('$name: $description', async (golden) => {
    const files = goldenFiles(filesOf(golden, golden.plugins));
    if (update) await write(golden, files);
    expect(files).toEqual(await onDisk(golden));
  });

  it.each(cases)('$name: the order of plugins does not matter', (golden) => {
    const files = goldenFiles(filesOf(golden, golden.plugins));
    const orders = fc.sample(fc.shuffledSubarray([...golden.plugins], { minLength: golden.plugins.length }), {
      numRuns: 3,
      seed,
    });
    for (const order of orders) expect(goldenFiles(filesOf(golden, order))).toEqual(files);
  });
});
