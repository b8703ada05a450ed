import type { JsonSchema } from '@mkcross/core';

/** Any text. */
export const text = { type: 'string' } as const;
/** One of these types, or null. */
export const orNull = (...types: readonly string[]) => ({ type: [...types, 'null'] }) as const;
/** One of these values. */
export const oneOf = (...values: readonly (number | string | null)[]) => ({ enum: values });
/** A list of such items. */
export const listOf = (items: JsonSchema) => ({ type: 'array', items }) as const;
/** An object with these properties and no others. */
export const record = (
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

/** A finding (`Finding` of @mkcross/core), with its text where a command printed it. */
export const finding = record(
  {
    code: text,
    severity: oneOf('error', 'warning'),
    message: text,
    hint: text,
    data: { type: 'object' },
    where: record({ file: text, line: { type: 'integer' }, column: { type: 'integer' } }, ['line', 'column']),
  },
  ['message', 'hint', 'where'],
);
