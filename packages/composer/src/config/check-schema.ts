import { findings, type Finding, type JsonSchema, type Place } from '@mkcross/core';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { nearestName } from './nearest-name.ts';
import type { TomlPath } from './toml-file.ts';

/**
 * Checks data against a schema that describes a `T`, and fills in its defaults in place.
 * Without findings, `data` is the checked data. Findings name keys by their path below `root`.
 */
export function checkSchema<T>(
  schema: JsonSchema,
  data: unknown,
  root: TomlPath,
  placeOf: (path: TomlPath) => Place,
): { readonly data?: T; readonly found: readonly Finding[] } {
  const validate = ajv.compile<T>(schema);
  if (validate(data)) return { data, found: [] };
  return { found: toFindings(validate.errors ?? [], data, root, placeOf) };
}

const ajv = new Ajv2020({ allErrors: true, useDefaults: true, verbose: true, strict: false, allowUnionTypes: true });
ajv.addFormat('project-path', isProjectPath);

/** Whether a path, relative to the project's root, stays inside it. */
function isProjectPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..');
}

/** One finding per wrong key: what the parts of an `anyOf` say is folded into what the whole expects. */
function toFindings(
  errors: readonly ErrorObject[],
  data: unknown,
  root: TomlPath,
  placeOf: (path: TomlPath) => Place,
): readonly Finding[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => schemaPath);
  return errors
    .filter(({ schemaPath }) => !unions.some((union) => schemaPath.startsWith(`${union}/`)))
    .filter(({ keyword, propertyName }) => keyword === 'propertyNames' || propertyName === undefined)
    .map((error) => toFinding(error, root, placeOf, data));
}

function toFinding(error: ErrorObject, root: TomlPath, placeOf: (path: TomlPath) => Place, data: unknown): Finding {
  const path = pointerPath(error.instancePath, data);
  const key = keyText([...root, ...path]);
  const where = placeOf([...root, ...path]);
  if (error.keyword === 'additionalProperties') {
    const unknown = stringParam(error, 'additionalProperty');
    const valid = keysOf(error.parentSchema);
    return findings.CONFIG_UNKNOWN_KEY(
      { key: unknown, table: tableText([...root, ...path]), valid, nearest: nearestName(unknown, valid) },
      placeOf([...root, ...path, unknown]),
    );
  }
  if (error.keyword === 'propertyNames') {
    const name = stringParam(error, 'propertyName');
    return findings.CONFIG_WRONG_TYPE(
      {
        key: `${key}.${name}`,
        expected: describe(keyOf(error.parentSchema, 'propertyNames')),
        found: JSON.stringify(name),
      },
      placeOf([...root, ...path, name]),
    );
  }
  if (error.keyword === 'required') {
    const missing = stringParam(error, 'missingProperty');
    const expected = describe(keyOf(keyOf(error.parentSchema, 'properties'), missing));
    return findings.CONFIG_WRONG_TYPE({ key: keyText([...root, ...path, missing]), expected, found: 'missing' }, where);
  }
  if (error.keyword === 'format' && error.schema === 'project-path')
    return findings.PATH_OUTSIDE_PROJECT({ key, path: String(error.data) }, where);
  const expected = error.keyword === 'uniqueItems' ? 'a list without repetitions' : describe(error.parentSchema);
  return findings.CONFIG_WRONG_TYPE(
    { key, expected, found: describeValue(error.data), nearest: nearestValue(error) },
    where,
  );
}

function nearestValue(error: ErrorObject): string | undefined {
  const valid = keyOf(error.parentSchema, 'enum');
  if (typeof error.data !== 'string' || !Array.isArray(valid)) return undefined;
  return nearestName(error.data, valid.map(String));
}

/** What a schema asks for, in words. */
function describe(schema: unknown): string {
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
      return describeString(value('pattern'));
  }
}

function describeString(pattern: unknown): string {
  if (pattern === undefined) return 'a string';
  return typeof pattern === 'string' && pattern.includes("'")
    ? 'the name of a Nix package, such as "cmake" or "windows.pthreads"'
    : 'a triple, such as "x86_64-unknown-linux-musl"';
}

function describeValue(value: unknown): string {
  if (value instanceof Date) return 'a date';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table';
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** An ajv JSON Pointer (RFC 6901) as a path; a segment is an index where the data has a list. */
function pointerPath(pointer: string, data: unknown): TomlPath {
  let at = data;
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((segment) => {
      const key = Array.isArray(at) ? Number(segment) : segment;
      at = keyOf(at, String(key));
      return key;
    });
}

/** A path as a user would write it. */
function keyText(path: TomlPath): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${bareOrQuoted(key)}`,
    )
    .join('');
}

function tableText(path: TomlPath): string {
  return path.length === 0 ? 'mkcross.toml' : `[${path.map((key) => bareOrQuoted(String(key))).join('.')}]`;
}

const bareOrQuoted = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

function keysOf(schema: unknown): readonly string[] {
  const properties = keyOf(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).toSorted() : [];
}

function keyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function stringParam(error: ErrorObject, name: string): string {
  return String(keyOf(error.params, name));
}
