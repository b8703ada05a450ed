import { keyOf } from './schema-pointer.ts';

/** Data with the defaults that its schema's `properties` name, where it has no value; the data itself stays as it is. */
export function withDefaults(schema: unknown, data: unknown): unknown {
  const properties = keyOf(schema, 'properties');
  if (typeof properties !== 'object' || properties === null) return data;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const added = Object.entries(properties).flatMap(([key, property]: readonly [string, unknown]) => {
    const before = keyOf(data, key);
    const after = before === undefined ? keyOf(property, 'default') : withDefaults(property, before);
    return after === before ? [] : [[key, after] as const];
  });
  return added.length === 0 ? data : { ...data, ...Object.fromEntries(added) };
}
