import type { JsonObject } from '../json.ts';

/** Where a finding is: a file, and where known a position in it, both counted from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * One problem, as plain JSON. Recognise it by `code`, which is permanent. It carries no text: `describeFinding` makes the
 * text from `data` when it is printed.
 */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The details of this case, of the shape that the definition of its code describes. */
  readonly data: JsonObject;
  readonly where?: Place;
}

/** Whether a value, such as a part of a report read back from JSON, is a finding. */
export function isFinding(value: unknown): value is Finding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'severity' in value &&
    (value.severity === 'error' || value.severity === 'warning') &&
    'data' in value &&
    typeof value.data === 'object' &&
    value.data !== null
  );
}

/** The place as `file:line:column`, as far as it is known. */
export function placeText(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}
