import { parse } from '@iarna/toml';
import type { Finding, Place } from '@mkcross/core';
import { parseTOML, type AST } from 'toml-eslint-parser';
import { findings } from '../findings/index.ts';

/** A path of keys and indices into a TOML document. */
export type TomlPath = readonly (number | string)[];

/** A TOML file: its data, and where each part of it stands. */
export interface TomlFile {
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the value at `path` stands, or the nearest part around it that the file has. */
  readonly placeOf: (path: TomlPath) => Place;
}

/** Parses TOML 1.0. `file` is its name in places. */
export function parseToml(text: string, file: string): TomlFile | Finding {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = parse(text);
  } catch (error) {
    const { reason, line, column } = syntaxError(error);
    return findings.TOML_SYNTAX({ reason }, line === undefined ? { file } : { file, line, column: column ?? 1 });
  }
  const places = collectPlaces(text);
  const placeOf = (path: TomlPath): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = places.get(placeKey(path.slice(0, length)));
      if (found !== undefined) return { file, ...found };
    }
    return { file };
  };
  return { data, placeOf };
}

/** Whether parsing gave a finding in place of a file. */
export function isFinding(result: Finding | TomlFile): result is Finding {
  return 'code' in result;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function syntaxError(error: unknown): { reason: string; line?: number; column?: number } {
  if (!(typeof error === 'object' && error !== null && 'message' in error)) return { reason: String(error) };
  const reason =
    String(error.message)
      .split('\n', 1)[0]
      ?.replace(/ at row .*$/, '') ?? 'unreadable';
  const line = 'line' in error && typeof error.line === 'number' ? error.line + 1 : undefined;
  const column = 'col' in error && typeof error.col === 'number' ? error.col + 1 : undefined;
  return { reason, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

const placeKey = (path: TomlPath) => JSON.stringify(path);

/** The position of every key and element. A file that only @iarna/toml accepts has none. */
function collectPlaces(text: string): ReadonlyMap<string, Position> {
  const places = new Map<string, Position>();
  try {
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === 'TOMLKeyValue') addKeyValue(node, [], places);
      else addTable(node, places);
    }
  } catch {
    return new Map();
  }
  return places;
}

function addTable(table: AST.TOMLTable, places: Map<string, Position>): void {
  table.resolvedKey.forEach((_, index) => {
    add(table.resolvedKey.slice(0, index + 1), table.key, places);
  });
  for (const keyValue of table.body) addKeyValue(keyValue, table.resolvedKey, places);
}

function addKeyValue(keyValue: AST.TOMLKeyValue, around: TomlPath, places: Map<string, Position>): void {
  const keys = keyValue.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  keys.forEach((_, index) => {
    add([...around, ...keys.slice(0, index + 1)], keyValue.key, places);
  });
  addValue(keyValue.value, [...around, ...keys], places);
}

function addValue(value: AST.TOMLContentNode, path: TomlPath, places: Map<string, Position>): void {
  if (value.type === 'TOMLInlineTable') for (const inner of value.body) addKeyValue(inner, path, places);
  if (value.type === 'TOMLArray')
    value.elements.forEach((element, index) => {
      add([...path, index], element, places);
      addValue(element, [...path, index], places);
    });
}

function add(
  path: TomlPath,
  node: { readonly loc: { readonly start: Position } },
  places: Map<string, Position>,
): void {
  const key = placeKey(path);
  if (!places.has(key)) places.set(key, { line: node.loc.start.line, column: node.loc.start.column + 1 });
}
