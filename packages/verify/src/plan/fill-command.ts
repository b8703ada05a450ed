import type { ModelPlaceholder, Value } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import type { PlannedCommand } from './plan.ts';

/** The text for a placeholder in the shell that is entered: an absolute path or a triple; undefined or "" where the shell has none. */
export type Fill = (placeholder: ModelPlaceholder) => string | undefined;

/** What commands are filled in from. */
export interface CommandContext {
  readonly triple: string;
  readonly fill: Fill;
  /** Names of programs that the shell provides. */
  readonly provided: readonly string[];
}

/**
 * A command with its placeholders filled in. Its program is one of the shell, never another of the machine that has the
 * same name: `PROGRAM_NOT_IN_SHELL`. Without findings there is no placeholder left: `PLACEHOLDER_UNRESOLVED`.
 */
export function fillCommand(
  context: CommandContext,
  command: readonly Value[],
): PlannedCommand | { readonly found: readonly Finding[] } {
  const found: Finding[] = [];
  const [first = '', ...rest] = command;
  const start = startOf(context, first, found);
  const words = rest.map((word) => filledText(context, word, found));
  return found.length > 0 ? { found } : { words: [start.word, ...words], program: start.program };
}

/** The first word: a placeholder, the name of a program of the shell, or a file in the folder of the command. */
function startOf(context: CommandContext, value: Value, found: Finding[]) {
  if (typeof value !== 'string') {
    const [only] = value;
    const program = filledText(context, value, found);
    const isNamed = value.length === 1 && typeof only === 'object' && 'program' in only;
    return { word: isNamed ? only.program : program, program };
  }
  if (value.startsWith('./')) return { word: value, program: value };
  const program = context.provided.includes(value) ? filledPart(context, { program: value }, found) : '';
  if (program === '' && found.length === 0)
    found.push(findings.PROGRAM_NOT_IN_SHELL({ program: value, triple: context.triple }));
  return { word: value, program };
}

const filledText = (context: CommandContext, value: Value, found: Finding[]): string =>
  typeof value === 'string'
    ? value
    : value.map((part) => (typeof part === 'string' ? part : filledPart(context, part, found))).join('');

function filledPart({ triple, fill }: CommandContext, placeholder: ModelPlaceholder, found: Finding[]): string {
  const text = fill(placeholder) ?? '';
  if (text !== '') return text;
  found.push(
    'program' in placeholder || 'tool' in placeholder
      ? findings.PROGRAM_NOT_IN_SHELL({
          program: 'program' in placeholder ? placeholder.program : placeholder.tool,
          triple,
        })
      : findings.PLACEHOLDER_UNRESOLVED({ placeholder: JSON.stringify(placeholder), triple }),
  );
  return '';
}
