import fc from 'fast-check';
import { Validator } from '@cfworker/json-schema';
import { lockSchema, lockText, parseLock, type ToolLock } from '@mkcross/host';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const tool = fc.record({
  program: fc.string(),
  version: fc.option(fc.string()),
  fetched: fc.option(fc.string()),
  sha256: hash,
});
const tools = fc.dictionary(fc.string(), tool);
const lock: fc.Arbitrary<ToolLock> = fc.record({
  version: fc.constant(1),
  systems: fc.record({ 'aarch64-linux': tools, 'x86_64-linux': tools }, { requiredKeys: [] }),
});

it('is read again as it was written, fits its schema, and has the same bytes in whatever order it comes', () => {
  fc.assert(
    fc.property(lock, (value) => {
      const text = lockText(value);
      const read = parseLock(text);
      expect(read).toEqual(JSON.parse(JSON.stringify(value)));
      expect(new Validator(lockSchema, '2020-12').validate(JSON.parse(text)).valid).toBe(true);
      const reversed = Object.fromEntries(Object.entries(value.systems).toReversed());
      expect(lockText({ ...value, systems: reversed })).toBe(text);
    }),
  );
});

it.each([
  'no JSON',
  '[]',
  '{"version":2,"systems":{}}',
  '{"version":1}',
  '{"version":1,"systems":{"my system":{}}}',
  '{"version":1,"systems":{"x86_64-linux":{"zig/zig":{"program":"zig","version":"1","fetched":null,"sha256":"ab"}}}}',
])('is none where anything else is written: %s', (text) => {
  expect(parseLock(text)).toBeUndefined();
});

it('is sorted, so that a change of one tool is a change of its lines alone', () => {
  const one = { program: 'x', version: null, fetched: null, sha256: 'ab'.repeat(32) };
  const text = lockText({
    version: 1,
    systems: { 'x86_64-linux': { b: one, c: one, a: one }, 'aarch64-darwin': {}, 'riscv64-linux': {} },
  });
  expect(text.match(/"[^"]+": \{/g)).toEqual(
    ['systems', 'aarch64-darwin', 'riscv64-linux', 'x86_64-linux', 'a', 'b', 'c'].map((key) => `"${key}": {`),
  );
});
