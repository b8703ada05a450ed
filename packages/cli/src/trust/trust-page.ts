import { visibleLine, visibleText } from '@mkcross/core';
import { diffLines } from 'diff';
import { createColors } from 'picocolors';
import { compareTrust, type TrustDifference } from './compare-trust.ts';
import { itemLabel, trustKinds, type TrustItem, type TrustKind } from './trust-item.ts';
import { powerOf } from './variable-power.ts';

/** The lines of a text that are shown; the rest is in the file that has it. */
const shownLines = 12;

/**
 * One page with all that a project runs and sets. Where something was allowed before, only the difference: what was added, removed and
 * changed. Ends with a line feed; nothing in it can rewrite a terminal.
 */
export function trustPage(
  root: string,
  allowed: readonly TrustItem[] | undefined,
  current: readonly TrustItem[],
  colour: boolean,
): string {
  const { bold } = createColors(colour);
  const title = visibleLine(root);
  if (current.length === 0)
    return `${bold(title)} runs and sets nothing of its own: its shells consist of what is installed with mkcross.\n`;
  if (allowed === undefined || allowed.length === 0)
    return `${bold(title)} runs or sets this in your shells:\n${sections(current, colour)}`;
  const difference = compareTrust(allowed, current);
  return `${bold(title)} was allowed before and differs now:\n${differenceText(difference, colour)}`;
}

function sections(items: readonly TrustItem[], colour: boolean): string {
  const { bold } = createColors(colour);
  return kindsOf(items)
    .map((kind) => {
      const ofKind = items.filter((item) => item.kind === kind).toSorted(byPower);
      return `\n${bold(trustKinds[kind])}\n${ofKind.map(itemText).join('')}`;
    })
    .join('');
}

function differenceText({ added, removed, changed }: TrustDifference, colour: boolean): string {
  const { green, red, bold } = createColors(colour);
  return [
    ...added.map((item) => `\n${green(`+ ${visibleLine(itemLabel(item))}`)}\n${indented(textOf(item))}`),
    ...removed.map((item) => `\n${red(`- ${visibleLine(itemLabel(item))}`)}\n`),
    ...changed.map(({ before, after }) => {
      const lines = diffLines(ended(before.text), ended(after.text)).flatMap((part) =>
        part.value
          .trimEnd()
          .split('\n')
          .map((line) => {
            const text = visibleLine(line);
            return part.added ? green(`+ ${text}`) : part.removed ? red(`- ${text}`) : `  ${text}`;
          }),
      );
      const isSame = before.text === after.text;
      const shown = isSame ? '  Its content changed.\n' : lines.map((line) => `  ${line}\n`).join('');
      return `\n${bold(`~ ${visibleLine(itemLabel(after))}`)}\n${shown}`;
    }),
  ].join('');
}

const ended = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);

function itemText(item: TrustItem): string {
  const text = textOf(item);
  const name = visibleLine(item.name);
  return text.includes('\n') ? `  ${name}\n${indented(text)}` : `  ${name}: ${text}\n`;
}

/** What an item is, with what a variable can do. */
function textOf(item: TrustItem): string {
  const power = item.kind === 'variable' ? powerOf(item.name) : undefined;
  const lines = visibleText(item.text).trimEnd().split('\n');
  const rest = lines.length - shownLines;
  const shown = rest > 1 ? [...lines.slice(0, shownLines), `… and ${String(rest)} more lines`] : lines;
  return `${shown.join('\n')}${power === undefined ? '' : `   (${power})`}`;
}

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');

const kindsOf = (items: readonly TrustItem[]): readonly TrustKind[] => {
  const present = new Set(items.map(({ kind }) => kind));
  return typedKeys(trustKinds).filter((kind) => present.has(kind));
};

const typedKeys = <Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] =>
  Object.keys(table).filter((key): key is Key => key in table);

/** Variables that can run something come first. */
const byPower = (one: TrustItem, other: TrustItem) => rank(one) - rank(other);
const rank = ({ kind, name }: TrustItem) => (kind === 'variable' && powerOf(name) !== undefined ? 0 : 1);
