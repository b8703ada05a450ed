const control: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** What Nix reads as more than itself between the quotes of a `"…"`, and what it does where a `${` follows the text. */
const inString = { alone: /["\\\n\r\t]|\$(?=\{)/g, beforeInterpolation: /["\\\n\r\t]|\$(?=\{|$)/g };

/**
 * Text between the quotes of a `"…"`. `beforeInterpolation` says that a `${` follows, to which a `$` at the end of the
 * text must not be joined: Nix reads `$$` as two characters of text (nix's lexer.l).
 */
export function escapeString(text: string, beforeInterpolation: boolean): string {
  const special = beforeInterpolation ? inString.beforeInterpolation : inString.alone;
  return text.replaceAll(special, (found) => control[found] ?? `\\${found}`);
}

/** The same between the quotes of a `''…''`. */
const inLine = {
  alone: /''|'(?=[$\r\t])|\$(?=\{)|[\r\t]/g,
  beforeInterpolation: /''|'(?=[$\r\t]|$)|\$(?=\{|$)|[\r\t]/g,
};

/**
 * One line of text between the quotes of a `''…''`, without its newline. `first` says that the line decides the
 * indentation that Nix takes away, so that a blank at its start must not count as such.
 */
export function escapeTextLine(line: string, first: boolean, beforeInterpolation: boolean): string {
  const special = beforeInterpolation ? inLine.beforeInterpolation : inLine.alone;
  const escaped = line.replaceAll(special, (found) => escapedInLine[found] ?? found);
  const isBlank = !beforeInterpolation && /^ +$/.test(line);
  return escaped.startsWith(' ') && (first || isBlank) ? `''\\${escaped}` : escaped;
}

const escapedInLine: Readonly<Record<string, string>> = {
  "''": "'''",
  "'": "''\\'",
  $: "''$",
  '\r': "''\\r",
  '\t': "''\\t",
};

/** Whether a text holds control characters that `nix develop` of 2.8 cannot carry from Nix to the shell: all but tab, newline and return. */
export function hasControlCharacters(text: string): boolean {
  return /(?![\t\n\r])[\u{1}-\u{1F}]/u.test(text);
}

/**
 * A text as one word of bash: bare where every shell takes it literally, else in single quotes with '\'' for a quote
 * within. Control characters are spelt out in $'…'.
 */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  if (!hasControlCharacters(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const spelt = text.replaceAll(/[\\']|(?![\t\n])[\u{1}-\u{1F}]/gu, (character) =>
    character === "'" || character === '\\'
      ? `\\${character}`
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `$'${spelt}'`;
}

/** The words that Nix keeps for itself (nix's lexer.l); `or` is one in places. */
const keywords: readonly string[] = ['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'];

/** Whether a name can stand for a variable or an attribute without quotes. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) && !keywords.includes(name);
}
