import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PluginSchema } from '@mkcross/core';
import { Set as setFormat } from 'typebox/format';
import { Check } from 'typebox/value';

const tool = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
let compiled: (value: unknown) => unknown = () => undefined;

beforeAll(async () => {
  const compiledCheck = await imported(join(tool, 'bin/compiled-check.js'), 'compiledCheck');
  const code = `const isShort = (text) => text.length < 40;\n${String(compiledCheck(PluginSchema, { 'project-path': 'isShort' }))}`;
  // Below the tool, so that its imports are found.
  folder = await mkdtemp(join(tool, '.compiled-'));
  await writeFile(join(folder, 'check.mjs'), code);
  compiled = await imported(join(folder, 'check.mjs'), 'Check');
  // The tool puts functions of its own in the place of formats.
  setFormat('project-path', (text) => text.length < 40);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A function of a module of JavaScript. */
async function imported(path: string, name: string): Promise<(...args: readonly unknown[]) => unknown> {
  const module: unknown = await import(path);
  const found: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
  if (typeof found !== 'function') throw new Error(`${path} exports no function ${name}`);
  return (...args): unknown => Reflect.apply(found, undefined, args);
}

/** Data with every value inside it replaced in turn: by nothing, by a value of another type, and by a value in a list. */
function* broken(data: unknown): Generator {
  if (typeof data !== 'object' || data === null) return;
  const copy = (key: string, value: unknown): unknown => {
    const entries = Object.entries(data).flatMap(([name, old]: readonly [string, unknown]) =>
      name !== key ? [[name, old] as const] : value === undefined ? [] : [[name, value] as const],
    );
    return Array.isArray(data) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
  };
  for (const [key, value] of Object.entries(data)) {
    yield* [undefined, '', 'x'.repeat(50), 1, {}, [value]].map((other) => copy(key, other));
    for (const inner of broken(value)) yield copy(key, inner);
  }
  if (!Array.isArray(data)) yield { ...data, unknown: 1 };
}

test.each(['aarch64-gnu', 'ccache', 'i686-mingw'])(
  'the compiled check of a plugin says the same as TypeBox: %s',
  async (name) => {
    const text = await readFile(join(tool, `../../examples/plugins/${name}/plugin.json`), 'utf8');
    const plugin: unknown = JSON.parse(text);
    expect(compiled(plugin)).toBe(true);
    let refused = 0;
    for (const one of broken(plugin)) {
      const expected = Check(PluginSchema, one);
      if (!expected) refused += 1;
      if (compiled(one) !== expected) expect(one).toBe(expected);
    }
    expect(refused).toBeGreaterThan(50);
  },
);
