import { visibleLine, visibleText } from '@mkcross/core';
import fc from 'fast-check';

it('shows what terminals would obey', () => {
  expect(visibleText('a\u{1B}[2J\n\tb\r\u{9B}31m\u{202E}c\u{7F}')).toBe(
    String.raw`a\u{1B}[2J` + '\n\t' + String.raw`b\r\u{9B}31m\u{202E}c\u{7F}`,
  );
  expect(visibleLine('a\nerror FORGED\u{2028}b\u{2066}')).toBe(String.raw`a\nerror FORGED\u{2028}b\u{2066}`);
});

it('leaves all other text as it is, and nothing that is obeyed in any', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visibleLine(text)).toMatch(/^[^\p{Cc}\u{61C}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}]*$/u);
      expect(visibleText(text).split('\n')).toHaveLength(text.split('\n').length);
    }),
  );
  expect(visibleLine('größer 漢字 😀 ‑ é')).toBe('größer 漢字 😀 ‑ é');
});
