/** A JSON object, before its fields are checked. */
export type JsonFields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a text holds as JSON; undefined if it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value as an object; one without fields if it is something else. */
export const fieldsOf = (value: unknown): JsonFields => (isFields(value) ? value : {});

/** The objects of a list; none if the value is something else. */
export const objectsOf = (value: unknown): readonly JsonFields[] =>
  Array.isArray(value) ? value.filter(isFields) : [];

/** The texts of a list; none if the value is something else. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
