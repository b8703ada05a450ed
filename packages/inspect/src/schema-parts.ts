import type { Finding, FindingData } from '@mkcross/core';
import * as Type from 'typebox';
import type { TObject, TProperties, TSchema } from 'typebox';

/** What a schema describes, read-only. */
export type Described<Schema extends TSchema> = FindingData<Schema>;

/** An object with these properties and no others. */
export const record = <Properties extends TProperties>(
  properties: Properties,
  options: { readonly description?: string; readonly title?: string; readonly $schema?: string } = {},
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: false });

/** Text. */
export const text = (description: string) => Type.String({ description });

/** Text, or null. */
export const textOrNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

/** True, false, or null. */
export const booleanOrNull = (description: string) => Type.Union([Type.Boolean(), Type.Null()], { description });

/** One of these values. */
export const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ enum: values, description });

/** One of these values, or null. */
export const oneOfOrNull = <const Values extends readonly (number | string)[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number] | null>({ enum: [...values, null], description });

/** Texts by name. */
export const texts = (description: string) =>
  Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' }, description });

/** A finding (`Finding` of @mkcross/core). */
export const findingSchema = Type.Unsafe<Finding>(
  Type.Object(
    {
      code: text('Permanent name of the kind of finding, such as `BINARY_DAMAGED`. docs/errors.md lists all of them.'),
      severity: oneOf(['error', 'warning'], 'An error fails the command.'),
      data: Type.Object({}, { description: 'Details of this case, by the code.' }),
      message: Type.Optional(text('What is wrong, and why; only in what a command prints.')),
      hint: Type.Optional(text('What to type or change; only in what a command prints.')),
      where: Type.Optional(
        record(
          {
            file: text('Path of the file.'),
            line: Type.Optional(Type.Integer({ description: 'Counted from 1.' })),
            column: Type.Optional(Type.Integer({ description: 'Counted from 1.' })),
          },
          { description: 'The place that the finding is about.' },
        ),
      ),
    },
    { additionalProperties: false },
  ),
);
