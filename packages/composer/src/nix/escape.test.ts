import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { hasControlCharacters, isIdentifier, shellWord } from './escape.ts';

test.each<[string, string]>([
  ['a-b_c/d.e@f%g+h=i:j,k1', 'a-b_c/d.e@f%g+h=i:j,k1'],
  ['', "''"],
  ['a b', "'a b'"],
  ['!a', "'!a'"],
  ['a!', "'a!'"],
  ["it's", "'it'\\''s'"],
  ['a\nb', "'a\nb'"],
  ['a\tb', "'a\tb'"],
  ['\x1b[0m', "$'\\x1b[0m'"],
  ["\x01'\\", "$'\\x01\\'\\\\'"],
  ['\x01\n\t', "$'\\x01\n\t'"],
  ['\x01\r', "$'\\x01\\x0d'"],
])('the word %j is %j for bash', (word, text) => {
  expect(shellWord(word)).toBe(text);
});

test('a word is what bash reads, whatever it holds', () => {
  const words = fc.sample(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    { numRuns: 50 },
  );
  const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
    encoding: 'utf8',
  });
  expect(printed.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()));
});

test.each<[string, boolean]>([
  ['a\n\r\tb', false],
  ['\x01', true],
  ['a\x1b[0m', true],
  ['\x1f', true],
  [' ', false],
  ['ü', false],
  ['', false],
])('control characters that Nix cannot carry are in %j: %j', (text, has) => {
  expect(hasControlCharacters(text)).toBe(has);
});

test.each<[string, boolean]>([
  ['a', true],
  ["_A-1'", true],
  ['x86_64-linux', true],
  ['1a', false],
  ['-a', false],
  ['', false],
  ['a.b', false],
  ['a b', false],
  ['a$', false],
  ...['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'].map((word): [string, boolean] => [
    word,
    false,
  ]),
])('%j is a name in Nix: %j', (text, is) => {
  expect(isIdentifier(text)).toBe(is);
});
