import type { FindingDefinitions } from './define-finding.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Finding } from './finding.ts';
import { visibleLine } from './visible-text.ts';

/** A finding as text: what is wrong, and what to do next. What came from outside is shown, each value in its line. */
export interface FindingText {
  readonly message: string;
  readonly hint: string;
}

/** Data as it is shown: names and values in it can neither control a terminal nor look like lines of mkcross. */
const visibleData = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [visibleLine(name), visible(value)]));

function visible(value: Json): Json {
  if (typeof value === 'string') return visibleLine(value);
  if (isList(value)) return value.map(visible);
  return typeof value === 'object' && value !== null ? visibleData(value) : value;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** The text of a finding. Where its code is not among the definitions, its data as JSON. */
export function describeFinding(
  definitions: FindingDefinitions,
  { code, data }: Pick<Finding, 'code' | 'data'>,
): FindingText {
  const definition = Object.hasOwn(definitions, code) ? definitions[code] : undefined;
  if (definition === undefined)
    return {
      message: `${code} ${JSON.stringify(data)}`,
      hint: 'This version of mkcross has no text for this code. Run "npm install --save-dev mkcross@latest".',
    };
  const shown = visibleData(data);
  return { message: definition.message(shown), hint: definition.hint(shown) };
}
