import type { FindingDefinition } from '@mkcross/core';
import { findingDefinitions } from 'mkcross';

/** docs/errors.md: every code with its cause, an example and what to do. */
export function errorsPage(): string {
  const definitions = Object.values(findingDefinitions).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return `# Errors

This page is for users of mkcross who want to know why a command reports an error or a warning, and what to do about it.
Each has a permanent code, under which it is listed here. A command prints the code, the place, what is wrong, and after
\`next:\` what to type or change.

With \`--json\` each finding has \`code\`, \`severity\`, \`message\`, \`hint\`, \`data\` (the details as an object) and, where
known, \`where\` (\`file\`, \`line\`, \`column\`). The schema is \`mkcross/findings.schema.json\`; it describes \`data\` for each
code. Messages and hints may change, codes and \`data\` do not.

${definitions.map(section).join('\n')}`;
}

type Texts = Pick<FindingDefinition, 'cause' | 'code' | 'example' | 'fix' | 'severity' | 'title'>;

function section({ code, severity, title, cause, example, fix }: Texts): string {
  return `## ${code}

${severity === 'error' ? 'Error' : 'Warning'}: ${title}.

**Cause:** ${cause}

\`\`\`text
${example}
\`\`\`

**Fix:** ${fix}
`;
}
