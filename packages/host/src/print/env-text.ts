import { shellWord } from '@mkcross/composer';

/** Formats of variables, for shells, programs and files. */
export const envFormats = ['bash', 'dotenv', 'fish', 'github', 'json', 'nu'] as const;

/** One of {@link envFormats}. */
export type EnvFormat = (typeof envFormats)[number];

type Variables = Readonly<Record<string, string>>;

/**
 * Variables as text: `bash` (and zsh) and `fish` to be sourced, `nu` to be loaded, `json` one object, `dotenv` lines for
 * editors, `github` lines for `$GITHUB_ENV`. The variables `unset` are removed by shells, and null in JSON; the other formats
 * cannot remove variables. A dotenv file names first the variables that none of its quotes can hold.
 */
export function envText(format: EnvFormat, env: Variables, unset: readonly string[] = []): string {
  const entries = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (format === 'json') {
    const removed = unset.map((name) => [name, null] as const);
    return `${JSON.stringify(Object.fromEntries([...entries, ...removed]), null, 2)}\n`;
  }
  const removed = unset.map((name) => removals[format]?.(name) ?? '').join('');
  if (format === 'nu')
    return `${removed}load-env ${nuText(JSON.stringify(Object.fromEntries(entries.map(nuEntry)), null, 2))}\n`;
  if (format === 'dotenv') return dotenvText(entries);
  return removed + entries.map(([name, value]) => `${lines[format](name, value)}\n`).join('');
}

/** The lines that remove a variable. */
const removals: Readonly<Partial<Record<EnvFormat, (name: string) => string>>> = {
  bash: (name) => `unset ${name}\n`,
  fish: (name) => `set -e ${name}\n`,
  nu: (name) => `hide-env --ignore-errors ${name}\n`,
};

const lines: Readonly<Record<Exclude<EnvFormat, 'dotenv' | 'json' | 'nu'>, (name: string, value: string) => string>> = {
  bash: (name, value) => `export ${name}=${bashValue(value)}`,
  fish: (name, value) =>
    `set -gx ${name} ${name === 'PATH' ? value.split(':').map(fishWord).join(' ') : fishWord(value)}`,
  github: (name, value) => githubLine(name, value),
};

/** A value of bash and zsh, which takes a bare `=name` for the path of a program. */
function bashValue(value: string): string {
  const word = shellWord(value);
  return value === '' || (word === value && value.includes('=')) ? `'${value}'` : word;
}

/** A word of fish: within single quotes, a backslash and a quote are escaped, and nothing else (fish-doc, "Quotes"). */
const fishWord = (text: string) => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** nu keeps PATH as a list. */
const nuEntry = ([name, value]: readonly [string, string]) =>
  [name, name === 'PATH' ? value.split(':') : value] as const;

/** JSON as nu reads it: its strings in double quotes are the same, but for characters by their number ("Strings and text"). */
const nuText = (json: string) =>
  json.replaceAll(/\\(?:u([0-9a-f]{4})|.)/g, (escape, digits?: string) =>
    digits === undefined ? escape : String.raw`\u{${digits}}`,
  );

function dotenvText(entries: readonly (readonly [name: string, value: string])[]): string {
  const values = entries.map(([name, value]) => [name, dotenvValue(value)] as const);
  const omitted = values.flatMap(([name, value]) => (value === undefined ? [name] : []));
  const head =
    omitted.length === 0
      ? ''
      : `# Not included, because no quotes of dotenv can hold their values: ${omitted.join(', ')}.\n`;
  return head + values.map(([name, value]) => (value === undefined ? '' : `${name}=${value}\n`)).join('');
}

/**
 * A value of a dotenv file, bare or in quotes within which no reader changes anything of it: readers know different escapes, and bash none.
 * They take a carriage return for a line break.
 */
function dotenvValue(value: string): string | undefined {
  if (/^[A-Za-z0-9_@%+:,./-]*$/.test(value)) return value;
  if (!/['\r]/.test(value)) return `'${value}'`;
  return /["\\$`\r]/.test(value) ? undefined : `"${value}"`;
}

/** A line of `$GITHUB_ENV`; values of several lines end with a word that does not occur in them ("Workflow commands"). */
function githubLine(name: string, value: string): string {
  if (!/[\n\r]/.test(value)) return `${name}=${value}`;
  let end = 'MKCROSS';
  while (value.includes(end)) end += '_';
  return `${name}<<${end}\n${value}\n${end}`;
}
