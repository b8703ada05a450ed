import type { Finding } from '@mkcross/core';
import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser';
import { findings } from '../findings/index.ts';
import { pointerOf, type DocumentPath, type Places } from './places.ts';

/** A TOML file: its data, and where each part of it is. */
export interface TomlFile {
  readonly data: Readonly<Record<string, unknown>>;
  readonly places: Places;
}

/** The longest text that is parsed: parsing takes a second for each megabyte. */
const longest = 1_000_000;

/** Parses TOML 1.1. `file` is its name in places. Finding: TOML_SYNTAX, also for a text that is longer or nested deeper than any that people write. */
export function parseToml(text: string, file: string): Finding | TomlFile {
  if (text.length > longest) return findings.TOML_SYNTAX({ reason: 'the file is longer than a megabyte' }, { file });
  try {
    const document = parseTOML(text, { tomlVersion: '1.1' });
    const positions = positionsOf(document);
    const proto = Object.keys(positions).find((pointer) => /\/__proto__(\/|$)/.test(pointer));
    // Assigned to a JavaScript object, this key is lost.
    if (proto !== undefined)
      return findings.TOML_SYNTAX({ reason: 'the key "__proto__" is reserved' }, { file, ...positions[proto] });
    const data = getStaticTOMLValue(document);
    return { data: isRecord(data) ? data : {}, places: { file, positions } };
  } catch (error) {
    const { reason, position } = syntaxError(error, text);
    return findings.TOML_SYNTAX({ reason }, { file, ...position });
  }
}

/** Whether parsing gave a finding in place of a file. */
export function isFinding(result: Finding | TomlFile): result is Finding {
  return 'code' in result;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

type Positions = Record<string, Position>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The deepest nesting that is accepted; functions that call themselves for each level have a limit too. */
const deepest = 100;
const tooDeep = 'arrays and tables are nested too deep';

/** What such a function says of itself; the parser also where it takes each character of a text as an argument. */
const tooMuch = `${tooDeep}, or a text is too long`;

function syntaxError(error: unknown, text: string): { readonly reason: string; readonly position: Position } {
  const lines = text.split('\n').length;
  const numberOf = (key: string) => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const thrown = error instanceof Error ? error.message : String(error);
  const message = error instanceof RangeError ? tooMuch : thrown;
  const reason = message.slice(0, 1).toLowerCase() + message.slice(1).replace(/\.$/, '');
  const line = Math.min(Math.max(numberOf('lineNumber') ?? 1, 1), lines);
  return { reason, position: { line, column: Math.max(numberOf('column') ?? 0, 0) + 1 } };
}

/** The position of every key and element. */
function positionsOf(document: AST.TOMLProgram): Positions {
  const positions: Positions = {};
  for (const node of document.body[0].body) {
    if (node.type === 'TOMLKeyValue') addKeyValue(node, [], positions);
    else addTable(node, positions);
  }
  return positions;
}

function addTable(table: AST.TOMLTable, positions: Positions): void {
  table.resolvedKey.forEach((_, index) => {
    add(table.resolvedKey.slice(0, index + 1), table.key, positions);
  });
  for (const keyValue of table.body) addKeyValue(keyValue, table.resolvedKey, positions);
}

function addKeyValue(keyValue: AST.TOMLKeyValue, around: DocumentPath, positions: Positions): void {
  const keys = keyValue.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  keys.forEach((_, index) => {
    add([...around, ...keys.slice(0, index + 1)], keyValue.key, positions);
  });
  addValue(keyValue.value, [...around, ...keys], positions);
}

function addValue(value: AST.TOMLContentNode, path: DocumentPath, positions: Positions): void {
  if (value.type === 'TOMLInlineTable') for (const inner of value.body) addKeyValue(inner, path, positions);
  if (value.type === 'TOMLArray')
    value.elements.forEach((element, index) => {
      add([...path, index], element, positions);
      addValue(element, [...path, index], positions);
    });
}

function add(path: DocumentPath, node: { readonly loc: { readonly start: Position } }, positions: Positions): void {
  const { line, column } = node.loc.start;
  if (path.length > deepest) throw Object.assign(new Error(tooDeep), { lineNumber: line, column });
  positions[pointerOf(path)] ??= { line, column: column + 1 };
}
