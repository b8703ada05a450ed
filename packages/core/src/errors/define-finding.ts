import type { Static, TSchema } from 'typebox';
import type { JsonObject } from '../json.ts';
import type { Finding, Place } from './finding.ts';

type ReadonlyData<T> = T extends readonly (infer Item)[]
  ? readonly ReadonlyData<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyData<T[Key]> }
    : T;

/** The data that a TypeBox schema describes, readonly. */
export type FindingData<Schema extends TSchema> = ReadonlyData<Static<Schema>>;

/** Data as a call gives it: an optional property may be present and undefined. The finding then does not have it. */
type Given<Data> = { readonly [Key in keyof Data]: Data[Key] | (object extends Pick<Data, Key> ? undefined : never) };

/** What a code means, and the text of its findings as pure functions of their data. */
export interface FindingDefinition<Data = JsonObject> {
  /** Permanent, and unique among all packages: `TARGET_UNSUPPORTED`. */
  readonly code: string;
  readonly severity: Finding['severity'];
  /** The heading of its section in docs/errors.md. */
  readonly title: string;
  /** Why it happens, in one or two sentences, for docs/errors.md. */
  readonly cause: string;
  /** A small input that causes it, for docs/errors.md: lines of a file under a comment with its name, or commands after "$ ". */
  readonly example: string;
  /** What to do about it, in one or two sentences, for docs/errors.md. */
  readonly fix: string;
  /** JSON Schema of `data`. Not checked at run time. */
  readonly data: TSchema;
  /** What is wrong and why. */
  message(data: Data): string;
  /** The next action, with the exact command or line. */
  hint(data: Data): string;
}

/** A definition that can be called to make a finding of its code. */
export interface DefinedFinding<Data> extends FindingDefinition<Data> {
  (data: Given<Data>, where?: Place): Finding;
}

/** Definitions by their code, as each package that defines findings exports them. */
export type FindingDefinitions = Readonly<Record<string, FindingDefinition>>;

/**
 * Defines a code. The result makes findings: `findings.TARGET_UNSUPPORTED({ triple, supported }, where)`.
 *
 * `Data` follows from the schema and is not given. It is a parameter, so that the compiler works it out once per
 * call and does not relate TypeBox's types to each other, which took most of the time of type checking.
 *
 * @param definition - `data` is a TypeBox object schema. `severity` is `error` unless given.
 */
export function defineFinding<Schema extends TSchema, Data = FindingData<Schema>>(definition: {
  readonly code: string;
  readonly severity?: Finding['severity'];
  readonly title: string;
  readonly cause: string;
  readonly example: string;
  readonly fix: string;
  readonly data: Schema;
  readonly message: (data: NoInfer<Data>) => string;
  readonly hint: (data: NoInfer<Data>) => string;
}): DefinedFinding<Data> {
  const { code, severity = 'error' } = definition;
  const make = (data: object, where?: Place): Finding => ({
    code,
    severity,
    data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
    ...(where === undefined ? {} : { where }),
  });
  return Object.assign(make, definition, { severity });
}
