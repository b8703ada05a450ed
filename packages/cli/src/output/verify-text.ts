import { visibleLine } from '@mkcross/core';
import { countsText, type Report, type StepReport, type VerifyEvent } from '@mkcross/verify';
import { createColors } from 'picocolors';
import { findingsText } from './print-findings.ts';

type Colours = ReturnType<typeof createColors>;

const paintOf = (colours: Colours, status: string) => {
  switch (status) {
    case 'failed':
      return colours.red;
    case 'skipped':
    case 'stopped':
    case 'unproven':
      return colours.yellow;
    default:
      return colours.green;
  }
};

/** A step that ended, in a line. */
export function stepText(target: string, step: StepReport, colour: boolean): string {
  const paint = paintOf(createColors(colour), step.status);
  const seconds = step.status === 'unchanged' ? '' : `  ${step.seconds.toFixed(1)} s`;
  return `${paint(step.status.padEnd(9))}  ${target}  ${visibleLine(step.name)}${seconds}\n`;
}

/** Makes of events, as they come, a table of what is done for each target now. */
export function progressTable(colour: boolean): (event: VerifyEvent) => string {
  const colours = createColors(colour);
  const rows = new Map<string, { readonly done: StepReport[]; readonly now: Set<string> }>();
  return (event) => {
    if (event.event === 'start') for (const target of event.targets) rows.set(target, { done: [], now: new Set() });
    if (event.event === 'step-start') rows.get(event.target)?.now.add(event.step);
    if (event.event === 'step') {
      rows.get(event.target)?.now.delete(event.step.name);
      rows.get(event.target)?.done.push(event.step);
    }
    if (event.event === 'end') return '';
    const width = Math.max(0, ...[...rows.keys()].map((target) => target.length));
    return [...rows]
      .map(([target, { done, now }]) => {
        const failed = done.some(({ status }) => status === 'failed');
        const counts = failed ? colours.red(countsText(done)) : countsText(done);
        return `${target.padEnd(width)}  ${counts}${counts === '' ? '' : '  '}${colours.dim(visibleLine([...now].join(', ')))}`;
      })
      .join('\n');
  };
}

/** The report: a line for each target, then what failed, with its last lines and what to do. */
export function reportText({ targets, seconds }: Report, colour: boolean): string {
  const colours = createColors(colour);
  const width = Math.max(0, ...targets.map(({ target }) => target.length));
  const rows = targets.map(({ target, verdict, steps }) => {
    const paint = paintOf(colours, verdict);
    return `${target.padEnd(width)}  ${paint(verdict.padEnd(8))}  ${countsText(steps)}\n`;
  });
  const wrong = targets.flatMap(({ target, steps }) =>
    steps.flatMap((step) =>
      step.findings.length === 0 && step.status !== 'failed' ? [] : [wrongText(target, step, colours, colour)],
    ),
  );
  return `\n${rows.join('')}${seconds.toFixed(1)} s\n${wrong.join('')}`;
}

function wrongText(target: string, step: StepReport, { bold, dim }: Colours, colour: boolean): string {
  const tail = step.tail.map((line) => `  ${dim('|')} ${visibleLine(line)}\n`).join('');
  const log = step.log === null || step.status !== 'failed' ? '' : `  ${dim(`all of it: ${step.log}`)}\n`;
  return `\n${bold(`${target}  ${visibleLine(step.name)}`)}\n${tail}${log}${findingsText(step.findings, colour)}`;
}
