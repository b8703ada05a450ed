import { format, Validator, type OutputUnit } from '@cfworker/json-schema';
import { bestBranch } from './best-branch.ts';
import { nearestName } from './nearest-name.ts';
import type { DocumentPath } from './places.ts';
import { holderOf, keyOf, pointerPath, schemaAt, valueAt } from './schema-pointer.ts';
import { describe, describeValue, keysOf, keyText, type ObjectWord } from './schema-words.ts';

format['project-path'] = isProjectPath;

/** One thing in data that its schema does not allow. */
export type Problem =
  | {
      readonly kind: 'unknown key';
      readonly path: DocumentPath;
      readonly key: string;
      /** The keys that may be there, sorted. */
      readonly valid: readonly string[];
      readonly nearest: string | undefined;
    }
  | {
      readonly kind: 'wrong value';
      readonly path: DocumentPath;
      /** What may be there and what is there, in words. */
      readonly expected: string;
      readonly found: string;
      readonly nearest: string | undefined;
    }
  | { readonly kind: 'outside project'; readonly path: DocumentPath; readonly value: string };

/** A problem as part of a sentence, without a full stop: `toolchains[0].id must be a string, and is 1`. */
export function problemText(problem: Problem, word: ObjectWord): string {
  const key = keyText(problem.path);
  if (problem.kind === 'outside project') return `${key} leads out of the project: ${JSON.stringify(problem.value)}`;
  const hint = problem.nearest === undefined ? '' : `; did you mean "${problem.nearest}"?`;
  if (problem.kind === 'wrong value') {
    const name = key === '' ? `the whole` : key;
    return problem.found === 'missing'
      ? `${name} is missing: ${problem.expected}`
      : `${name} must be ${problem.expected}, found ${problem.found}${hint.replace('?', '')}`;
  }
  const holder = keyText(problem.path.slice(0, -1));
  return `${holder === '' ? `the ${word}` : holder} has no key "${problem.key}"${hint.replace('?', '')}`;
}

/**
 * What in data a JSON Schema (draft 2020-12) does not allow: one problem for each fault. Of the branches of an `anyOf`, only the one
 * that the data is closest to is reported. Throws what the validator throws where the schema itself is broken.
 */
export function problemsOf(schema: object, data: unknown, word: ObjectWord): readonly Problem[] {
  const json = likeJson(data);
  // Stopping at the first error takes a fraction of the time, and most data has none.
  if (validatorOf(schema, 'first error').validate(json).valid) return [];
  const { errors } = validatorOf(schema, 'all errors').validate(json);
  const found = telling(errors).flatMap((unit) => toProblems(unit, schema, json, data, word));
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

const validators = { 'all errors': new WeakMap<object, Validator>(), 'first error': new WeakMap<object, Validator>() };

/** The validator of a schema. Making one takes several times as long as using it, so that those of the same schema are kept. */
function validatorOf(schema: object, until: keyof typeof validators): Validator {
  const kept = validators[until].get(schema);
  if (kept !== undefined) return kept;
  const made = new Validator(schema, '2020-12', until === 'first error');
  validators[until].set(schema, made);
  return made;
}

/** Whether a path, relative to the project's root, stays inside it. */
export function isProjectPath(path: string): boolean {
  return path !== '' && !/^([/\\]|[A-Za-z]:)/.test(path) && !path.includes('\0') && !path.split(/[/\\]/).includes('..');
}

/** Data with null in the place of what JSON does not have and the validator refuses: dates, big numbers, functions, undefined. */
function likeJson(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(likeJson);
  if (data instanceof Date) return null;
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(
      Object.entries(data).flatMap(([key, value]: readonly [string, unknown]) =>
        value === undefined ? [] : [[key, likeJson(value)]],
      ),
    );
  if (typeof data === 'number' && !Number.isFinite(data)) return null;
  return ['bigint', 'function', 'symbol', 'undefined'].includes(typeof data) ? null : data;
}

/** Keywords that only say that something below them is wrong. */
const containers = ['$ref', 'additionalProperties', 'items', 'patternProperties', 'prefixItems', 'properties'];

/** One unit for each fault, without those from inside the branches of an `anyOf`. */
function telling(units: readonly OutputUnit[]): readonly OutputUnit[] {
  const locationsOf = (keyword: string) =>
    units.filter((unit) => unit.keyword === keyword).map(({ keywordLocation }) => keywordLocation);
  const unions = [...locationsOf('anyOf'), ...locationsOf('oneOf')];
  const names = locationsOf('propertyNames');
  const isBelow = (locations: readonly string[], { keywordLocation }: OutputUnit) =>
    locations.some((location) => keywordLocation.startsWith(`${location}/`));
  return units.flatMap((unit, index) => {
    if (isBelow(unions, unit) || isBelow(names, unit)) return [];
    // `false` has the location of the data; the keyword that it belongs to is the unit before it.
    if (unit.keyword === 'false') {
      const before = units[index - 1]?.keywordLocation ?? '#';
      return isBelow(unions, { ...unit, keywordLocation: before }) ? [] : [{ ...unit, keywordLocation: before }];
    }
    return containers.includes(unit.keyword) ? [] : [unit];
  });
}

function toProblems(
  unit: OutputUnit,
  schema: object,
  json: unknown,
  data: unknown,
  word: ObjectWord,
): readonly Problem[] {
  const path = pointerPath(unit.instanceLocation, json);
  const holder = schemaAt(schema, holderOf(unit.keywordLocation));
  const value = valueAt(data, path);
  const wrong = (expected: string, at: DocumentPath = path): Problem => {
    const here = valueAt(data, at);
    return {
      kind: 'wrong value',
      path: at,
      expected,
      found: describeValue(here, word),
      nearest: nearest(holder, here),
    };
  };
  switch (unit.keyword) {
    case 'false':
      return [unknownKey(path, keysOf(holder))];
    case 'anyOf':
    case 'oneOf':
      return unionProblems({ ...definitionsOf(schema), anyOf: keyOf(holder, unit.keyword) }, value, path, word);
    case 'required':
      return missingKeys(holder, value).map((key) =>
        wrong(describe(keyOf(keyOf(holder, 'properties'), key), word), [...path, key]),
      );
    case 'dependentRequired':
      return dependentKeys(holder, value).map((key) =>
        wrong(describe(keyOf(keyOf(holder, 'properties'), key), word), [...path, key]),
      );
    case 'propertyNames':
      return wrongNames({ ...definitionsOf(schema), allOf: [asSchema(keyOf(holder, 'propertyNames'))] }, value).map(
        (key) => wrongName(keyOf(holder, 'propertyNames'), [...path, key], word),
      );
    case 'format':
      if (typeof value === 'string' && keyOf(holder, 'format') === 'project-path')
        return [{ kind: 'outside project', path, value }];
      return [wrong(`a string in the format "${String(keyOf(holder, 'format'))}"`)];
    case 'uniqueItems':
      return [
        {
          kind: 'wrong value',
          path,
          expected: 'a list without repetitions',
          found: `a list with ${repeated(value)} twice`,
          nearest: undefined,
        },
      ];
    case 'minProperties':
      return [wrong(`${describe({ type: 'object' }, word)} that is not empty`)];
  }
  return [wrong(describe(holder, word))];
}

/** The problems of the branch that a value is closest to; where it is close to none, that it is none of them. */
function unionProblems(union: object, value: unknown, path: DocumentPath, word: ObjectWord): readonly Problem[] {
  const { branch, valid } = bestBranch(union, value);
  if (branch !== undefined) {
    const inside = problemsOf({ ...definitionsOf(union), ...branch }, value, word);
    if (inside.length > 0) return inside.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  }
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const close = keys.map((key) => nearestName(key, valid)).find((name) => name !== undefined);
  return [
    {
      kind: 'wrong value',
      path,
      expected: describe(union, word),
      found: describeValue(value, word),
      nearest: close ?? nearest(union, value),
    },
  ];
}

/** The keys of an object that a schema of keys refuses. */
const wrongNames = (names: object, value: unknown): readonly string[] =>
  Object.keys(asSchema(value)).filter((key) => !validatorOf(names, 'first error').validate(key).valid);

function wrongName(names: unknown, path: DocumentPath, word: ObjectWord): Problem {
  const valid = keyOf(names, 'enum');
  if (Array.isArray(valid)) return unknownKey(path, valid.map(String));
  const found = JSON.stringify(path.at(-1));
  return { kind: 'wrong value', path, expected: `a key that is ${describe(names, word)}`, found, nearest: undefined };
}

function unknownKey(path: DocumentPath, valid: readonly string[]): Problem {
  const key = String(path.at(-1));
  return { kind: 'unknown key', path, key, valid, nearest: nearestName(key, valid) };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const asSchema = (value: unknown) => (isObject(value) ? value : {});

/** What `$ref` in a part of a schema refers to. */
function definitionsOf(schema: object): object {
  return Object.fromEntries(
    ['$defs', 'definitions'].flatMap((key) => {
      const value = keyOf(schema, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function missingKeys(schema: unknown, value: unknown): readonly string[] {
  const required = keyOf(schema, 'required');
  return Array.isArray(required) ? required.map(String).filter((name) => keyOf(value, name) === undefined) : [];
}

function dependentKeys(schema: unknown, value: unknown): readonly string[] {
  return Object.entries(asSchema(keyOf(schema, 'dependentRequired'))).flatMap(
    ([key, needed]: readonly [string, unknown]) =>
      keyOf(value, key) === undefined ? [] : missingKeys({ required: needed }, value),
  );
}

function repeated(value: unknown): string {
  const texts = Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : [];
  return texts.find((text, index) => texts.indexOf(text) !== index) ?? 'an item';
}

/** The valid text nearest to a mistyped one, of an `enum`, a `const`, or branches with one. */
function nearest(schema: unknown, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const branches = keyOf(schema, 'anyOf');
  const parts = Array.isArray(branches) ? branches : [schema];
  const valid = parts.flatMap((part: unknown) => {
    const options = keyOf(part, 'enum');
    return Array.isArray(options) ? options.map((option: unknown) => option) : [keyOf(part, 'const')];
  });
  return nearestName(
    value,
    valid.filter((option) => typeof option === 'string'),
  );
}
