import { shellWord } from '@mkcross/composer';

/** Formats of variables, for shells, programs and files. */
export const envFormats = ['bash', 'dotenv', 'fish', 'github', 'json', 'nu'] as const;

/** One of {@link envFormats}. */
export type EnvFormat = (typeof envFormats)[number];

type Variables = Readonly<Record<string, string>>;

/**
 * Variables as text: `bash` (and zsh) and `fish` to be sourced, `nu` to be loaded, `json` one object, `dotenv` lines for
 * editors, `github` lines for `$GITHUB_ENV`. The variables `unset` are removed by shells, and null in JSON; the other formats
 * cannot remove variables.
 */
export function envText(format: EnvFormat, env: Variables, unset: readonly string[] = []): string {
  const entries = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (format === 'json') {
    const removed = unset.map((name) => [name, null] as const);
    return `${JSON.stringify(Object.fromEntries([...entries, ...removed]), null, 2)}\n`;
  }
  const removed = unset.map((name) => removals[format]?.(name) ?? '').join('');
  if (format === 'nu')
    return `${removed}load-env ${JSON.stringify(Object.fromEntries(entries.map(nuEntry)), null, 2)}\n`;
  return removed + entries.map(([name, value]) => `${lines[format](name, value)}\n`).join('');
}

/** The lines that remove a variable. */
const removals: Readonly<Partial<Record<EnvFormat, (name: string) => string>>> = {
  bash: (name) => `unset ${name}\n`,
  fish: (name) => `set -e ${name}\n`,
  nu: (name) => `hide-env --ignore-errors ${name}\n`,
};

const lines: Readonly<Record<Exclude<EnvFormat, 'json' | 'nu'>, (name: string, value: string) => string>> = {
  bash: (name, value) => `export ${name}=${value === '' ? "''" : shellWord(value)}`,
  dotenv: (name, value) => `${name}=${dotenvValue(value)}`,
  fish: (name, value) =>
    `set -gx ${name} ${name === 'PATH' ? value.split(':').map(fishWord).join(' ') : fishWord(value)}`,
  github: (name, value) => githubLine(name, value),
};

/** A word of fish: within single quotes, a backslash and a quote are escaped, and nothing else (fish-doc, "Quotes"). */
const fishWord = (text: string) => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** nu keeps PATH as a list; its strings in double quotes are those of JSON. */
const nuEntry = ([name, value]: readonly [string, string]) =>
  [name, name === 'PATH' ? value.split(':') : value] as const;

/** A value of a dotenv file: bare, or in double quotes with the escapes that all readers know. */
const dotenvValue = (value: string) =>
  /^[A-Za-z0-9_@%+=:,./-]*$/.test(value)
    ? value
    : `"${value.replaceAll(/["\\$`]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;

/** A line of `$GITHUB_ENV`; values of several lines end with a word that does not occur in them ("Workflow commands"). */
function githubLine(name: string, value: string): string {
  if (!/[\n\r]/.test(value)) return `${name}=${value}`;
  let end = 'MKCROSS';
  while (value.includes(end)) end += '_';
  return `${name}<<${end}\n${value}\n${end}`;
}
