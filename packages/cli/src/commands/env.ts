import { isTriple } from '@mkcross/core';
import { cargoConfig, envText, type EnvFormat } from '@mkcross/host';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { findingsText } from '../output/print-findings.ts';
import { openComposed, sessionVariables, type ShellOptions } from '../shells/shell-session.ts';
import type { CommandContext } from '../command-context.ts';

/** The values of `--format`: a format for shells and programs, or a cargo configuration. */
export type PrintedAs = EnvFormat | 'cargo';

/** Prints the variables of a shell of the project that differ from the user's own. */
export async function env(
  context: CommandContext,
  format: PrintedAs,
  request: Omit<ShellOptions, 'stages'>,
): Promise<number> {
  const composed = await composeProject(context);
  const { session, found } = await openComposed(context, composed, {
    ...request,
    stages: ['environment', 'toolchain'],
  });
  const inside = await (session === undefined ? { env: undefined, found: [] } : sessionVariables(context, session));
  const all = [...found, ...inside.found];
  if (all.length > 0) context.err(findingsText(all, context.colour.err));
  if (inside.env === undefined) return exitCode.findings;
  const { exact = context.out } = context;
  const user = context.machine.env;
  const changed = Object.fromEntries(Object.entries(inside.env).filter(([name, value]) => user[name] !== value));
  if (format !== 'cargo') {
    exact(envText(format, changed));
    return exitCode.done;
  }
  const triples = Object.keys(composed.model?.targets ?? {}).filter(isTriple);
  // With Nix, the shell's programs are those that come first.
  const bin = session?.bin ?? (inside.env['PATH'] ?? '').split(':')[0] ?? '';
  exact(cargoConfig(changed, { triples, bin }).text);
  return exitCode.done;
}
