const control: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/**
 * Text between the quotes of a `"…"`. `beforeInterpolation` says that a `${` follows, to which a `$` at the end of the
 * text must not be joined: Nix reads `$$` as two characters of text (nix's lexer.l).
 */
export function escapeString(text: string, beforeInterpolation: boolean): string {
  return [...text]
    .map((character, index, all) => {
      if (character === '$') return isOpening(all, index, beforeInterpolation) ? '\\$' : '$';
      return control[character] ?? character;
    })
    .join('');
}

/**
 * One line of text between the quotes of a `''…''`, without its newline. `first` says that the line decides the
 * indentation that Nix takes away, so that a blank at its start must not count as such.
 */
export function escapeTextLine(line: string, first: boolean, beforeInterpolation: boolean): string {
  const characters = [...line];
  const blank = !beforeInterpolation && /^ +$/.test(line);
  let escaped = '';
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const next = characters[index + 1];
    if (character === "'" && next === "'") {
      escaped += "'''";
      index += 1;
    } else if (character === "'" && next === undefined && beforeInterpolation) escaped += "''\\'";
    else if (character === "'" && (next === '$' || next === '\r' || next === '\t')) escaped += "''\\'";
    else if (character === '$') escaped += isOpening(characters, index, beforeInterpolation) ? "''$" : '$';
    else if (character === '\r' || character === '\t') escaped += `''${control[character] ?? ''}`;
    else if (character === ' ' && index === 0 && (first || blank)) escaped += "''\\ ";
    else escaped += character;
  }
  return escaped;
}

/** Whether the `$` at `index` would open an interpolation, or be joined to one that follows. */
function isOpening(characters: readonly string[], index: number, beforeInterpolation: boolean): boolean {
  const next = characters[index + 1];
  return next === '{' || (next === undefined && beforeInterpolation);
}

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
