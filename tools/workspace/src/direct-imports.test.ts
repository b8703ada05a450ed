import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

let folder = '';
let directImports: (...args: readonly unknown[]) => unknown = () => undefined;

beforeAll(async () => {
  const module: unknown = await import(fileURLToPath(new URL('../bin/direct-imports.js', import.meta.url)));
  const found: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'directImports') : undefined;
  if (typeof found === 'function') directImports = (...args): unknown => Reflect.apply(found, undefined, args);
  folder = await realpath(await mkdtemp(join(tmpdir(), 'mkcross-direct-')));
  const files = {
    'index.ts': `export * from './all.ts';\nexport { a, type B } from './a.ts';\nexport { c } from './inner.ts';\nexport { d as e } from './a.ts';\nexport const own = 1;\n`,
    'all.ts': `export { g } from './g.ts';\nexport const f = 1;\nexport async function h() {}\n`,
    'inner.ts': `export { c } from './c.ts';\n`,
    'a.ts': '',
    'c.ts': '',
    'g.ts': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const direct = (text: string) => directImports(text, () => pathToFileURL(join(folder, 'index.ts')));

it.each([
  ['a', 'a.ts'],
  ['a as z', 'a.ts'],
  ['c', 'c.ts'],
  ['f', 'all.ts'],
  ['g', 'g.ts'],
  ['h', 'all.ts'],
])('%s is imported from the module that declares it', (name, module) => {
  expect(direct(`import { ${name} } from '@mkcross/core';`)).toBe(`import { ${name} } from '${join(folder, module)}';`);
});

it.each(['own', 'e', 'type B'])('%s, which no module exports by that name, stays imported from the index', (name) => {
  const text = `import { ${name} } from '@mkcross/core/node';`;
  expect(direct(text)).toBe(text);
});

it('a list over several lines becomes one import for each name, and other imports stay', () => {
  const others = `import type { B } from '@mkcross/core';\nimport { a } from './a.ts';\n`;
  expect(direct(`import {\n  a,\n  c,\n} from '@mkcross/core';\n${others}`)).toBe(
    `import { a } from '${join(folder, 'a.ts')}'; import { c } from '${join(folder, 'c.ts')}';\n${others}`,
  );
});
