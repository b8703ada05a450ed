/** Anything that `JSON.parse` can give. */
export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON Schema (draft 2020-12) as data. */
export type JsonSchema = JsonObject;
