import type { Finding } from '@mkcross/core';
import { exitCode } from '../exit-code.ts';
import type { CommandContext } from '../command-context.ts';
import { visibleJson } from './visible-json.ts';

/**
 * Prints a command's result, for programs as one JSON object on standard output, for people as text, and gives the exit code. The texts of
 * findings are loaded where there are any: they take as long as most commands.
 */
export async function report(
  context: Pick<CommandContext, 'colour' | 'err' | 'exact' | 'out'>,
  json: boolean,
  result: {
    readonly data?: object;
    readonly text?: string;
    readonly found: readonly Finding[];
    readonly code?: number;
  },
): Promise<number> {
  const failed = result.found.some(({ severity }) => severity === 'error');
  const code = result.code ?? (failed ? exitCode.findings : exitCode.done);
  const { found } = result;
  if (json) {
    const envelope = { ok: code === exitCode.done, ...result.data, findings: found };
    const text = found.length === 0 ? JSON.stringify(envelope, null, 2) : await described(envelope);
    const { exact = context.out } = context;
    exact(`${visibleJson(text)}\n`);
    return code;
  }
  if (result.text !== undefined) context.out(result.text);
  if (found.length > 0) {
    const { findingsText } = await import('./print-findings.ts');
    context.err(findingsText(found, context.colour.err));
  }
  return code;
}

async function described(envelope: object): Promise<string> {
  const { jsonText } = await import('./json-text.ts');
  return jsonText(envelope, 2);
}
