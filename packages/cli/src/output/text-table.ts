import { visibleLine } from '@mkcross/core';

/** Rows as lines whose columns are aligned, indented by two blanks; empty without rows. */
export function textTable(table: readonly (readonly string[])[]): string {
  const rows = table.map((row) => row.map(visibleLine));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd() + '\n')
    .join('');
}
