import type { Examination, ExaminedLibrary, ExaminedTool } from '@mkcross/host';
import { visibleLine } from '@mkcross/core';
import { createColors } from 'picocolors';

/** An examination as a person reads it: a line for each tool and library, and the line that installs what is missing. */
export function doctorText(
  { tools, libraries, install, packageManager }: Omit<Examination, 'findings' | 'isLocked'>,
  colour: boolean,
): string {
  const colours = createColors(colour);
  const rows = [...tools.map(toolRow), ...libraries.map(libraryRow)].map(({ cells, state }) => ({
    state,
    cells: cells.map(visibleLine),
  }));
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row.cells[column]?.length ?? 0)));
  const lines = rows.map(({ cells, state }) => {
    const paint = { fine: colours.green, missing: colours.red, unneeded: colours.yellow }[state];
    const [mark = '', ...rest] = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return `${paint(mark)}  ${rest.join('  ').trimEnd()}\n`;
  });
  const commands = Object.entries(install);
  const own = commands.filter(([manager]) => manager === packageManager);
  const shown = own.length > 0 ? own : commands;
  const heading = shown.length === 0 ? '' : '\nTo install what is missing:\n';
  return `${lines.join('')}${heading}${shown.map(([, command]) => `  ${command}\n`).join('')}`;
}

interface Row {
  readonly state: 'fine' | 'missing' | 'unneeded';
  readonly cells: readonly string[];
}

function toolRow({ names, place, path, version, wanted, optional, wrapped }: ExaminedTool): Row {
  const state = place !== 'missing' ? 'fine' : optional ? 'unneeded' : 'missing';
  const notes = [
    ...(wanted === null ? [] : [`wanted: ${wanted}`]),
    ...(place === 'cache' ? ['fetched by mkcross'] : []),
    ...(wrapped === null ? [] : [`called through a script: ${wrapped}`]),
    ...(state === 'unneeded' ? ['needed by some projects only'] : []),
  ];
  const mark = { fine: 'ok', missing: 'missing', unneeded: 'absent' }[state];
  const note = notes.length === 0 ? '' : `(${notes.join('; ')})`;
  return { state, cells: [mark, names.join(', '), version ?? '', `${path ?? ''} ${note}`.trim()] };
}

function libraryRow({ name, isThere, folders }: ExaminedLibrary): Row {
  const places = isThere ? [...new Set(Object.values(folders))].join(', ') : '';
  const where = isThere && places === '' ? '(an empty one stands in for it)' : places;
  return { state: isThere ? 'fine' : 'missing', cells: [isThere ? 'ok' : 'missing', name, '', where] };
}
