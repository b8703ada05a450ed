import { format, Validator, type OutputUnit } from '@cfworker/json-schema';
import type { Finding, JsonSchema, Place } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from './nearest-name.ts';
import { withDefaults } from './schema-defaults.ts';
import { holderOf, keyOf, pointerPath, schemaAt, valueAt } from './schema-pointer.ts';
import { describe, describeValue, keysOf, keyText, tableText } from './schema-words.ts';
import type { TomlPath } from './toml-file.ts';

format['project-path'] = isProjectPath;

/**
 * Checks data against a JSON Schema (draft 2020-12) that describes a `T`. Without findings, `data` is the checked data
 * with the schema's defaults filled in. Findings name keys by their path below `root`.
 */
export function checkSchema<T>(
  schema: JsonSchema,
  data: unknown,
  root: TomlPath,
  placeOf: (path: TomlPath) => Place,
): { readonly data?: T; readonly found: readonly Finding[] } {
  const whole = withDefaults(schema, data);
  const json = likeJson(whole);
  // Stopping at the first error takes a fraction of the time, and most data has none.
  const isValid = (checked: unknown): checked is T =>
    checked === whole && new Validator(schema, '2020-12', true).validate(json).valid;
  if (isValid(whole)) return { data: whole, found: [] };
  const { errors } = new Validator(schema, '2020-12', false).validate(json);
  const found = telling(errors).flatMap((unit) => toFindings({ unit, schema, data, root, placeOf }));
  return { found: [...new Map(found.map((one) => [JSON.stringify(one), one])).values()] };
}

/** Whether a path, relative to the project's root, stays inside it. */
function isProjectPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..');
}

/** Data with null in the place of what JSON does not have and the validator refuses: big numbers, functions. */
function likeJson(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(likeJson);
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(
      Object.entries(data).flatMap(([key, value]: readonly [string, unknown]) =>
        value === undefined ? [] : [[key, likeJson(value)]],
      ),
    );
  return ['bigint', 'function', 'symbol'].includes(typeof data) ? null : data;
}

/** Keywords that only say that something below them is wrong. */
const containers = ['$ref', 'additionalProperties', 'items', 'properties', 'propertyNames'];

/** One unit per wrong key: what the parts of an `anyOf` say is folded into what the whole expects. */
function telling(units: readonly OutputUnit[]): readonly OutputUnit[] {
  const unions = units.filter(({ keyword }) => keyword === 'anyOf').map(({ keywordLocation }) => keywordLocation);
  const names = units
    .filter(({ keyword }) => keyword === 'propertyNames')
    .map(({ keywordLocation }) => keywordLocation);
  const isBelow = (locations: readonly string[], { keywordLocation }: OutputUnit) =>
    locations.some((location) => keywordLocation.startsWith(`${location}/`));
  return units.flatMap((unit, index) => {
    if (isBelow(unions, unit)) return [];
    // `false` stands at the data's own location; the keyword that it belongs to is the unit before it.
    if (unit.keyword === 'false') return [{ ...unit, keywordLocation: units[index - 1]?.keywordLocation ?? '#' }];
    if (isBelow(names, unit)) return [{ ...unit, keyword: 'propertyNames' }];
    return containers.includes(unit.keyword) ? [] : [unit];
  });
}

interface Wrong {
  readonly unit: OutputUnit;
  readonly schema: JsonSchema;
  readonly data: unknown;
  readonly root: TomlPath;
  readonly placeOf: (path: TomlPath) => Place;
}

function toFindings({ unit, schema, data, root, placeOf }: Wrong): readonly Finding[] {
  const below = pointerPath(unit.instanceLocation, data);
  const path = [...root, ...below];
  const key = keyText(path);
  const holder = schemaAt(schema, holderOf(unit.keywordLocation));
  const where = placeOf(path);
  const value = valueAt(data, below);
  switch (unit.keyword) {
    case 'false': {
      const unknown = String(path.at(-1));
      const valid = keysOf(holder);
      const details = {
        key: unknown,
        table: tableText(path.slice(0, -1)),
        valid,
        nearest: nearestName(unknown, valid),
      };
      return [findings.CONFIG_UNKNOWN_KEY(details, where)];
    }
    case 'propertyNames':
      return [
        findings.CONFIG_WRONG_TYPE(
          { key, expected: describe(holder), found: JSON.stringify(String(path.at(-1))) },
          where,
        ),
      ];
    case 'required':
      return missingKeys(holder, value).map((name) => {
        const expected = describe(keyOf(keyOf(holder, 'properties'), name));
        return findings.CONFIG_WRONG_TYPE({ key: keyText([...path, name]), expected, found: 'missing' }, where);
      });
    case 'format':
      if (typeof value === 'string' && keyOf(holder, 'format') === 'project-path')
        return [findings.PATH_OUTSIDE_PROJECT({ key, path: value }, where)];
  }
  const expected = unit.keyword === 'uniqueItems' ? 'a list without repetitions' : describe(holder);
  const nearest = nearestValue(holder, value);
  return [findings.CONFIG_WRONG_TYPE({ key, expected, found: describeValue(value), nearest }, where)];
}

function missingKeys(schema: unknown, value: unknown): readonly string[] {
  const required = keyOf(schema, 'required');
  return Array.isArray(required) ? required.map(String).filter((name) => keyOf(value, name) === undefined) : [];
}

function nearestValue(schema: unknown, value: unknown): string | undefined {
  const valid = keyOf(schema, 'enum');
  if (typeof value !== 'string' || !Array.isArray(valid)) return undefined;
  return nearestName(value, valid.map(String));
}
