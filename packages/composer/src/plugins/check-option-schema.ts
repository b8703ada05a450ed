import type { DocumentPath } from '../config/places.ts';
import { keyOf } from '../config/schema-pointer.ts';
import { problemsOf, problemText } from '../config/schema-problems.ts';
import { keyText } from '../config/schema-words.ts';
import type { Fault } from './fault.ts';

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema 2020-12, core 10 and 11). */
const one = [
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const many = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const named = ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'];

/**
 * What is wrong with the schema of a plugin's options, which is the plugin's fault and not that of who writes mkcross.toml: patterns that
 * are not regular expressions, references that lead nowhere, unknown types, defaults that the schema itself refuses.
 */
export function checkOptionSchema(options: unknown): readonly Fault[] {
  if (options === undefined) return [];
  const path = ['options'];
  const found = schemaFaults(options, path, options);
  if (found.length > 0) return found;
  const type = keyOf(options, 'type');
  if (type !== undefined && type !== 'object')
    return [{ path: ['options', 'type'], problem: 'options.type must be "object", for options are a table' }];
  try {
    return defaultFaults(options);
  } catch (error) {
    // Such as a reference to itself without an end.
    const message = error instanceof Error ? error.message : String(error);
    return [{ path, problem: `options cannot be used as a JSON Schema: ${message.split('\n', 1)[0] ?? ''}` }];
  }
}

function schemaFaults(schema: unknown, path: DocumentPath, root: unknown): readonly Fault[] {
  if (typeof schema === 'boolean') return [];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    return [{ path, problem: `${keyText(path)} must be a JSON Schema` }];
  return Object.entries(schema).flatMap(([keyword, value]: readonly [string, unknown]): readonly Fault[] => {
    const here = [...path, keyword];
    if (one.includes(keyword)) return schemaFaults(value, here, root);
    if (many.includes(keyword)) {
      if (!Array.isArray(value)) return [{ path: here, problem: `${keyText(here)} must be a list of schemas` }];
      return value.flatMap((item, index) => schemaFaults(item, [...here, index], root));
    }
    if (named.includes(keyword)) return namedFaults(keyword, value, here, root);
    return keywordFaults(keyword, value, here, root);
  });
}

function namedFaults(keyword: string, value: unknown, here: DocumentPath, root: unknown): readonly Fault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path: here, problem: `${keyText(here)} must be an object of schemas` }];
  return Object.entries(value).flatMap(([name, inner]: readonly [string, unknown]) => [
    ...(keyword === 'patternProperties' ? patternFaults(name, [...here, name]) : []),
    ...schemaFaults(inner, [...here, name], root),
  ]);
}

function keywordFaults(keyword: string, value: unknown, here: DocumentPath, root: unknown): readonly Fault[] {
  switch (keyword) {
    case 'pattern':
      return patternFaults(value, here);
    case 'type':
      return [value].flat().some((type) => typeof type !== 'string' || !types.includes(type))
        ? [{ path: here, problem: `${keyText(here)} must be one of ${types.join(', ')}` }]
        : [];
    case '$ref':
      return typeof value === 'string' && refersTo(root, value)
        ? []
        : [
            {
              path: here,
              problem: `${keyText(here)} leads nowhere: ${JSON.stringify(value)}`,
              fix: 'Refer to a part of the same schema, such as "#/$defs/name".',
            },
          ];
    case '$dynamicRef':
    case '$recursiveRef':
    case '$id':
    case '$anchor':
      return [{ path: here, problem: `${keyText(here)} is not supported in options` }];
    case 'enum':
    case 'required':
      return Array.isArray(value) ? [] : [{ path: here, problem: `${keyText(here)} must be a list` }];
    default:
      return [];
  }
}

function patternFaults(pattern: unknown, path: DocumentPath): readonly Fault[] {
  const problem = patternProblem(pattern);
  return problem === undefined ? [] : [{ path, problem: `${keyText(path)} is not a regular expression: ${problem}` }];
}

/** Why a text is not a regular expression of ECMAScript with the flag `u`; undefined if it is one. */
function patternProblem(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return 'it is not a string';
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split(': ').at(-1) ?? message;
  }
}

function refersTo(root: unknown, ref: string): boolean {
  if (!ref.startsWith('#')) return false;
  const segments = ref.slice(1).split('/').slice(1);
  return segments.reduce<unknown>((at, segment) => keyOf(at, unescape(segment)), root) !== undefined;
}

const unescape = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** Defaults of options that the options' own schemas refuse. */
function defaultFaults(options: unknown): readonly Fault[] {
  const properties = keyOf(options, 'properties');
  if (typeof properties !== 'object' || properties === null) return [];
  if (typeof options === 'object' && options !== null) problemsOf(options, {}, 'table');
  return Object.entries(properties).flatMap(([name, property]: readonly [string, unknown]) => {
    const value = keyOf(property, 'default');
    if (value === undefined || typeof property !== 'object' || property === null) return [];
    return problemsOf({ $defs: keyOf(options, '$defs') ?? {}, ...property }, value, 'table').map((problem) => {
      const path = ['options', 'properties', name, 'default'];
      return { path, problem: problemText({ ...problem, path: [...path, ...problem.path] }, 'object') };
    });
  });
}
