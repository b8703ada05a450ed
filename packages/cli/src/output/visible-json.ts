/**
 * JSON that means the same, in which no character controls a terminal: JSON.stringify leaves those from U+007F on, which are escaped here
 * as well.
 */
export const visibleJson = (json: string): string =>
  json.replaceAll(
    /[\u{7F}-\u{9F}\u{61C}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}]/gu,
    (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
