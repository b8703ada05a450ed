import { configSchema, configTables, parseConfig } from '@mkcross/composer';

const keys = configTables().flatMap(({ name, keys: inTable }) =>
  inTable.map((key) => ({ ...key, path: name === '' ? key.key : `${name}.${key.key}` })),
);

test('all tables are there', () => {
  expect(configTables().map(({ name }) => name)).toEqual([
    '',
    'cargo',
    'nix',
    'host',
    'target.<triple>',
    'verify',
    'verify.run.<program>',
  ]);
  for (const { description } of configTables()) expect(description).toMatch(/\.$/);
});

test.each(keys)('$path has a description of sentences and an example', ({ description, examples, type }) => {
  expect(description).toMatch(/^[A-Z].*[.\]]$/s);
  expect(type).not.toMatch(/another value|undefined/);
  expect(examples.length).toBeGreaterThan(0);
});

test.each(keys.flatMap(({ path, examples }) => examples.map((example) => ({ path, example }))))(
  'the example of $path is valid: $example',
  ({ path, example }) => {
    const { found } = parseConfig(path === 'plugins' ? example : `plugins = []\n${example}`);
    expect(found).toEqual([]);
  },
);

test.each(keys.filter((key) => key.default !== undefined))('the default of $path is valid: $default', (key) => {
  const table = key.path.slice(0, -key.key.length - 1);
  const named = table.replace('<program>', 'app').replace('<triple>', 'x86_64-unknown-linux-musl');
  const header = table === '' ? '' : `[${named}]\n`;
  expect(parseConfig(`plugins = []\n${header}${key.key} = ${key.default ?? ''}`).found).toEqual([]);
});

test('the published schema is plain JSON', () => {
  const plain: unknown = JSON.parse(JSON.stringify(configSchema));
  expect(plain).toEqual({ ...configSchema });
  expect(JSON.stringify(plain)).not.toContain('__absolute_uri__');
});
