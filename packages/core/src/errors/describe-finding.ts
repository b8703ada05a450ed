import type { FindingDefinitions } from './define-finding.ts';
import type { Finding } from './finding.ts';

/** A finding as text: what is wrong, and what to do next. */
export interface FindingText {
  readonly message: string;
  readonly hint: string;
}

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
  return { message: definition.message(data), hint: definition.hint(data) };
}
