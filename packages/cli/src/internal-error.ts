import { fileURLToPath } from 'node:url';
import { findingsOf, type Finding } from '@mkcross/core';
import { findings } from './findings/index.ts';
import { backtraceVariable } from './option-values.ts';

/** The folder of this package, which sources and bundles are one level below. */
const ownFolder = fileURLToPath(new URL('..', import.meta.url));

/** The longest message that is shown: those of parsers quote the text that they parse. */
const longest = 300;

/**
 * What a command threw, as findings: those that the exception carries, else `INTERNAL`.
 *
 * @param env - environment of the process; `MKCROSS_BACKTRACE` in it adds the stack trace.
 */
export function thrownFindings(
  thrown: unknown,
  version: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  const carried = findingsOf(thrown) ?? [];
  if (carried.length > 0) return carried;
  const stack =
    thrown instanceof Error && (env[backtraceVariable] ?? '') !== '' ? thrown.stack?.split('\n') : undefined;
  const { version: node, platform, arch } = process;
  return [findings.INTERNAL({ error: errorText(thrown), version, node, platform: `${platform} ${arch}`, stack })];
}

/** An exception in one line, without paths of this package. */
function errorText(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const line = (text.split('\n', 1)[0] ?? '')
    .replaceAll(`file://${ownFolder}`, 'mkcross/')
    .replaceAll(ownFolder, 'mkcross/');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
