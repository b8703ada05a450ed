/**
 * The builders of TypeBox that mkcross uses, as functions that make the same JSON Schemas and no more. In the program `mkcross` they take
 * the place of TypeBox, which is a quarter of what it would load, and makes schemas to be turned into types, which a program does not do.
 */
const { defineProperty, keys } = globalThis.Object;
const isOptional = Symbol('optional');

export const String = (options) => ({ type: 'string', ...options });
export const Number = (options) => ({ type: 'number', ...options });
export const Integer = (options) => ({ type: 'integer', ...options });
export const Boolean = (options) => ({ type: 'boolean', ...options });
export const Null = (options) => ({ type: 'null', ...options });
export const Unknown = (options) => ({ ...options });
export const Unsafe = (schema) => schema;
export const Ref = ($ref, options) => ({ $ref, ...options });
export const Literal = (value, options) => ({ type: typeof value, const: value, ...options });
export const Union = (anyOf, options) => ({ anyOf, ...options });
export const Array = (items, options) => ({ type: 'array', items, ...options });
export const Record = (_, values, options) => ({ type: 'object', patternProperties: { '^.*$': values }, ...options });
export const Optional = (schema) => defineProperty({ ...schema }, isOptional, { value: true });
export const Partial = ({ properties }) => ({ type: 'object', properties });

export function Object(properties, options) {
  const required = keys(properties).filter((key) => properties[key][isOptional] !== true);
  return { type: 'object', ...(required.length > 0 ? { required } : {}), properties, ...options };
}
