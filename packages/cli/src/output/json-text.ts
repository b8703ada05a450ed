import { describeFinding, isFinding, type Finding } from '@mkcross/core';
import { findingDefinitions } from './finding-definitions.ts';
import { visibleJson } from './visible-json.ts';

/**
 * A value as JSON, with `message` and `hint` in each finding in it, for readers that have no text for its code.
 *
 * @param space - as of `JSON.stringify`; without it, one line.
 */
export function jsonText(value: unknown, space?: number): string {
  return visibleJson(JSON.stringify(value, (_, part: unknown) => (isFinding(part) ? described(part) : part), space));
}

function described(finding: Finding): object {
  const { code, severity, data, ...place } = finding;
  return { code, severity, ...describeFinding(findingDefinitions, finding), data, ...place };
}
