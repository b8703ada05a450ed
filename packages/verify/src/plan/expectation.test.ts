import { findTarget, type Target, type Triple } from '@mkcross/core';
import { inspect, type Expectation, type Inspection } from '@mkcross/inspect';
import { fixtureExpectation, libraryExpectation, projectExpectation } from './expectation.ts';

const targetOf = (triple: Triple): Target => {
  const target = findTarget(triple);
  if (target === undefined) throw new Error(`${triple} is unknown`);
  return target;
};
const windows = targetOf('x86_64-pc-windows-gnu');
const facts = { arch: 'x86_64', bits: 64, endian: 'little', system: 'windows', abi: 'gnu', format: 'pe' } as const;
const unknown = inspect(new Uint8Array(), 'x');
const found = (parts: Partial<Inspection>): Inspection => ({ ...unknown, ...parts });

describe('the program of a fixture', () => {
  test('must be of the target, and as the fixture says', () => {
    const expect_ = { linkage: 'dynamic', glibc: '2.17', subsystem: 'console', windows: '6.1' } as const;
    expect(fixtureExpectation(windows, expect_)).toEqual({ target: facts, ...expect_ });
  });
  test('need not be what the fixture does not say', () => {
    expect(Object.keys(fixtureExpectation(windows, {}))).toEqual(['target']);
    expect(Object.keys(fixtureExpectation(windows, { linkage: 'any' }))).toEqual(['target']);
  });
  test('may load the libraries and import the modules that the fixture names', () => {
    expect(fixtureExpectation(windows, { libraries: ['a.dll'], imports: ['env'] })).toEqual({
      target: facts,
      libraries: ['a.dll', 'env'],
    });
  });
});

describe('a program of the project', () => {
  test.each([
    ['as the user says', 'dynamic', 'static', 'dynamic'],
    ['as the toolchain says', undefined, 'static', 'static'],
    ['in any way if the user says so', 'any', 'static', undefined],
    ['in any way if the toolchain links dynamically', undefined, 'dynamic', undefined],
    ['in any way if nothing is said', undefined, undefined, undefined],
  ] as const)('is linked %s', (_, asked, toolchain, linkage) => {
    const expected = projectExpectation(windows, asked, toolchain);
    expect(expected).toEqual({ target: facts, ...(linkage === undefined ? {} : { linkage }) });
    expect('linkage' in expected).toBe(linkage !== undefined);
  });
  test('imports what it wants as WebAssembly', () => {
    expect('linkage' in projectExpectation(targetOf('wasm32-wasip1'), undefined, 'static')).toBe(false);
  });
});

describe('a library of the project', () => {
  const program: Expectation = { target: facts, linkage: 'static' };
  const arch: Expectation = { target: { arch: 'x86_64' } };
  test.each<[string, Partial<Inspection>, Expectation]>([
    ['an archive of objects', { format: 'archive', kind: 'archive', arch: 'x86_64' }, arch],
    ['an archive of nothing', { format: 'archive', kind: 'archive', arch: null }, {}],
    ['an import library', { format: 'pe', kind: 'import', arch: 'x86_64' }, arch],
    [
      'an object',
      { format: 'pe', kind: 'object', arch: 'x86_64' },
      { target: { arch: 'x86_64', bits: 64, endian: 'little' } },
    ],
    ['a DLL', { format: 'pe', kind: 'shared', arch: 'x86_64' }, program],
    ['another shared library', { format: 'elf', kind: 'shared', arch: 'x86_64' }, { target: facts }],
  ])('must be for the target, as far as its headers tell: %s', (_, parts, expected) => {
    const result = libraryExpectation(program, found(parts));
    expect(result).toEqual(expected);
    expect(Object.keys(result.target ?? {})).toEqual(Object.keys(expected.target ?? {}));
  });
  test('need not be what a program need not be', () => {
    expect(libraryExpectation({}, found({ kind: 'object' }))).toEqual({ target: {} });
    expect(Object.keys(libraryExpectation({}, found({ kind: 'object' })).target ?? { none: 1 })).toEqual([]);
    expect(libraryExpectation({}, found({ format: 'archive', arch: 'x86_64' }))).toEqual({});
    expect(Object.keys(libraryExpectation({ target: facts }, found({ format: 'pe', kind: 'shared' })))).toEqual([
      'target',
    ]);
  });
});
