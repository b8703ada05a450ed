import type { ModelEntry, ModelList, Scoped, ShellModel } from '@mkcross/composer';
import type { Host } from '@mkcross/core';
import { chooseShell, entryInShell, isInShell } from '@mkcross/host';
import { allTargets, musl, sampleEntry, sampleModel, shellOf, windows } from '../test/sample-model.ts';

const host = 'x86_64-unknown-linux-gnu';
const linux: Host = 'x86_64-linux';
const mac: Host = 'aarch64-darwin';
const model = (value: ShellModel['defaultTarget']['value'] = false) =>
  sampleModel({ defaultTarget: { value, from: 'test' } });

describe('the shell of a name', () => {
  const choose = (
    name: string,
    value?: ShellModel['defaultTarget']['value'],
    listed: readonly (typeof musl | typeof windows)[] = [],
  ) => chooseShell(model(value), linux, name, listed);
  it('is that of all targets, or of one', () => {
    expect(choose('default')).toEqual({
      system: linux,
      name: 'default',
      targets: [windows, musl],
      defaultTarget: undefined,
    });
    expect(choose(musl)).toEqual({ system: linux, name: musl, targets: [musl], defaultTarget: undefined });
  });
  it('is not there for other targets, the host, or another system', () => {
    expect([choose('x'), choose(host), choose('')]).toEqual([undefined, undefined, undefined]);
    expect(chooseShell(model(), mac, 'default', [])).toBeUndefined();
  });
  it.each([
    ['none where mkcross.toml says so', false, [musl], undefined],
    ['the one that mkcross.toml names', musl, [windows], musl],
    ['the first of the shell', 'first', [], windows],
    ['the first of rust-toolchain.toml', 'first', [musl, windows], musl],
    ['the first of those that the shell builds', 'first', ['a-b-c', musl], musl],
  ] as const)('has a default target: %s', (_, value, listed, expected) => {
    expect(chooseShell(model(value), linux, 'default', listed)?.defaultTarget).toBe(expected);
  });
  it('of one target has that one by default, unless there is to be none', () => {
    expect(choose(musl, windows)?.defaultTarget).toBe(musl);
    expect(choose(musl, 'first', [windows])?.defaultTarget).toBe(musl);
    expect(choose(musl, false)?.defaultTarget).toBeUndefined();
  });
});

it.each<[Omit<Scoped, 'from'>, boolean, boolean]>([
  [{}, true, true],
  [{ systems: [linux] }, true, true],
  [{ systems: [mac] }, false, false],
  [{ targets: [musl] }, true, true],
  [{ targets: [windows] }, true, false],
  [{ targets: [host] }, true, true],
  [{ targets: [windows, musl] }, true, true],
  [{ targets: ['a-b-c'] }, false, false],
  [{ targets: [musl], systems: [mac] }, false, false],
])('%j is in the shell of all targets: %j, of one: %j', (scope, inAll, inOne) => {
  const scoped = { from: 'a', ...scope };
  expect([isInShell(model(), allTargets, scoped), isInShell(model(), shellOf(musl), scoped)]).toEqual([inAll, inOne]);
});

describe('the value of a variable in a shell', () => {
  const here = (...entries: readonly ModelEntry[]) => entryInShell(model(), shellOf(musl), entries);
  const value = (text: string, scope: Omit<Scoped, 'from'> = {}) => sampleEntry(text, scope);
  const part = (text: string, scope: Omit<Scoped, 'from'> = {}) => ({
    from: 'a',
    values: [text],
    why: 'test',
    ...scope,
  });
  const list = (parts: Partial<ModelList>): ModelList => ({
    kind: 'list',
    separator: ':',
    prepend: [],
    append: [],
    ...parts,
  });
  it('is the first that is in it', () => {
    expect(here(value('1', { targets: [windows] }), value('2'), value('3'))).toEqual(value('2'));
    expect(here(value('1', { targets: [windows] }))).toBeUndefined();
    expect(here()).toBeUndefined();
  });
  it('has of a list the parts that are in it', () => {
    const both = list({
      prepend: [part('1'), part('2', { targets: [windows] })],
      append: [part('3', { systems: [mac] }), part('4', { targets: [musl] })],
    });
    expect(here(both)).toEqual(list({ prepend: [part('1')], append: [part('4', { targets: [musl] })] }));
  });
  it('is nothing where a list has no part in it', () => {
    expect(here(list({ append: [part('1', { targets: [windows] })] }))).toBeUndefined();
    expect(here(list({ prepend: [part('1', { targets: [windows] })] }), value('2'))).toEqual(value('2'));
    expect(here(list({ prepend: [part('1')] }))).toEqual(list({ prepend: [part('1')] }));
  });
});
