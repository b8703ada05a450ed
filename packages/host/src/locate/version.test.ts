import { isRelease } from './version.ts';

it.each([
  ['1', true],
  ['10', true],
  ['2024.10.1', true],
  ['1.10.post1', true],
  ['1.10.post12', true],
  ['', false],
  ['1.', false],
  ['v1', false],
  ['1.0a1', false],
  ['1.0rc1', false],
  ['1.0.dev1', false],
  ['1.0.postx', false],
  ['1.0.post', false],
])('the version "%s" is a release: %j', (version, isOne) => {
  expect(isRelease(version)).toBe(isOne);
});
