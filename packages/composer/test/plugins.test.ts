import { compose, modelOf, type Config } from '@mkcross/composer';
import type { ToolchainPlugin } from '@mkcross/core';
import { rust, rustMingw, samplePlugin, samplePlugins, sampleProject, zig, zigCc } from './sample-plugin.ts';
import { textOf } from './text-of.ts';

const found = (parts: Partial<Config>, plugins: readonly ToolchainPlugin[]) =>
  compose(sampleProject(parts), plugins).found;
const codes = (parts: Partial<Config>, plugins: readonly ToolchainPlugin[]) =>
  found(parts, plugins).map(({ code }) => code);
const shellOf = (id: string, shell: ToolchainPlugin['shell'], rest: Parameters<typeof samplePlugin>[1] = {}) =>
  samplePlugin(id, { ...rest, ...(shell === undefined ? {} : { shell }) });

describe('plugins', () => {
  test('that are required are enabled, those that are used are not', () => {
    const model = modelOf(compose(sampleProject({ plugins: ['rust-mingw'] }), samplePlugins));
    expect(model.env['CARGO_HOME']).toBeDefined();
    const { candidates } = model.targets['x86_64-pc-windows-gnu']?.choices[0] ?? { candidates: [] };
    expect(candidates).not.toContain('zig-cc/zig-windows');
  });
  test('that are not listed have no effect', () => {
    const model = modelOf(compose(sampleProject({ plugins: ['zig-cc'] }), samplePlugins));
    expect(model.env['CARGO_HOME']).toBeUndefined();
    expect(model.targets['x86_64-pc-windows-gnu']?.runner).toBeUndefined();
  });
  test('that are missing are named with what names them', () => {
    expect(codes({ plugins: ['zig-cc', 'none'] }, [zigCc, zig])).toEqual(['PLUGIN_MISSING']);
    expect(
      textOf(found({ plugins: ['zig-cc'] }, [zigCc]).find(({ code }) => code === 'PLUGIN_MISSING')).message,
    ).toContain('the plugin "zig-cc" names the plugin "zig"');
  });
  test('of one id, in a circle, are findings', () => {
    expect(codes({ plugins: ['zig-cc'] }, [zigCc, zig, { ...zig, meta: { ...zig.meta, package: 'other' } }])).toContain(
      'PLUGIN_DUPLICATE',
    );
    const circle = [samplePlugin('a', { requires: ['b'] }), samplePlugin('b', { requires: ['a'] })];
    expect(codes({ plugins: ['a'] }, circle)).toContain('PLUGIN_REQUIRES_CYCLE');
  });
  test('of files of the project are known by the ids that they have', () => {
    const project = {
      ...sampleProject({ plugins: ['./targets/board.json'] }),
      pluginIds: { './targets/board.json': 'zig-cc' },
    };
    expect(compose(project, samplePlugins).found).toEqual([]);
  });
});

describe('references', () => {
  const tool = zigCc.toolchains[0];
  test.each([
    ['a tool', { ...tool, programs: { cc: { tool: 'zig/zik' } } }, 'REFERENCE_UNKNOWN'],
    ['a script', { ...tool, programs: { cc: { script: 'compile' } } }, 'REFERENCE_UNKNOWN'],
    ['a library', { ...tool, libraries: ['none'] }, 'REFERENCE_UNKNOWN'],
    ['a base', { ...tool, extends: 'none' }, 'REFERENCE_UNKNOWN'],
    [
      'a program',
      { ...tool, programs: { cc: { tool: 'zig/zig', args: [[{ program: 'ld' as const }]] } } },
      'REFERENCE_UNKNOWN',
    ],
    [
      'a name of the target',
      { ...tool, programs: { cc: { tool: 'zig/zig', args: [[{ target: 'none' }]] } } },
      'TARGET_NAME_MISSING',
    ],
    ['itself', { ...tool, extends: 'zig' }, 'EXTENDS_CYCLE'],
    ['a package that is not there', { ...tool, programs: { cc: { name: 'gcc' } } }, 'TOOLCHAIN_INCOMPLETE'],
  ])('to %s that does not exist are findings', (_, toolchain, code) => {
    const plugin = { ...zigCc, toolchains: [toolchain] };
    const parts = { plugins: ['zig-cc'], targets: ['x86_64-unknown-linux-musl'] as const };
    expect(codes(parts, [zig, plugin])).toContain(code);
  });
  test('to a tool are named with the nearest', () => {
    const plugin = { ...zigCc, toolchains: [{ ...tool, programs: { cc: { tool: 'zig/zik' } } }] };
    const [first] = found({ plugins: ['zig-cc'], targets: ['x86_64-unknown-linux-musl'] }, [zig, plugin]);
    expect(textOf(first).message).toBe(
      'The plugin "zig-cc" refers to the tool "zig/zik", which does not exist. Did you mean "zig/zig"?',
    );
  });
});

describe('options', () => {
  const parts = (version: unknown) => ({ plugins: ['zig-cc'], plugin: { zig: { version: String(version) } } });
  test('of used plugins choose versions', () => {
    const model = modelOf(compose(sampleProject(parts('0.15')), samplePlugins));
    expect(model.tools['zig/zig']).toMatchObject({ series: '0.15', nix: { package: { attr: ['zig_0_15'] } } });
  });
  test('that the schema does not allow are findings', () => {
    expect(codes(parts('0.3'), samplePlugins)).toEqual(['CONFIG_WRONG_TYPE']);
    expect(codes({ plugins: ['zig-cc'], plugin: { wine: {} } }, samplePlugins)).toEqual(['PLUGIN_NOT_SELECTED']);
  });
  test.each([
    ['pattern', { properties: { version: { type: 'string', pattern: '(' } } }],
    ['$ref', { properties: { version: { $ref: '#/nowhere' } } }],
  ])('with a broken %s in the schema are a fault of the plugin', (_, options) => {
    const plugins = [{ ...zig, options: { type: 'object', ...options } }, zigCc];
    const all = found(parts('0.15'), plugins);
    expect(all.map(({ code }) => code)).toEqual(['OPTIONS_SCHEMA_INVALID']);
    expect(textOf(all[0]).message).toContain('"zig"');
  });
  test('without a value leave out what names them', () => {
    const options = { type: 'object', properties: { bucket: { type: 'string' } } };
    const plugin = shellOf(
      'cache',
      { env: { CACHE_BUCKET: { kind: 'set', value: [{ option: 'bucket' }], why: 'It is shared.' } } },
      { options },
    );
    const env = (table: Config['plugin']) =>
      modelOf(compose(sampleProject({ plugins: ['zig-cc', 'cache'], plugin: table }), [...samplePlugins, plugin])).env;
    expect(env({})['CACHE_BUCKET']).toBeUndefined();
    expect(env({ cache: { bucket: 'b' } })['CACHE_BUCKET']).toMatchObject([{ value: 'b' }]);
  });
});

test('hooks run by stage, then after those of required plugins', () => {
  const hook = (id: string, stage: 'environment' | 'greeting') => ({
    id,
    stage,
    why: 'It is a sample.',
    body: 'true\n',
  });
  const plugins = [
    shellOf('a', { hooks: [hook('one', 'greeting'), hook('two', 'environment')] }, { requires: ['z'] }),
    shellOf('b', { hooks: [hook('one', 'environment')] }),
    shellOf('z', { hooks: [hook('one', 'environment')] }),
  ];
  const { hooks } = modelOf(
    compose(sampleProject({ plugins: ['b', 'a', 'zig-cc'] }), [...plugins, ...samplePlugins], []),
  );
  expect(hooks.map(({ from, id }) => `${from}/${id}`)).toEqual(['z/one', 'a/two', 'b/one', 'a/one']);
  const twice = shellOf('a', { hooks: [hook('one', 'greeting'), { ...hook('one', 'greeting'), body: 'false\n' }] });
  expect(codes({ plugins: ['a', 'zig-cc'] }, [twice, ...samplePlugins])).toEqual(['PLUGIN_INVALID']);
});

test('nixpkgs is configured by plugins, which must agree', () => {
  const unfree = samplePlugin('unfree', {
    nixpkgs: {
      config: { allowUnfree: true, permittedInsecurePackages: ['a'] },
      overlays: [{ flake: 'o', attr: 'default' }],
    },
    flakes: { o: { url: 'github:a/o', follows: true } },
  });
  const same = samplePlugin('same', { nixpkgs: { config: { allowUnfree: true, permittedInsecurePackages: ['b'] } } });
  const other = samplePlugin('other', {
    nixpkgs: { config: { allowUnfree: false } },
    flakes: { o: { url: 'github:b/o', follows: true } },
  });
  const plugins = [...samplePlugins, unfree, same, other];
  const model = modelOf(compose(sampleProject({ plugins: ['zig-cc', 'unfree', 'same'] }), plugins));
  expect(model.nixpkgs.config).toEqual({
    allowUnfree: { value: true, from: ['same', 'unfree'] },
    permittedInsecurePackages: { value: ['b', 'a'], from: ['same', 'unfree'] },
  });
  expect(model.nixpkgs.overlays).toEqual([{ flake: 'o', attr: 'default', from: 'unfree' }]);
  expect(codes({ plugins: ['zig-cc', 'unfree', 'other'] }, plugins).toSorted()).toEqual([
    'FLAKE_INPUT_CONFLICT',
    'NIXPKGS_CONFLICT',
  ]);
});

test('a plugin that has nothing for a host is mentioned', () => {
  const nix = { nixpkgs: 'nixpkgs', packages: [], systems: ['aarch64-darwin', 'x86_64-linux'] as const };
  expect(codes({ plugins: ['zig-cc', 'wine'], nix }, samplePlugins)).toEqual(['PLUGIN_NOT_FOR_HOST']);
});

test('tables of targets that are not built are findings', () => {
  const target = { 'x86_64-unknown-linux-musl': { libraries: [], env: {} } };
  expect(codes({ plugins: ['zig-cc'], target }, [zigCc, zig, rust, rustMingw])).toEqual(['TARGET_NOT_SELECTED']);
});
