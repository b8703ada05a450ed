/** Whether a text matches one of the patterns, in which `*` stands for any text. */
export const matchesAny = (text: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matches(text, pattern));

/** Whether a text matches a pattern with any number of `*`. */
export function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
