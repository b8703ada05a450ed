import type { CommandDescription } from 'mkcross';
import { markdownTable } from './markdown-table.ts';

/** docs/commands.md: how each command is called, what it takes, and how it ends. */
export function commandsPage(commands: readonly CommandDescription[]): string {
  return `# Commands

\`npx mkcross <command> --help\` says the same. What a command prints for people may change; with \`--json\` it prints one
JSON object for programs. Errors have [permanent codes](errors.md).

${commands.map(section).join('\n')}`;
}

/** The table of commands for a README. */
export function commandsTable(commands: readonly CommandDescription[]): string {
  const rows = commands.map(({ name, usage, summary }) => [`\`${calledBy(name, usage)}\``, summary]);
  return markdownTable(['Command', 'What it does'], rows);
}

/** The command with its arguments: `add <kind> <names...>`. */
const calledBy = (name: string, usage: string) => usage.slice(usage.indexOf(` ${name}`) + 1).replace(' [options]', '');

function section({ name, usage, summary, options, notes, examples, exits }: CommandDescription): string {
  const takes = markdownTable(
    ['Option', 'What it does'],
    options.map(({ flags, description }) => [`\`${flags}\``, description]),
  );
  return [
    `## ${name}`,
    `\`\`\`\n${usage}\n\`\`\``,
    `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`,
    ...(notes === undefined ? [] : [notes]),
    ...(options.length === 0 ? [] : [takes]),
    `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
    `Exit codes: ${exits.map(({ code, meaning }) => `${code} ${meaning}`).join('; ')}.\n`,
  ].join('\n\n');
}
