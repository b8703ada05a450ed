import type { ConfigKey, ConfigTable } from '@mkcross/composer';

/** docs/configuration.md: every table and key of mkcross.toml, made from its schema. */
export function configurationPage(tables: readonly ConfigTable[]): string {
  return `# Configuration

mkcross reads \`mkcross.toml\` in the root of a project. It is TOML 1.1; unknown keys are errors. Editors complete and check it by
[mkcross.schema.json](../packages/cli/mkcross.schema.json).

${tables.map(section).join('\n')}`;
}

function section({ name, description, keys }: ConfigTable): string {
  const title = name === '' ? 'Keys at the top' : `\`[${name}]\``;
  return [`## ${title}`, description, ...keys.map((key) => entry(name, key)), ''].join('\n\n');
}

function entry(table: string, { key, type, isRequired, description, default: value, examples }: ConfigKey): string {
  return [
    `### \`${table === '' ? key : `${table}.${key}`}\``,
    description,
    [`- Type: ${type}`, isRequired ? '- Required' : value === undefined ? '' : `- Default: \`${value}\``]
      .filter((line) => line !== '')
      .join('\n'),
    ...examples.map((example) => `\`\`\`toml\n${example}\n\`\`\``),
  ].join('\n\n');
}
