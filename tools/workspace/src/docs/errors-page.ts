import { findingDefinitions } from 'mkcross';

/** docs/errors.md: every code with what it means. */
export function errorsPage(): string {
  const kinds = Object.values(findingDefinitions).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const sections = kinds.map(({ code, title }) => `## ${code}\n\n${title}.\n`);
  return `# Errors

Every error has a permanent code. Its message says what happened and where, its second line what to do next. With
\`--json\` each finding has \`code\`, \`severity\`, \`data\` (the details as an object), \`message\`, \`hint\` and, where known,
\`where\` (\`file\`, \`line\`, \`column\`).

${sections.join('\n')}`;
}
