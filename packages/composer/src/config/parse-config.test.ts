import fc from 'fast-check';
import { describeFinding, type Finding } from '@mkcross/core';
import {
  composerFindings,
  configFromData,
  configToData,
  configToToml,
  parseConfig,
  type Config,
  type TargetConfig,
  type Wanted,
} from '@mkcross/composer';

/** Findings with their text. */
const described = (found: readonly Finding[]) =>
  found.map((finding) => ({ ...finding, ...describeFinding(composerFindings, finding) }));

const textsOf = (text: string) =>
  described(parseConfig(text).found).map(
    ({ code, message, where }) => `${code} ${String(where?.line)}:${String(where?.column)} ${message}`,
  );
const configOf = (text: string) => {
  const { parsed, found } = parseConfig(text);
  expect(found).toEqual([]);
  return parsed?.config;
};

test('defaults are filled in', () => {
  expect(configOf('plugins = []')).toEqual({
    plugins: [],
    targets: undefined,
    defaultTarget: 'first',
    cargo: { bindgen: false },
    nix: { nixpkgs: 'github:NixOS/nixpkgs/nixos-unstable', systems: ['x86_64-linux'], packages: [] },
    host: { fetch: false },
    env: {},
    target: {},
    verify: { artifacts: [], buildLimit: 1800, runLimit: 60, run: {} },
    plugin: {},
  });
});

test('every key is read', () => {
  const config = configOf(`
plugins = ["rust-musl", "@theirs/mkcross-plugin-foo", "./targets/board.json"]
targets = ["x86_64-unknown-linux-musl"]
default-target = false
toolchain = "zig-cc"
[cargo]
bindgen = true
[target.x86_64-unknown-linux-musl]
toolchain = { rust = "rust-musl/zig", c = "zig-cc" }
[plugin.zig]
version = "0.15"
`);
  expect(config).toMatchObject({
    plugins: ['rust-musl', '@theirs/mkcross-plugin-foo', './targets/board.json'],
    defaultTarget: false,
    toolchain: 'zig-cc',
    cargo: { bindgen: true },
    target: {
      'x86_64-unknown-linux-musl': { toolchain: { rust: 'rust-musl/zig', c: 'zig-cc' }, libraries: [], env: {} },
    },
    plugin: { zig: { version: '0.15' } },
  });
});

describe('faults, with line and column', () => {
  test.each([
    [
      'plugin = 1',
      [
        'CONFIG_WRONG_TYPE undefined:undefined plugins must be a list',
        'CONFIG_WRONG_TYPE 1:1 plugin must be a table, found 1.',
      ],
    ],
    [
      'plugins = []\nplugin = {}\n[nix]\nnixpkg = "x"',
      ['CONFIG_UNKNOWN_KEY 4:1 Unknown key "nixpkg" in [nix]. Did you mean "nixpkgs"?'],
    ],
    ['plugins = ["../x.json"]', ['CONFIG_WRONG_TYPE 1:12 plugins[0] must be the id of a plugin of mkcross']],
    ['plugins = ["/x.json"]', ['CONFIG_WRONG_TYPE 1:12 plugins[0] must be']],
    [
      'plugins = ["a", "a"]',
      ['CONFIG_WRONG_TYPE 1:1 plugins must be a list without repetitions, found a list with "a" twice.'],
    ],
    [
      'plugins = []\ndefault-target = "frist"',
      [
        'CONFIG_WRONG_TYPE 2:1 default-target must be "first", false or a Rust target triple: "x86_64-unknown-linux-musl", found "frist".',
      ],
    ],
    [
      'plugins = []\ntoolchain = { rut = "zig" }',
      ['CONFIG_UNKNOWN_KEY 2:15 Unknown key "rut" in [toolchain]. Did you mean "rust"?'],
    ],
    ['plugins = []\ntoolchain = {}', ['CONFIG_WRONG_TYPE 2:1 toolchain must be a table that is not empty']],
    [
      'plugins = []\n[target.Linux]\nenv = {}',
      ['CONFIG_WRONG_TYPE 2:2 target.Linux must be a key that is a Rust target triple'],
    ],
    ['plugins = []\n[targets.x-y]', ['CONFIG_TABLE_FOR_LIST 2:2']],
    [
      'plugins = []\n[verify]\nbuild = "make"',
      [
        'CONFIG_WRONG_TYPE 2:2 verify.artifacts must be a list of at least one, each a string that is not empty, found nothing.',
      ],
    ],
    [
      'plugins = []\n[verify.run.a]\nexit-code = 256',
      ['CONFIG_WRONG_TYPE 3:1 verify.run.a.exit-code must be a whole number from 0 to 255, found 256.'],
    ],
    ['plugins = []\n[env]\n"A-B" = "x"\nC = "\\u0000"', ['ENV_NAME_INVALID 3:1', 'VALUE_HAS_NUL 4:1']],
    [
      'plugins = []\n[env]\nMKCROSS_TRUST = "all"\n[target.x86_64-unknown-linux-musl.env]\nMKCROSS_TRUST = "/"',
      ['ENV_RESERVED 3:1', 'ENV_RESERVED 5:1'],
    ],
    [
      'plugins = []\n[plugin.a]\nwhen = 2026-01-01\n[plugin.b]\nx = [nan]',
      ['CONFIG_WRONG_TYPE 3:1 plugin.a.when must be a string', 'CONFIG_WRONG_TYPE 5:6 plugin.b.x[0] must be a string'],
    ],
    ['plugins = [\n', ['TOML_SYNTAX 2:1']],
    ['plugins = []\nplugins = []', ['TOML_SYNTAX 2:1']],
    ['[plugin.a]\n__proto__ = { x = 1 }', ['TOML_SYNTAX 2:1 Invalid TOML: the key "__proto__" is reserved.']],
  ])('%j', (text, expected) => {
    expect(textsOf(text)).toEqual(expected.map((one): unknown => expect.stringContaining(one)));
  });

  test('TOML 1.1 is read', () => {
    expect(configOf('plugins = []\nenv = {\n  A = "\\e",\n}')?.env).toEqual({ A: '\x1b' });
  });
});

describe('keys that others replace', () => {
  test.each([
    [
      '[plugin.rust-musl]\nlinker = "zig"',
      2,
      '[target.x86_64-unknown-linux-musl]  toolchain = { rust = "rust-musl/zig" }',
    ],
    [
      '[plugin.rust-mingw]\nlinker = "zig"',
      2,
      '[target.x86_64-pc-windows-gnu]  toolchain = { rust = "rust-mingw/zig" }',
    ],
    [
      '[plugin.rust-mingw]\ncxx-runtime = "dll"',
      2,
      '[target.x86_64-pc-windows-gnu]  toolchain = { rust = "rust-mingw/gcc-dll" }',
    ],
    [
      '[target.x86_64-pc-windows-gnu]\ncc = "zig-cc"',
      2,
      '[target.x86_64-pc-windows-gnu]  toolchain = { rust = "zig" }',
    ],
    ['[plugin.zig-cc]\nversion = "0.15"', 2, '[plugin.zig]  version = "0.15"'],
    ['[plugin.rust]\nbindgen = true', 2, '[cargo]  bindgen = true'],
  ])('%j', (text, line, lines) => {
    const before = 'plugins = []\ntargets = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]\n';
    const { parsed, found } = parseConfig(before + text);
    expect(parsed).toBeUndefined();
    expect(described(found)).toEqual([
      expect.objectContaining({
        code: 'CONFIG_REPLACED',
        hint: `Remove it and write:  ${lines}`,
        where: { file: 'mkcross.toml', line: line + 2, column: 1 },
      }),
    ]);
  });

  test('the lines that replace them are accepted', () => {
    configOf(`plugins = []
[target.x86_64-pc-windows-gnu]
toolchain = { rust = "rust-mingw/gcc-dll" }
[plugin.zig]
version = "0.15"
[cargo]
bindgen = true`);
  });
});

test('configFromData takes the same data without TOML', () => {
  expect(configFromData({ plugins: ['rust-musl'], 'default-target': false }).config).toEqual(
    configOf('plugins = ["rust-musl"]\ndefault-target = false'),
  );
  expect(configFromData({ plugins: 'rust-musl' }).found).toEqual([
    expect.objectContaining({ code: 'CONFIG_WRONG_TYPE', where: { file: 'mkcross.toml' } }),
  ]);
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const triple = fc.stringMatching(/^[a-z0-9_]{1,6}-[a-z0-9]{1,5}-[a-z]{1,5}$/);
const envs = fc.dictionary(
  fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,6}$/),
  fc.string().map((text) => text.replaceAll('\0', '')),
  { maxKeys: 3 },
);
const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  word,
  fc.record({ rust: word, c: word, zig: word, go: word }, { requiredKeys: ['rust'] }),
);
const target: fc.Arbitrary<TargetConfig> = fc.record(
  {
    libraries: fc.uniqueArray(word, { maxLength: 3 }),
    env: envs,
    runner: word,
    linkage: fc.constantFrom('any' as const, 'static' as const),
    toolchain: wanted,
  },
  { requiredKeys: ['libraries', 'env'] },
);
const json = fc.jsonValue().filter((value) => !/null|e[+-]|-0/.test(JSON.stringify(value)));
const configs: fc.Arbitrary<Config> = fc
  .record({
    plugins: fc.uniqueArray(word, { maxLength: 3 }),
    targets: fc.option(fc.uniqueArray(triple, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    defaultTarget: fc.oneof(fc.constant('first' as const), fc.constant(false as const), triple),
    toolchain: fc.option(wanted, { nil: undefined }),
    cargo: fc.record({ bindgen: fc.boolean() }),
    nix: fc.record({
      nixpkgs: word,
      systems: fc.uniqueArray(fc.constantFrom('x86_64-linux', 'aarch64-darwin'), { minLength: 1 }),
      packages: fc.uniqueArray(word, { maxLength: 3 }),
    }),
    host: fc.record({ fetch: fc.boolean() }),
    env: envs,
    target: fc.dictionary(triple, target, { maxKeys: 3 }),
    verify: fc.record(
      {
        build: word,
        artifacts: fc.array(word, { minLength: 1, maxLength: 3 }),
        buildLimit: fc.integer({ min: 1, max: 9999 }),
        runLimit: fc.integer({ min: 1, max: 9999 }),
        run: fc.dictionary(
          fc.string(),
          fc.record(
            {
              args: fc.array(fc.string()),
              exitCode: fc.integer({ min: 0, max: 255 }),
              stdout: fc.string(),
              skip: fc.boolean(),
            },
            { requiredKeys: ['args', 'skip'] },
          ),
          { maxKeys: 3, noNullPrototype: true },
        ),
      },
      { requiredKeys: ['artifacts', 'buildLimit', 'runLimit', 'run'] },
    ),
    plugin: fc.dictionary(word, fc.dictionary(fc.string(), json, { maxKeys: 3 }), { maxKeys: 3 }),
  })
  .map(({ toolchain, ...config }): unknown => ({ ...config, ...(toolchain === undefined ? {} : { toolchain }) }))
  .filter((config): config is Config => !JSON.stringify(config).includes('__proto__'));

test('what configToToml writes is read as the same configuration', () => {
  fc.assert(
    fc.property(configs, (config) => {
      const plain: unknown = JSON.parse(JSON.stringify(config));
      const { parsed, found } = parseConfig(configToToml(config));
      expect(found).toEqual([]);
      expect(JSON.parse(JSON.stringify(parsed?.config))).toEqual(plain);
      expect(configFromData(JSON.parse(JSON.stringify(configToData(config)))).config).toEqual(parsed?.config);
    }),
  );
});

test('defaults are not written', () => {
  const { parsed } = parseConfig('plugins = ["rust-musl"]');
  expect(parsed === undefined ? '' : configToToml(parsed.config)).toBe('plugins = [ "rust-musl" ]\n');
});

describe('fuzz', () => {
  const pieces = fc.constantFrom(
    'plugins',
    'target',
    '[nix]',
    '[target.x-y]',
    '[[verify.run]]',
    '=',
    '"a"',
    "'b'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '\n',
    '\r\n',
    '.',
    '1',
    'nan',
    '2026-01-01',
    'true',
    '"""',
    '# c',
    '\\u',
    'ü',
    '\0',
    '__proto__',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(' ')),
  );

  test('no text makes parsing throw, and every position is in the file', () => {
    fc.assert(
      fc.property(text, (toml) => {
        const { parsed, found } = parseConfig(toml);
        expect(parsed === undefined).toBe(found.length > 0);
        const lines = toml.split('\n');
        for (const { where, message } of described(found)) {
          if (where?.line === undefined) continue;
          expect(message).not.toMatch(/undefined|\[object/);
          expect(where.line).toBeLessThanOrEqual(lines.length);
          expect((where.column ?? 1) - 1).toBeLessThanOrEqual((lines[where.line - 1] ?? '').length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no data makes checking throw', () => {
    const keys = fc.constantFrom(
      'plugins',
      'targets',
      'default-target',
      'toolchain',
      'env',
      'cargo',
      'nix',
      'host',
      'target',
      'verify',
      'plugin',
      'x',
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(keys, fc.anything())), (data) => {
        const { config, found } = configFromData(data);
        expect(config === undefined).toBe(found.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
