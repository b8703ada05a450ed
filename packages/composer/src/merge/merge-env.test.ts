import type { EnvEntry, Host } from '@mkcross/core';
import type { EnvClaim } from '../contribute/claims.ts';
import type { ModelScalar, Scoped } from '../model.ts';
import { mergeEnv } from './merge-env.ts';
import { shellsOf } from './scopes.ts';

const windows = 'x86_64-pc-windows-gnu';
const musl = 'x86_64-unknown-linux-musl';
const linux = 'x86_64-linux';
const mac = 'aarch64-darwin';
/** Linux builds for both targets, macOS only for musl. */
const shells = shellsOf({
  [linux]: { host: 'x86_64-unknown-linux-gnu', targets: [windows, musl] },
  [mac]: { host: 'aarch64-apple-darwin', targets: [musl] },
});
const where = { file: 'mkcross.toml', line: 1, column: 1 };

const set = (value: string): EnvEntry<never> => ({ kind: 'set', value, why: `${value} is wanted.` });
const fallback = (value: string): EnvEntry<never> => ({ kind: 'default', value, why: `${value} is usual.` });
const unset: EnvEntry<never> = { kind: 'unset', why: 'It disturbs.' };
const listed = (
  kind: 'append' | 'prepend',
  values: readonly string[],
  separator: ' ' | ':' = ':',
): EnvEntry<never> => ({
  kind,
  values,
  separator,
  why: `${values.join()} is needed.`,
});

type Scope = Omit<Scoped, 'from'>;
const claim = (from: string, entry: EnvEntry<never>, scope: Scope = {}, name = 'X'): EnvClaim => ({
  ...scope,
  from,
  name,
  entry,
});
/** What mkcross.toml says in a line. */
const said = (line: number, value: string, scope: Scope = {}): EnvClaim => ({
  ...claim(`mkcross.toml:${String(line)}:1`, set(value), scope),
  place: { file: 'mkcross.toml', line, column: 1 },
});
const merged = (...claims: readonly EnvClaim[]) => mergeEnv(shells, claims, where);
/** The values of X, with what they override. */
const scalars = (...claims: readonly EnvClaim[]) => {
  const { env, found } = merged(...claims);
  expect(found).toEqual([]);
  return env['X'];
};
const scalar = (from: string, value: string, more: Partial<ModelScalar> = {}) => ({
  from,
  kind: 'set',
  value,
  why: `${value} is wanted.`,
  agreeing: [],
  overridden: [],
  ...more,
});

describe('variables', () => {
  test('are sorted by name', () => {
    const { env } = merged(claim('a', set('1'), {}, 'C'), claim('a', set('1'), {}, 'A'), claim('a', set('1'), {}, 'B'));
    expect(Object.keys(env)).toEqual(['A', 'B', 'C']);
  });
  test.each([
    ['a value', set('1')],
    ['an addition', listed('append', ['1'])],
  ])('that no shell has are left out: %s', (_, entry) => {
    const other: Scope = { targets: [windows], systems: [mac] };
    expect(merged(claim('a', entry, other)).env).toEqual({});
    expect(merged(claim('a', entry, other), claim('b', entry, other)).env).toEqual({});
  });
  test('have an empty value where they are removed', () => {
    expect(scalars(claim('a', unset))).toEqual([
      { from: 'a', kind: 'unset', value: '', why: 'It disturbs.', agreeing: [], overridden: [] },
    ]);
  });
});

describe('what counts', () => {
  const ofTarget = said(2, 'target', { targets: [musl] });
  const ofAll = said(3, 'all');
  const ofPlugin = claim('a', set('plugin'));
  const usual = claim('b', fallback('usual'));

  test('is a line for the target, then one for all, then what a plugin sets, then a default', () => {
    expect(scalars(usual)).toMatchObject([{ from: 'b', kind: 'default', value: 'usual' }]);
    expect(scalars(usual, ofPlugin)).toEqual([scalar('a', 'plugin', { overridden: [{ from: 'b', value: 'usual' }] })]);
    const plugins = [
      { from: 'a', value: 'plugin' },
      { from: 'b', value: 'usual' },
    ];
    expect(scalars(usual, ofPlugin, ofAll)).toEqual([scalar('mkcross.toml:3:1', 'all', { overridden: plugins })]);
    expect(scalars(usual, ofPlugin, ofAll, ofTarget)).toEqual([
      scalar('mkcross.toml:2:1', 'target', {
        targets: [musl],
        overridden: [...plugins, { from: 'mkcross.toml:3:1', value: 'all' }],
      }),
      scalar('mkcross.toml:3:1', 'all', { overridden: plugins }),
    ]);
  });
  test('does not depend on the order of claims', () => {
    const claims = [usual, ofPlugin, ofAll, ofTarget];
    expect(merged(...claims.toReversed())).toEqual(merged(...claims));
  });
  test('overrides only what meets it', () => {
    const onMac = claim('b', fallback('usual'), { systems: [mac] });
    expect(scalars(claim('a', set('1'), { systems: [linux] }), onMac)).toEqual([
      scalar('a', '1', { systems: [linux] }),
      { ...scalar('b', 'usual'), kind: 'default', why: 'usual is usual.', systems: [mac] },
    ]);
  });
  test('leaves the shells of other targets to others', () => {
    expect(scalars(said(2, '1', { targets: [windows] }), said(3, '2', { targets: [musl], systems: [mac] }))).toEqual([
      scalar('mkcross.toml:2:1', '1', { targets: [windows] }),
      scalar('mkcross.toml:3:1', '2', { targets: [musl], systems: [mac] }),
    ]);
  });
  test('overrides an addition in all of its shells, and is mentioned', () => {
    const added = claim('a', listed('append', ['2', '3']));
    expect(scalars(added, said(3, '1'))).toEqual([
      scalar('mkcross.toml:3:1', '1', {
        overridden: [
          { from: 'a', value: '2' },
          { from: 'a', value: '3' },
        ],
      }),
    ]);
    const removed = claim('a', unset);
    expect(scalars(removed, said(3, '1'))).toEqual([scalar('mkcross.toml:3:1', '1')]);
  });
  test('mentions what says the same twice once', () => {
    const twice = [claim('b', fallback('2'), { systems: [linux] }), claim('b', fallback('2'), { systems: [mac] })];
    expect(scalars(...twice, claim('a', set('1')))).toEqual([
      scalar('a', '1', { overridden: [{ from: 'b', value: '2' }] }),
    ]);
  });
});

describe('owners that agree', () => {
  test('are named after the first, each once', () => {
    const claims = [claim('c', set('1')), claim('a', set('1')), claim('b', set('1')), claim('b', set('1'))];
    expect(scalars(...claims)).toEqual([scalar('a', '1', { agreeing: ['b', 'c'] })]);
  });
  test('are not among those that lost', () => {
    expect(scalars(claim('a', set('1')), claim('b', set('1')), claim('b', fallback('2')))).toEqual([
      scalar('a', '1', { agreeing: ['b'] }),
    ]);
  });
  test('of several systems and targets have one scope', () => {
    const one = (targets: readonly (typeof musl | typeof windows)[], systems: readonly Host[]) =>
      claim('a', set('1'), { targets, systems });
    expect(scalars(one([windows], [linux]), one([musl], [linux]), one([musl], [mac]))).toEqual([
      scalar('a', '1', { targets: [windows], systems: [linux] }),
      scalar('a', '1', { targets: [musl] }),
    ]);
  });
});

describe('conflicts', () => {
  const only = (...claims: readonly EnvClaim[]) => {
    const { found } = merged(...claims);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const settleAll = '[env]  X = "…"';
  const settleMusl = `[target.${musl}]  env = { X = "…" }`;

  test('of plugins name both sides with their reasons', () => {
    expect(only(claim('b', unset), claim('a', set('1')), claim('c', set('1')))).toMatchObject({
      code: 'ENV_CONFLICT',
      where,
      data: {
        name: 'X',
        settle: settleAll,
        sides: [
          { owner: '"a"', value: 'sets it to "1": 1 is wanted.' },
          { owner: '"b"', value: 'removes it: It disturbs.' },
          { owner: '"c"', value: 'sets it to "1": 1 is wanted.' },
        ],
      },
    });
    expect(only(claim('a', fallback('1')), claim('b', fallback('2')))).toMatchObject({
      data: {
        sides: [
          { owner: '"a"', value: 'sets it, unless something else does, to "1": 1 is usual.' },
          { owner: '"b"', value: 'sets it, unless something else does, to "2": 2 is usual.' },
        ],
      },
    });
  });
  test.each([
    ['for one target in its table', [musl], [musl], settleMusl],
    ['for several for all', [musl], [windows], settleAll],
    ['for all for all', undefined, [musl], settleAll],
  ] as const)('are settled %s', (_, first, second, settle) => {
    const scopeOf = (targets: Scope['targets']): Scope => (targets === undefined ? {} : { targets });
    expect(only(claim('a', set('1'), scopeOf(first)), claim('b', set('2'), scopeOf(second)))).toMatchObject({
      data: { settle },
    });
  });
  test('name only those that meet', () => {
    const third = claim('c', set('3'), { systems: [mac], targets: [windows] });
    expect(only(claim('a', set('1')), claim('b', set('2'), { systems: [mac] }), third)).toMatchObject({
      data: { sides: [{ owner: '"a"' }, { owner: '"b"' }] },
    });
    const apart = [claim('a', set('1'), { systems: [linux] }), claim('b', set('2'), { systems: [mac] })];
    expect(merged(...apart).found).toEqual([]);
  });
  test('of lines of mkcross.toml name the lines, and are where the first is', () => {
    expect(only(said(3, '1', { targets: [musl] }), said(2, '2', { targets: [windows] }))).toEqual({
      code: 'TARGET_ENV_CONFLICT',
      severity: 'error',
      where: { file: 'mkcross.toml', line: 2, column: 1 },
      data: {
        name: 'X',
        sides: ['mkcross.toml:2:1 sets it to "2": 2 is wanted.', 'mkcross.toml:3:1 sets it to "1": 1 is wanted.'],
      },
    });
  });
  test('are those of setting and adding, and of separators', () => {
    expect(only(claim('a', listed('append', ['1', '2'])), claim('b', set('3')))).toEqual({
      code: 'ENV_KIND_CONFLICT',
      severity: 'error',
      where,
      data: {
        name: 'X',
        settle: settleAll,
        sides: [
          { owner: '"a"', value: 'appends "1", "2": 1,2 is needed.' },
          { owner: '"b"', value: 'sets it to "3": 3 is wanted.' },
        ],
      },
    });
    expect(only(claim('a', listed('prepend', ['1'])), claim('b', listed('append', ['2'], ' ')))).toMatchObject({
      code: 'ENV_KIND_CONFLICT',
      data: { sides: [{ value: 'prepends "1": 1 is needed.' }, { value: 'appends "2": 2 is needed.' }] },
    });
  });
  test('of kinds are those in one shell, and not those that mkcross.toml settles', () => {
    const added = claim('a', listed('append', ['1']), { systems: [linux] });
    const onMac = claim('b', set('2'), { systems: [mac] });
    expect(merged(added, onMac).found).toEqual([]);
    const meeting = claim('c', set('2'), { systems: [linux] });
    expect(only(added, onMac, meeting)).toMatchObject({
      code: 'ENV_KIND_CONFLICT',
      data: { sides: [{ owner: '"a"' }, { owner: '"c"' }] },
    });
    expect(merged(added, meeting, said(3, '3')).found).toEqual([]);
  });
});

describe('a list', () => {
  test('has what each owner adds, at either end, where it applies', () => {
    const claims = [
      claim('b', listed('append', ['3'])),
      claim('a', listed('append', ['1', '2']), { targets: [musl], systems: [linux] }),
      claim('c', listed('prepend', ['0'])),
    ];
    expect(scalars(...claims)).toEqual([
      {
        kind: 'list',
        separator: ':',
        prepend: [{ from: 'c', values: ['0'], why: '0 is needed.' }],
        append: [
          { from: 'a', targets: [musl], systems: [linux], values: ['1', '2'], why: '1,2 is needed.' },
          { from: 'b', values: ['3'], why: '3 is needed.' },
        ],
      },
    ]);
  });
  test('is joined as its owners say', () => {
    expect(scalars(claim('a', listed('prepend', ['1'], ' ')))).toMatchObject([{ separator: ' ' }]);
    expect(scalars(claim('a', listed('append', ['1'])))).toMatchObject([{ separator: ':' }]);
  });
  test('has nothing of shells that there are not', () => {
    const nowhere = claim('b', listed('append', ['2']), { targets: [windows], systems: [mac] });
    expect(scalars(claim('a', listed('append', ['1'])), nowhere)).toMatchObject([
      { append: [{ from: 'a', values: ['1'] }] },
    ]);
  });
  test('remains where mkcross.toml sets it for a target only', () => {
    const line = said(3, '1', { targets: [musl] });
    expect(scalars(claim('a', listed('append', ['2'])), line)).toMatchObject([
      { value: '1', targets: [musl], overridden: [{ from: 'a', value: '2' }] },
      { kind: 'list', append: [{ values: ['2'] }] },
    ]);
    expect(scalars(claim('a', listed('append', ['2']), { targets: [musl] }), line)).toHaveLength(1);
  });
});
