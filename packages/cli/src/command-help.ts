import { exitCode, exitMeanings, type ExitName } from './exit-code.ts';

/** What the help of a command says beyond its options. */
export interface CommandHelp {
  /** Lines as they are typed. */
  readonly examples: readonly string[];
  /** The ways in which it ends that others do not have. @default none */
  readonly exits?: readonly ExitName[];
  /** What else there is to know, in lines of their own. */
  readonly notes?: string;
}

/** How a command may end: its exit codes, from 0 on. */
export function exitsOf({ exits = [] }: CommandHelp): readonly { readonly code: number; readonly meaning: string }[] {
  const names: readonly ExitName[] = ['done', 'findings', 'usage', ...exits];
  return names.map((name) => ({ code: exitCode[name], meaning: exitMeanings[name] }));
}

/** What stands below the options. */
export function helpText(help: CommandHelp): string {
  const examples = help.examples.map((line) => `  $ ${line}\n`).join('');
  const exits = exitsOf(help).map(({ code, meaning }) => `  ${String(code).padEnd(3)}  ${meaning}\n`);
  const notes = help.notes === undefined ? '' : `\n${help.notes}\n`;
  return `${notes}\nExamples:\n${examples}\nExit codes:\n${exits.join('')}`;
}
