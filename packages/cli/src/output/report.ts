import type { Finding } from '@mkcross/core';
import { exitCode } from '../exit-code.ts';
import type { CommandContext } from '../command-context.ts';
import { jsonText } from './json-text.ts';
import { findingsText } from './print-findings.ts';

/** Prints a command's result, for programs as one JSON object on standard output, for people as text, and gives the exit code. */
export function report(
  context: Pick<CommandContext, 'colour' | 'err' | 'out'>,
  json: boolean,
  result: {
    readonly data?: object;
    readonly text?: string;
    readonly found: readonly Finding[];
    readonly code?: number;
  },
): number {
  const failed = result.found.some(({ severity }) => severity === 'error');
  const code = result.code ?? (failed ? exitCode.findings : exitCode.done);
  if (json) context.out(`${jsonText({ ok: code === exitCode.done, ...result.data, findings: result.found }, 2)}\n`);
  else {
    if (result.text !== undefined) context.out(result.text);
    if (result.found.length > 0) context.err(findingsText(result.found, context.colour.err));
  }
  return code;
}
