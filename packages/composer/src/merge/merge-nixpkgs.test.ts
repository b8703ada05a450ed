import type { ToolchainPlugin } from '@mkcross/core';
import { samplePlugin, sampleProject } from '../../test/sample-plugin.ts';
import { mergeNixpkgs } from './merge-nixpkgs.ts';

const project = {
  ...sampleProject({}),
  places: {
    file: 'mkcross.toml',
    positions: { '/plugins': { line: 3, column: 1 }, '/nix/nixpkgs': { line: 7, column: 1 } },
  },
};
const where = { file: 'mkcross.toml', line: 3, column: 1 };
const merged = (...plugins: readonly ToolchainPlugin[]) => mergeNixpkgs(project, plugins);
const configured = (id: string, config: NonNullable<ToolchainPlugin['nixpkgs']>['config'] & object) =>
  samplePlugin(id, { nixpkgs: { config } });
const input = (id: string, name: string, url: string, follows = true) =>
  samplePlugin(id, { flakes: { [name]: { url, follows } } });

test('without plugins that ask for something there is only the line of mkcross.toml', () => {
  expect(merged(samplePlugin('a'), samplePlugin('b', { nixpkgs: {} }))).toEqual({
    nixpkgs: { url: 'github:NixOS/nixpkgs/nixos-25.11', from: 'mkcross.toml:7:1' },
    flakes: {},
    found: [],
  });
});

test('each range of releases has all plugins that are known to work with it', () => {
  const knowing = (id: string, oldest: string, newest: string) =>
    samplePlugin(id, { nixpkgs: { releases: { oldest, newest } } });
  const plugins = [knowing('a', '24.11', '26.11'), knowing('b', '25.05', '26.11'), knowing('c', '24.11', '26.11')];
  expect(merged(...plugins, samplePlugin('d')).nixpkgs.releases).toEqual([
    { oldest: '24.11', newest: '26.11', from: ['a', 'c'] },
    { oldest: '25.05', newest: '26.11', from: ['b'] },
  ]);
});

describe('settings', () => {
  test('are sorted, and have all owners that say the same', () => {
    const { nixpkgs, found } = merged(
      configured('a', { b: true, c: { x: 1, y: 2 } }),
      configured('b', { a: 1, b: true, c: { y: 2, x: 1 } }),
    );
    expect(JSON.stringify(nixpkgs.config)).toBe(
      '{"a":{"value":1,"from":["b"]},"b":{"value":true,"from":["a","b"]},"c":{"value":{"x":1,"y":2},"from":["a","b"]}}',
    );
    expect(found).toEqual([]);
  });
  test('that are lists are joined, each item once', () => {
    const { nixpkgs } = merged(configured('a', { l: ['1', { x: 1 }] }), configured('b', { l: [{ x: 1 }, '2', '1'] }));
    expect(nixpkgs.config).toEqual({ l: { value: ['1', { x: 1 }, '2'], from: ['a', 'b'] } });
  });
  test.each([
    ['two values', true, false, ['a: true', 'b: false']],
    ['a list and a value', ['1'], '1', ['a: ["1"]', 'b: "1"']],
    ['a value and a list', '1', ['1'], ['a: "1"', 'b: ["1"]']],
  ])('that differ conflict: %s', (_, one, two, sides) => {
    const { found } = merged(configured('a', { k: one }), configured('b', { k: two }));
    expect(found).toEqual([{ code: 'NIXPKGS_CONFLICT', severity: 'error', where, data: { key: 'k', sides } }]);
  });
  test('that differ name all sides', () => {
    const plugins = [
      configured('a', { k: 1 }),
      configured('b', { k: 1 }),
      configured('c', { k: 2 }),
      configured('d', { k: 3 }),
    ];
    expect(merged(...plugins).found).toMatchObject([{ data: { sides: ['a, b: 1', 'c: 2', 'd: 3'] } }]);
  });
});

test('overlays are in the order of their plugins, each once', () => {
  const plugin = (id: string, ...names: readonly string[]) =>
    samplePlugin(id, { nixpkgs: { overlays: names.map((name) => ({ flake: name, attr: 'default' })) } });
  const other = samplePlugin('c', { nixpkgs: { overlays: [{ flake: 'x', attr: 'other' }] } });
  expect(merged(plugin('a', 'x', 'y'), plugin('b', 'y', 'z'), other).nixpkgs.overlays).toEqual([
    { flake: 'x', attr: 'default', from: 'a' },
    { flake: 'y', attr: 'default', from: 'a' },
    { flake: 'z', attr: 'default', from: 'b' },
    { flake: 'x', attr: 'other', from: 'c' },
  ]);
});

describe('flakes', () => {
  test('are sorted, with their first owner', () => {
    const { flakes, found } = merged(input('a', 'y', 'u'), input('b', 'x', 'v', false), input('c', 'y', 'u'));
    expect(JSON.stringify(flakes)).toBe(
      '{"x":{"url":"v","follows":false,"from":"b"},"y":{"url":"u","follows":true,"from":"a"}}',
    );
    expect(found).toEqual([]);
  });
  test('of one name must be the same', () => {
    const plugins = [input('a', 'x', 'u'), input('b', 'x', 'u', false), input('c', 'x', 'v')];
    const sides = [
      { owner: 'a', value: 'u, following nixpkgs' },
      { owner: 'b', value: 'u' },
      { owner: 'c', value: 'v, following nixpkgs' },
    ];
    expect(merged(...plugins).found).toEqual([
      { code: 'FLAKE_INPUT_CONFLICT', severity: 'error', where, data: { name: 'x', sides } },
    ]);
  });
});
