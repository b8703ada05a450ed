/**
 * Characters that do something to a terminal or a page instead of being seen: controls (C0, C1), those that turn the direction of
 * text (Trojan Source, CVE-2021-42574), and separators of lines that are none in a file.
 */
const invisible = /[\p{Cc}\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

const escaped = (character: string): string => {
  const known = ({ '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` } as const)[character];
  return known ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
};

/** A text of several lines as it is shown: line breaks and tabs stay, other control characters are written as `\u{1B}`. */
export const visibleText = (text: string): string =>
  text.replaceAll(invisible, (one) => (one === '\n' || one === '\t' ? one : escaped(one)));

/** A name or value from outside as it is shown in a line: it cannot begin another line either. */
export const visibleLine = (text: string): string => text.replaceAll(invisible, escaped);
