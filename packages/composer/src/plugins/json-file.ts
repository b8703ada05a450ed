import { parse, type AnyNode } from '@humanwhocodes/momoa';
import { pointerOf, type DocumentPath, type Places } from '../config/places.ts';

/** A JSON file: its data, and where each of its values is. */
export interface JsonFile {
  readonly data: unknown;
  readonly places: Places;
}

/** What is wrong with a text that is not JSON, and where. */
export interface JsonError {
  readonly reason: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Parses JSON (RFC 8259). A key that occurs twice in an object is an error, since one of its values would be lost. Places are found when
 * they are first asked for, which few files are: it takes several times as long as parsing.
 */
export function parseJson(text: string, file: string): JsonError | JsonFile {
  try {
    const data: unknown = JSON.parse(text);
    if (membersIn(data) === colonsIn(text)) return { data, places: lazyPlaces(text, file) };
    const located = locate(text);
    return 'reason' in located ? located : { data, places: { file, ...located } };
  } catch (error) {
    const located = locate(text);
    return 'reason' in located ? located : jsonError(error);
  }
}

function lazyPlaces(text: string, file: string): Places {
  let positions: Positions | undefined;
  return {
    file,
    get positions() {
      if (positions === undefined) {
        const located = locate(text);
        positions = 'reason' in located ? {} : located.positions;
      }
      return positions;
    },
  };
}

/** The deepest nesting that is accepted; functions that call themselves for each level have a limit too. */
const deepest = 100;
const tooDeep = 'arrays and objects are nested too deep';

/** How many members the objects of a value have. */
function membersIn(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > deepest) throw new RangeError(tooDeep);
  const inside: readonly unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : inside.length;
  return inside.reduce<number>((count, one) => count + membersIn(one, depth + 1), own);
}

/** How many members a text of valid JSON writes: each has a colon outside of strings. */
function colonsIn(text: string): number {
  return text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').split(':').length - 1;
}

/** The positions of all values, or what is wrong. */
function locate(text: string): JsonError | { readonly positions: Positions } {
  try {
    const { body } = parse(text, { mode: 'json' });
    const positions: Positions = {};
    return collect(body, [], positions) ?? { positions };
  } catch (error) {
    return jsonError(error);
  }
}

type Positions = Record<string, { readonly line: number; readonly column: number }>;

/** Adds the positions of a value and those inside it: of members where their key is. Gives a key that occurs twice. */
function collect(node: AnyNode, path: DocumentPath, positions: Positions): JsonError | undefined {
  const { line, column } = node.loc.start;
  if (path.length > deepest) return { reason: tooDeep, line, column };
  positions[pointerOf(path)] ??= { line, column };
  if (node.type === 'Array')
    return first(node.elements, ({ value }, index) => collect(value, [...path, index], positions));
  if (node.type !== 'Object') return undefined;
  const keys = new Set<string>();
  return first(node.members, ({ name, value }) => {
    const key = name.type === 'String' ? name.value : name.name;
    const position = { line: name.loc.start.line, column: name.loc.start.column };
    if (keys.has(key)) return { reason: `the key "${key}" occurs twice in one object`, ...position };
    keys.add(key);
    positions[pointerOf([...path, key])] = position;
    return collect(value, [...path, key], positions);
  });
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item, index: number) => Found | undefined,
): Found | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

const tokens: Readonly<Record<string, string>> = {
  Boolean: 'true or false',
  Colon: '":"',
  Comma: '","',
  LBrace: '"{"',
  LBracket: '"["',
  Null: 'null',
  Number: 'number',
  RBrace: '"}"',
  RBracket: '"]"',
  String: 'string',
};

function jsonError(error: unknown): JsonError {
  const numberOf = (key: string) => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
    return typeof value === 'number' && value >= 1 ? value : 1;
  };
  const thrown = error instanceof Error ? error.message : String(error);
  const message = error instanceof RangeError ? tooDeep : thrown;
  const plain = message
    .replace(/ \(\d+:\d+\)$/, '')
    .replace(/\.$/, '')
    .replace(/ found$/, '');
  const reason = plain.replace(/^Unexpected token (\w+)/, (_, token: string) => `unexpected ${tokens[token] ?? token}`);
  return {
    reason: reason.slice(0, 1).toLowerCase() + reason.slice(1),
    line: numberOf('line'),
    column: numberOf('column'),
  };
}
