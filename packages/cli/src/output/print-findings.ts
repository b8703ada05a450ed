import { describeFinding, placeText, visibleLine, type Finding } from '@mkcross/core';
import { createColors } from 'picocolors';
import { findingDefinitions } from './finding-definitions.ts';

/** Findings as a person reads them: code and place, what happened, what to do next. */
export function findingsText(findings: readonly Finding[], colour: boolean): string {
  const { bold, red, yellow, cyan } = createColors(colour);
  return findings
    .map((finding) => {
      const { code, severity, where } = finding;
      const { message, hint } = describeFinding(findingDefinitions, finding);
      const paint = severity === 'error' ? red : yellow;
      const place = where === undefined ? '' : `  ${visibleLine(placeText(where))}`;
      const body = `${message}\n${cyan('next:')} ${hint}`.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
      return `${bold(paint(`${severity} ${code}`))}${place}\n${body.join('\n')}\n`;
    })
    .join('\n');
}
