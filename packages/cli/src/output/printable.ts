/** Without control characters, which a file or a plugin could use to rewrite the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/(?![\t\n])\p{Cc}/gu, '\u{FFFD}');
}
