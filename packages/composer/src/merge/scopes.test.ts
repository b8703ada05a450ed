import type { Host, Triple } from '@mkcross/core';
import fc from 'fast-check';
import type { Scoped } from '../model.ts';
import { covers, joinScopes, shellsOf, systemsOf } from './scopes.ts';

type Scope = Omit<Scoped, 'from'>;
const systems: readonly Host[] = ['aarch64-darwin', 'aarch64-linux', 'x86_64-linux'];
const targets: readonly Triple[] = ['a-b-c', 'a-b-d', 'a-b-e'];
/** The last system has no targets of its own. */
const shells = shellsOf({
  'x86_64-linux': { host: 'x-y-z', targets: ['a-b-c', 'a-b-d'] },
  'aarch64-linux': { host: 'x-y-z', targets: ['a-b-c', 'a-b-e'] },
  'aarch64-darwin': { host: 'x-y-z', targets: [] },
});

const some = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const scope: fc.Arbitrary<Scope> = fc.record({ targets: some(targets), systems: some(systems) }, { requiredKeys: [] });

/** The shells that a scope is in: those of single targets, and of all targets of each system. */
const shellsIn = (one: Scope): readonly string[] =>
  systems.flatMap((system) => {
    if (one.systems?.includes(system) === false) return [];
    const built = [...(shells.targets.get(system) ?? [])];
    const here = built.filter((triple) => one.targets?.some((wanted) => wanted === triple) ?? true);
    const whole = one.targets === undefined || here.length > 0 ? [`${system} all`] : [];
    return [...whole, ...here.map((triple) => `${system} ${triple}`)];
  });

test('the shells of a model are of its systems, sorted', () => {
  expect(shells.systems).toEqual(systems);
  expect([...(shells.targets.get('aarch64-linux') ?? [])]).toEqual(['a-b-c', 'a-b-e']);
});

test('something is in the shell for all targets of a system if it is in one for a target, or in every one', () => {
  fc.assert(
    fc.property(scope, (one) => {
      const expected = shellsIn(one).flatMap((shell) => (shell.endsWith(' all') ? [shell.slice(0, -4)] : []));
      expect(systemsOf(shells, one).toSorted()).toEqual(expected);
    }),
  );
});

test('something covers what is in no further shell', () => {
  fc.assert(
    fc.property(scope, scope, (outer, inner) => {
      if (!covers(shells, { from: '', ...outer }, { from: '', ...inner })) return;
      for (const shell of shellsIn(inner)) expect(shellsIn(outer)).toContain(shell);
    }),
  );
  const all = { from: '' };
  const one = { from: '', targets: ['a-b-c'] as const };
  const two = { from: '', targets: ['a-b-c', 'a-b-d'] as const };
  const onLinux = { from: '', systems: ['x86_64-linux'] as const };
  expect([covers(shells, all, one), covers(shells, two, one), covers(shells, all, onLinux)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([covers(shells, one, all), covers(shells, one, two), covers(shells, onLinux, all)]).toEqual([
    false,
    false,
    false,
  ]);
});

test('joined scopes are in the same shells, and said once for each', () => {
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 4 }), (scopes) => {
      const joined = joinScopes(shells, scopes);
      const before = new Set(scopes.flatMap(shellsIn));
      // A scope for all targets of a system is in the shells of each.
      expect(new Set(joined.flatMap(shellsIn))).toEqual(before);
      for (const one of joined) {
        expect(one.targets?.toSorted()).toEqual(one.targets);
        expect(one.systems?.toSorted()).toEqual(one.systems);
        expect(one.systems?.length).not.toBe(systems.length);
        expect(shellsIn(one)).not.toEqual([]);
      }
      const keys = joined.map((one) => JSON.stringify(one.systems));
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test.each<[string, readonly Scope[], readonly Scope[]]>([
  ['nothing', [], []],
  ['in no shell', [{ targets: ['a-b-e'], systems: ['x86_64-linux'] }], []],
  ['all systems', [{ systems }], [{}]],
  ['one scope, unsorted', [{ targets: ['a-b-d', 'a-b-c'] }], [{ targets: ['a-b-c', 'a-b-d'] }]],
  [
    'one target on several systems',
    [
      { targets: ['a-b-c'], systems: ['x86_64-linux'] },
      { targets: ['a-b-c'], systems: ['aarch64-linux'] },
    ],
    [{ targets: ['a-b-c'], systems: ['aarch64-linux', 'x86_64-linux'] }],
  ],
  [
    'several targets on one system',
    [
      { targets: ['a-b-d'], systems: ['x86_64-linux'] },
      { targets: ['a-b-c'], systems: ['x86_64-linux'] },
    ],
    [{ targets: ['a-b-c', 'a-b-d'], systems: ['x86_64-linux'] }],
  ],
  ['a target and all', [{ targets: ['a-b-c'] }, {}], [{}]],
  ['all and a target', [{}, { targets: ['a-b-c'] }], [{}]],
  [
    'the same on different systems',
    [{ systems: ['x86_64-linux'] }, { targets: ['a-b-c'], systems: ['aarch64-linux'] }],
    [{ systems: ['x86_64-linux'] }, { targets: ['a-b-c'], systems: ['aarch64-linux'] }],
  ],
])('%s', (_, scopes, expected) => {
  expect(joinScopes(shells, scopes)).toEqual(expected);
});
