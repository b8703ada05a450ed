import { compose, modelOf, type Config } from '@mkcross/composer';
import type { EnvEntry, Host, ToolchainPlugin } from '@mkcross/core';
import { samplePlugin, samplePlugins, sampleProject, targetTable, zigCc } from './sample-plugin.ts';

const windows = 'x86_64-pc-windows-gnu';
const musl = 'x86_64-unknown-linux-musl';
const set = (value: string): EnvEntry => ({ kind: 'set', value, why: 'It is a sample.' });
const fallback = (value: string): EnvEntry => ({ kind: 'default', value, why: 'It is a sample.' });
const append = (value: string, separator: ' ' | ':' = ':'): EnvEntry => ({
  kind: 'append',
  values: [value],
  separator,
  why: 'It is a sample.',
});
const setting = (id: string, entry: EnvEntry, hosts?: readonly Host[]): ToolchainPlugin =>
  samplePlugin(id, { shell: { env: { X: entry }, ...(hosts === undefined ? {} : { hosts }) } });

/** All that is found, or what X is. */
const x = (plugins: readonly ToolchainPlugin[], parts: Partial<Config> = {}) => {
  const project = sampleProject({
    plugins: ['zig-cc', ...plugins.map(({ meta }) => meta.id)],
    targets: [windows, musl],
    ...parts,
  });
  const composition = compose(project, [...samplePlugins, ...plugins], []);
  return composition.model === undefined ? composition.found : composition.model.env['X'];
};

describe('a variable', () => {
  test('that two plugins set alike has both as owners', () => {
    expect(x([setting('a', set('1')), setting('b', set('1'))])).toMatchObject([
      { from: 'a', agreeing: ['b'], value: '1' },
    ]);
  });
  test('that they set differently is a conflict with both sides, reasons, and the line that settles it', () => {
    const found = x([setting('a', set('1')), setting('b', set('2'))]);
    expect(found).toMatchObject([{ code: 'ENV_CONFLICT', where: { file: 'mkcross.toml', line: 1 } }]);
    expect(JSON.stringify(found)).toContain('It is a sample.');
    expect(JSON.stringify(found)).toContain('[env]  X = ');
  });
  test('that they set differently on hosts that never meet is no conflict', () => {
    const nix = { nixpkgs: 'nixpkgs', packages: [], systems: ['aarch64-linux', 'x86_64-linux'] as const };
    expect(
      x([setting('a', set('1'), ['aarch64-linux']), setting('b', set('2'), ['x86_64-linux'])], { nix }),
    ).toMatchObject([
      { value: '1', systems: ['aarch64-linux'] },
      { value: '2', systems: ['x86_64-linux'] },
    ]);
  });
  test('that one sets and one gives a default for is set', () => {
    expect(x([setting('a', fallback('1')), setting('b', set('2'))])).toMatchObject([
      { from: 'b', overridden: [{ from: 'a', value: '1' }] },
    ]);
  });
  test('that one removes and one sets is a conflict', () => {
    expect(x([setting('a', { kind: 'unset', why: 'It is a sample.' })])).toMatchObject([{ kind: 'unset' }]);
    expect(x([setting('a', { kind: 'unset', why: '' }), setting('b', set('2'))])).toMatchObject([
      { code: 'ENV_CONFLICT' },
    ]);
  });
  test('that several add to is a list by owner', () => {
    expect(x([setting('b', append('2')), setting('a', append('1'))])).toMatchObject([
      { kind: 'list', append: [{ values: ['1'] }, { values: ['2'] }] },
    ]);
  });
  test('that one sets and one adds to is a conflict, and so are two separators', () => {
    expect(x([setting('a', append('1')), setting('b', set('2'))])).toMatchObject([{ code: 'ENV_KIND_CONFLICT' }]);
    expect(x([setting('a', append('1')), setting('b', append('2', ' '))])).toMatchObject([
      { code: 'ENV_KIND_CONFLICT' },
    ]);
  });
});

describe('mkcross.toml', () => {
  test('wins over plugins', () => {
    const plugins = [setting('a', set('1')), setting('b', append('2'))];
    expect(x(plugins, { env: { X: '3' } })).toMatchObject([{ value: '3', from: 'mkcross.toml' }]);
  });
  test('fault 7: [env] X does not conflict with [target.T] env.X, which counts in shells of the target', () => {
    const target = { [windows]: targetTable({ env: { X: '2' } }) };
    expect(x([], { env: { X: '1' }, target })).toMatchObject([
      { value: '2', targets: [windows] },
      { value: '1', from: 'mkcross.toml' },
    ]);
  });
  test('leaves to plugins the shells of other targets', () => {
    const target = { [windows]: targetTable({ env: { X: '2' } }) };
    expect(x([setting('a', set('1'))], { target })).toMatchObject([
      { value: '2', overridden: [{ from: 'a' }] },
      { value: '1', from: 'a' },
    ]);
  });
  test('cannot say two things in the shell for all targets', () => {
    const target = { [windows]: targetTable({ env: { X: '1' } }), [musl]: targetTable({ env: { X: '2' } }) };
    const found = x([], { target });
    expect(found).toMatchObject([{ code: 'TARGET_ENV_CONFLICT' }]);
    const same = { [windows]: targetTable({ env: { X: '1' } }), [musl]: targetTable({ env: { X: '1' } }) };
    expect(x([], { target: same })).toMatchObject([{ value: '1', targets: [windows, musl].toSorted() }]);
  });
});

test('fault 7: a target and the host of the same triple on another machine do not conflict', () => {
  const nix = { nixpkgs: 'nixpkgs', packages: [], systems: ['aarch64-linux', 'x86_64-linux'] as const };
  const toolchain = {
    ...zigCc.toolchains[0],
    languages: ['c', 'rust'] as const,
    targets: { 'aarch64-unknown-linux-gnu': {} },
  };
  const plugin = samplePlugin('arm', {
    requires: ['rust'],
    uses: ['zig'],
    scripts: zigCc.scripts,
    toolchains: [{ ...toolchain, hosts: ['x86_64-linux'] }],
  });
  const project = sampleProject({ plugins: ['arm'], targets: ['aarch64-unknown-linux-gnu'], nix });
  const { env, targets } = modelOf(compose(project, [...samplePlugins, plugin]));
  expect(env['CC_aarch64_unknown_linux_gnu']?.map((entry) => 'systems' in entry && entry.systems)).toEqual([
    ['x86_64-linux'],
    ['aarch64-linux'],
  ]);
  expect(
    targets['aarch64-unknown-linux-gnu']?.choices
      .filter(({ kind }) => kind === 'rust')
      .map(({ toolchain: ref }) => ref),
  ).toEqual(['rust/host', 'arm/zig']);
});
