import type { DocumentPath } from './places.ts';

/** What an object has under a key; undefined of anything else. */
export function keyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** What a path leads to. */
export function valueAt(data: unknown, path: DocumentPath): unknown {
  return path.reduce((at, key) => keyOf(at, String(key)), data);
}

/** The segments of a JSON Pointer in a URI fragment (RFC 6901, section 6). */
function pointerSegments(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => decodeURI(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where a pointer into data leads: a segment is an index where the data has a list. */
export function pointerPath(pointer: string, data: unknown): DocumentPath {
  let at = data;
  return pointerSegments(pointer).map((segment) => {
    const key = Array.isArray(at) ? Number(segment) : segment;
    at = keyOf(at, segment);
    return key;
  });
}

/** The schema that a keyword's location leads to, with references followed. */
export function schemaAt(root: unknown, location: string): unknown {
  return pointerSegments(location).reduce((schema, segment) => {
    const next = keyOf(schema, segment);
    return segment === '$ref' && typeof next === 'string' ? schemaAt(root, next) : next;
  }, root);
}

/** The location of the schema that holds a keyword. */
export const holderOf = (location: string) => location.slice(0, location.lastIndexOf('/'));
