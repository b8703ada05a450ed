import { fileURLToPath } from 'node:url';
import { composerFindings, configSchema } from '@mkcross/composer';
import { coreFindings, PluginSchema } from '@mkcross/core';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));
const plain = fileURLToPath(new URL('../bin/plain-schemas.js', import.meta.url));

/** What a module of a package exports where the plain builders take the place of TypeBox. */
async function withPlainSchemas(path: string): Promise<object> {
  const { outputFiles } = await build({
    entryPoints: [`${packages}${path}`],
    bundle: true,
    conditions: ['@mkcross/source'],
    format: 'esm',
    plugins: [
      {
        name: 'plain schemas',
        setup: (bundler) => {
          bundler.onResolve({ filter: /^typebox$/ }, () => ({ path: plain }));
        },
      },
    ],
    platform: 'node',
    write: false,
  });
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
  if (typeof module !== 'object' || module === null) throw new Error(`${path} is no module`);
  return module;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const keyOf = (value: unknown, key: string): unknown =>
  (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, key) : undefined;

/** The schemas of the data of these findings, by code. */
const dataOf = (codes: readonly string[], findings: unknown): unknown =>
  Object.fromEntries(codes.map((code) => [code, keyOf(keyOf(findings, code), 'data')]));

test('the schema of plugins is the one that TypeBox makes', async () => {
  const module = await withPlainSchemas('core/src/contract/plugin.ts');
  expect(asJson(Reflect.get(module, 'PluginSchema'))).toEqual(asJson(PluginSchema));
});

test('the schema of mkcross.toml is the one that TypeBox makes', async () => {
  const module = await withPlainSchemas('composer/src/config/config-schema.ts');
  expect(asJson(Reflect.get(module, 'configSchema'))).toEqual(asJson(configSchema));
});

test.each([
  ['core/src/errors/core-findings.ts', 'coreFindings', coreFindings],
  ['composer/src/findings/index.ts', 'findings', composerFindings],
])('the data of findings in %s have the schemas that TypeBox makes', async (path, name, expected) => {
  const module = await withPlainSchemas(path);
  const codes = Object.keys(expected);
  expect(asJson(dataOf(codes, Reflect.get(module, name)))).toEqual(asJson(dataOf(codes, expected)));
});
