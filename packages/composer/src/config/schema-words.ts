import type { DocumentPath } from './places.ts';
import { keyOf } from './schema-pointer.ts';

/** What a JSON object is called where the data is written: TOML has tables. */
export type ObjectWord = 'object' | 'table';

/** What a schema asks for, in words: `a list of at least one, each a string`. */
export function describe(schema: unknown, word: ObjectWord): string {
  const value = (key: string) => keyOf(schema, key);
  const options = value('enum');
  if (Array.isArray(options)) return oneOfText(options.map((option) => JSON.stringify(option)));
  if (value('const') !== undefined) return JSON.stringify(value('const'));
  if (Array.isArray(value('anyOf'))) return oneOfText(alternatives(schema).map((branch) => describe(branch, word)));
  switch (value('type')) {
    case 'array':
      return `a list${value('minItems') === undefined ? '' : ' of at least one'}${itemText(value('items'), word)}`;
    case 'object':
      return objectText(schema, word);
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number${rangeText(value('minimum'), value('maximum'))}`;
    case 'number':
      return `a number${rangeText(value('minimum'), value('maximum'))}`;
    case 'null':
      return 'null';
    case 'string':
      return stringText(schema);
    default:
      return 'another value';
  }
}

/** The branches of an `anyOf`, those of branches that are one themselves among them. */
export function alternatives(schema: unknown): readonly unknown[] {
  const branches = keyOf(schema, 'anyOf');
  return Array.isArray(branches) ? branches.flatMap(alternatives) : [schema];
}

function oneOfText(texts: readonly string[]): string {
  const different = [...new Set(texts)];
  const last = different.pop() ?? 'nothing';
  return different.length === 0 ? last : `${different.join(', ')} or ${last}`;
}

const itemText = (items: unknown, word: ObjectWord) => {
  if (items === undefined || items === true) return '';
  return keyOf(items, 'anyOf') === undefined ? `, each ${describe(items, word)}` : '';
};

/** An object by the keys that it must have: `an object with "tool"`. */
function objectText(schema: unknown, word: ObjectWord): string {
  const required = keyOf(schema, 'required');
  const noun = word === 'object' ? 'an object' : 'a table';
  if (!Array.isArray(required) || required.length === 0) return nounPhrase(schema) ?? noun;
  return `${noun} with ${required.map((key) => JSON.stringify(key)).join(' and ')}`;
}

function rangeText(minimum: unknown, maximum: unknown): string {
  if (typeof minimum === 'number' && typeof maximum === 'number') return ` from ${minimum} to ${maximum}`;
  return typeof minimum === 'number'
    ? `, at least ${minimum}`
    : typeof maximum === 'number'
      ? `, at most ${maximum}`
      : '';
}

/** A description that says what a value is, as part of a sentence: `A Rust target triple: "x86_64-unknown-linux-musl".` */
function nounPhrase(schema: unknown): string | undefined {
  const description = keyOf(schema, 'description');
  return typeof description === 'string' && /^(An?|The) /.test(description)
    ? description.slice(0, 1).toLowerCase() + description.slice(1).replace(/\.$/, '')
    : undefined;
}

function stringText(schema: unknown): string {
  const pattern = keyOf(schema, 'pattern');
  if (pattern === undefined) {
    if (keyOf(schema, 'format') === 'project-path') return 'a path in the project';
    return Number(keyOf(schema, 'minLength') ?? 0) > 0 ? 'a string that is not empty' : 'a string';
  }
  const phrase = nounPhrase(schema);
  if (phrase !== undefined) return phrase;
  return typeof pattern === 'string' ? `a string that matches ${pattern}` : 'a string';
}

/** A value that was found, in words. */
export function describeValue(value: unknown, word: ObjectWord): string {
  if (value instanceof Date) return 'a date';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'object') {
    const noun = word === 'object' ? 'an object' : 'a table';
    const keys = Object.keys(value);
    if (keys.length === 0) return word === 'object' ? 'an empty object' : 'an empty table';
    return keys.length > 3 ? noun : `${noun} with ${keys.map((key) => JSON.stringify(key)).join(' and ')}`;
  }
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return `a ${typeof value}`;
}

/** A path as a user would write it: `toolchains[0].programs.cc`. */
export function keyText(path: DocumentPath): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${bareOrQuoted(key)}`,
    )
    .join('');
}

/** The table that a path leads to, as a user would write it. */
export function tableText(path: DocumentPath): string {
  return path.length === 0 ? 'mkcross.toml' : `[${path.map((key) => bareOrQuoted(String(key))).join('.')}]`;
}

const bareOrQuoted = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

/** The keys that a schema knows, sorted. */
export function keysOf(schema: unknown): readonly string[] {
  const properties = keyOf(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).toSorted() : [];
}
