import * as Type from 'typebox';
import type { Static, TObject, TProperties, TSchema } from 'typebox';

/** A type with every property, at any depth, readonly: data of the contract is never changed in place. */
export type Immutable<T> = T extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** The immutable TypeScript type that a schema describes. */
export type TypeOf<Schema extends TSchema> = Immutable<Static<Schema>>;

const described = (description: string | undefined) => (description === undefined ? {} : { description });

/** An object of exactly these properties; `description` says what it is for. */
export const object = <const Properties extends TProperties>(
  properties: Properties,
  description?: string,
): TObject<Properties> => Type.Object(properties, { additionalProperties: false, ...described(description) });

/** An optional property. */
export const optional = Type.Optional;

/** A text that says something: one character at least. */
export const text = (description?: string) => Type.String({ minLength: 1, ...described(description) });

/** A list with at least one item. */
export const nonEmpty = <Item extends TSchema>(items: Item, description?: string) =>
  Type.Array(items, { minItems: 1, ...described(description) });

/** An object whose keys are names and whose values are all of one type. */
export const mapOf = <Value extends TSchema>(values: Value, description?: string) =>
  Type.Record(Type.String(), values, described(description));

/** One of these texts. */
export const oneOf = <const Values extends readonly string[]>(values: Values, description?: string) =>
  Type.Unsafe<Values[number]>({ enum: [...values], ...described(description) });
