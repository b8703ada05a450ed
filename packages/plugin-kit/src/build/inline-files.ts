/** A value of which everything is JSON, with the contents of files in the place of `{ file }`. */
interface Inlined {
  readonly value: unknown;
  readonly problems: readonly string[];
}

/**
 * Replaces each `{ "file": path }` under a key `body` by the file's text. What JSON cannot hold (functions, undefined, dates) is a problem.
 */
export function inlineFiles(plugin: unknown, read: (path: string) => string | undefined): Inlined {
  const problems: string[] = [];
  const inlined = (value: unknown, key: string, place: string): unknown => {
    if (key === 'body' && isFile(value)) {
      const text = read(value.file);
      if (text === undefined) problems.push(`${place}: the file "${value.file}" does not exist`);
      return text;
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => inlined(item, '', `${place}[${index}]`));
    if (isPlainObject(value)) {
      const entries = Object.entries(value);
      return Object.fromEntries(entries.map(([name, inner]) => [name, inlined(inner, name, within(place, name))]));
    }
    if (!isJsonScalar(value)) problems.push(`${place}: a plugin is JSON, which has no ${nameOf(value)}`);
    return value;
  };
  return { value: inlined(plugin, '', ''), problems };
}

const within = (place: string, name: string) => (place === '' ? name : `${place}.${name}`);

const isFile = (value: unknown): value is { readonly file: string } =>
  isPlainObject(value) && typeof value['file'] === 'string';

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const isJsonScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? value.constructor.name
    : typeof value === 'number'
      ? String(value)
      : typeof value;
