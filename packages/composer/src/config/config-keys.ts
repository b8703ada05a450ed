import { configSchema } from './config-schema.ts';
import { keyOf } from './schema-pointer.ts';
import { describe } from './schema-words.ts';

/** A key of mkcross.toml, for its reference. */
export interface ConfigKey {
  readonly key: string;
  /** What its value is, in words. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  /** Its default as TOML, if it has one that is a value. */
  readonly default?: string;
  /** Lines of TOML with it, each complete with its table and with the keys that it needs. */
  readonly examples: readonly string[];
}

/** A table of mkcross.toml; `name` is empty for the keys at the top, and has `<triple>` where a name of the user’s own is. */
export interface ConfigTable {
  readonly name: string;
  readonly description: string;
  readonly keys: readonly ConfigKey[];
}

/** Names for what the user chooses, in tables and in examples. */
const chosen: Readonly<Record<string, { readonly name: string; readonly example: string }>> = {
  target: { name: '<triple>', example: 'x86_64-pc-windows-gnu' },
  run: { name: '<program>', example: 'app' },
};

/** The tables of mkcross.toml with their keys, in the order of the schema: made from the schema alone. */
export function configTables(): readonly ConfigTable[] {
  return tablesOf(configSchema, [], []);
}

function tablesOf(schema: unknown, name: readonly string[], example: readonly string[]): readonly ConfigTable[] {
  const properties = Object.entries(objectOf(keyOf(schema, 'properties')));
  const keys = properties.filter(([, property]) => innerOf(property) === undefined);
  const tables = properties.flatMap(([key, property]: readonly [string, unknown]): readonly ConfigTable[] => {
    const inner = innerOf(property);
    if (inner === undefined) return [];
    const { description } = textsOf(property);
    const own = inner === property ? [] : [chosen[key] ?? { name: '<name>', example: 'name' }];
    const below = tablesOf(
      inner,
      [...name, key, ...own.map((one) => one.name)],
      [...example, key, ...own.map((one) => one.example)],
    );
    return below.map((table, index) => (index === 0 ? { ...table, description } : table));
  });
  const first = { name: name.join('.'), description: textsOf(schema).description };
  return [{ ...first, keys: keys.map(([key, property]) => toKey(schema, key, property, example)) }, ...tables];
}

/** The schema of the table that a property is or, where the user names its tables, consists of; undefined if it is a value. */
function innerOf(property: unknown): unknown {
  if (keyOf(property, 'properties') !== undefined) return property;
  return Object.values(objectOf(keyOf(property, 'patternProperties'))).find(
    (value: unknown) => keyOf(value, 'properties') !== undefined,
  );
}

function toKey(table: unknown, key: string, property: unknown, names: readonly string[]): ConfigKey {
  const { description, examples } = textsOf(property);
  const value = keyOf(property, 'default');
  const needs = keyOf(keyOf(table, 'dependentRequired'), key);
  const needed = (Array.isArray(needs) ? needs : []).map((other) => {
    const name = String(other);
    return line(name, textsOf(keyOf(keyOf(table, 'properties'), name)).examples[0]);
  });
  const required = keyOf(table, 'required');
  const header = names.length === 0 ? [] : [`[${names.join('.')}]`];
  return {
    key,
    type: typeOf(property),
    isRequired: Array.isArray(required) && required.includes(key),
    description,
    ...(value === undefined ? {} : { default: inline(value) }),
    examples: examples.map((example) => [...header, line(key, example), ...needed].join('\n')),
  };
}

function typeOf(property: unknown): string {
  const values: unknown = Object.values(objectOf(keyOf(property, 'patternProperties'))).at(0);
  if (values === undefined) return describe(property, 'table');
  return keyOf(values, 'type') === 'string' ? 'a table of strings' : 'tables';
}

function textsOf(schema: unknown): { readonly description: string; readonly examples: readonly unknown[] } {
  const description = keyOf(schema, 'description');
  const examples = keyOf(schema, 'examples');
  return {
    description: typeof description === 'string' ? description : '',
    examples: Array.isArray(examples) ? examples : [],
  };
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
const line = (key: string, value: unknown) => `${key} = ${inline(value)}`;

/** A value as TOML on one line. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]: readonly [string, unknown]) =>
      line(/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key), item),
    )
    .join(', ')} }`;
}
