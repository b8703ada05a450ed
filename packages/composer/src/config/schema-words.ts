import { keyOf } from './schema-pointer.ts';
import type { TomlPath } from './toml-file.ts';

/** What a schema asks for, in words. */
export function describe(schema: unknown): string {
  const value = (key: string) => keyOf(schema, key);
  const options = value('enum');
  if (Array.isArray(options)) return `one of ${options.map((option) => JSON.stringify(option)).join(', ')}`;
  if (value('const') !== undefined) return JSON.stringify(value('const'));
  const union = value('anyOf');
  if (Array.isArray(union)) return union.map(describe).join(' or ');
  switch (value('type')) {
    case 'array':
      return value('minItems') === undefined
        ? `a list, each ${describe(value('items'))}`
        : `a list of at least one, each ${describe(value('items'))}`;
    case 'object':
      return 'a table';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    default:
      return typeof value('pattern') === 'string' && typeof value('description') === 'string'
        ? String(value('description'))
        : describeString(value('pattern'));
  }
}

function describeString(pattern: unknown): string {
  if (pattern === undefined) return 'a string';
  return typeof pattern === 'string' && pattern.includes("'")
    ? 'the name of a Nix package, such as "cmake" or "windows.pthreads"'
    : 'a triple, such as "x86_64-unknown-linux-musl"';
}

/** A value that was found, in words. */
export function describeValue(value: unknown): string {
  if (value instanceof Date) return 'a date';
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'a table';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** A path as a user would write it. */
export function keyText(path: TomlPath): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${bareOrQuoted(key)}`,
    )
    .join('');
}

/** The table that a path leads to, as a user would write it. */
export function tableText(path: TomlPath): string {
  return path.length === 0 ? 'mkcross.toml' : `[${path.map((key) => bareOrQuoted(String(key))).join('.')}]`;
}

const bareOrQuoted = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

/** The keys that a schema knows, sorted. */
export function keysOf(schema: unknown): readonly string[] {
  const properties = keyOf(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).toSorted() : [];
}
