import { fileURLToPath } from 'node:url';
import { findingsOf, systemCode, type Finding } from '@mkcross/core';
import { findings } from './findings/index.ts';
import { backtraceVariable } from './option-values.ts';

/** The folder of this package, which sources and bundles are one level below. */
const ownFolder = fileURLToPath(new URL('..', import.meta.url));

/** The longest message that is shown: those of parsers quote the text that they parse. */
const longest = 300;

/**
 * What a command threw, as findings: those that the exception carries, `SYSTEM_ERROR` for what the operating system refused, else
 * `INTERNAL`.
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
  const failed = systemError(thrown);
  if (failed !== undefined) return [failed];
  const stack =
    thrown instanceof Error && (env[backtraceVariable] ?? '') !== '' ? thrown.stack?.split('\n') : undefined;
  const { version: node, platform, arch } = process;
  return [findings.INTERNAL({ error: errorText(thrown), version, node, platform: `${platform} ${arch}`, stack })];
}

/** What the operating system refused; undefined for any other exception. */
function systemError(thrown: unknown): Finding | undefined {
  const code = systemCode(thrown);
  if (code === undefined) return undefined;
  const textOf = (key: string) => {
    const value: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return findings.SYSTEM_ERROR({ code, call: textOf('syscall'), path: textOf('path') });
}

/** An exception in one line, without paths of this package. */
function errorText(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const line = (text.split('\n', 1)[0] ?? '')
    .replaceAll(`file://${ownFolder}`, 'mkcross/')
    .replaceAll(ownFolder, 'mkcross/');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
