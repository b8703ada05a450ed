import type { Finding } from '@mkcross/core';
import { exitCode } from '../exit-code.ts';
import type { World } from '../world.ts';
import { jsonText } from './json-text.ts';
import { findingsText } from './print-findings.ts';

/** Prints a command's result, for programs as one JSON object on standard output, for people as text, and gives the exit code. */
export function report(
  world: Pick<World, 'colour' | 'err' | 'out'>,
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
  if (json) world.out(`${jsonText({ ok: code === exitCode.done, ...result.data, findings: result.found }, 2)}\n`);
  else {
    if (result.text !== undefined) world.out(result.text);
    if (result.found.length > 0) world.err(findingsText(result.found, world.colour.err));
  }
  return code;
}
