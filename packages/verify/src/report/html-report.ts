import { htmlEscape } from 'escape-goat';
import { visibleLine, visibleText, type Finding } from '@mkcross/core';
import { findingText } from './finding-text.ts';
import { style } from './html-style.ts';
import type { Report, StepReport, TargetReport, Verdict } from './report-schema.ts';

/** What printed logs are, by their path in the report. */
type Logs = Readonly<Record<string, string>>;

/**
 * A report as one page that needs nothing else, and asks for nothing. `logs` are what steps printed, by their \`log\`; of
 * those that are missing, the last lines are shown.
 */
export function htmlReport(report: Report, logs: Logs): string {
  const { verdict, targets } = report;
  return visibleText(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>mkcross verify: ${verdict}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>mkcross verify: ${verdictText(verdict)}</h1>
<p>${summaryText(report)}</p>
</header>
<main>
<table>
<caption>Each target by itself</caption>
<thead><tr><th scope="col">Target</th><th scope="col">Verdict</th><th scope="col" class="wide">Steps</th><th scope="col" class="number">Seconds</th></tr></thead>
<tbody>
${targets.map(summaryRow).join('\n')}
</tbody>
</table>
${todoSection(targets)}${targets.map((target) => targetSection(target, logs)).join('\n')}
</main>
</body>
</html>
`);
}

const meanings: Readonly<Record<Verdict, string>> = {
  failed: 'Something is not as it should be.',
  proven: 'Everything that was to be shown was seen.',
  stopped: 'It was interrupted before everything was seen.',
  unproven: 'Nothing failed, but something could not be shown.',
};

const signs = {
  failed: '✗',
  passed: '✓',
  proven: '✓',
  skipped: '–',
  stopped: '■',
  unchanged: '=',
  unproven: '–',
} as const;

/** A word with a sign before it, so that colour is not all that tells. */
const verdictText = (word: StepReport['status'] | Verdict) =>
  `<span class="word ${word}"><span aria-hidden="true">${signs[word]}</span> ${word}</span>`;

function summaryText({ verdict, targets, seconds }: Report): string {
  const proven = targets.filter((target) => target.verdict === 'proven').length;
  const steps = targets.flatMap((target) => target.steps);
  return `${meanings[verdict]} ${proven} of ${targets.length} targets ${proven === 1 ? 'is' : 'are'} proven. Steps: ${steps.length === 0 ? 'none' : countsText(steps)}, in ${secondsText(seconds)}.`;
}

const summaryRow = ({ target, verdict, steps, seconds }: TargetReport) =>
  `<tr><th scope="row"><a href="#${htmlEscape(target)}"><code>${htmlEscape(target)}</code></a></th><td>${verdictText(verdict)}</td><td class="wide">${countsText(steps)}</td><td class="number">${seconds.toFixed(1)}</td></tr>`;

/** `5 passed, 1 failed`. */
export function countsText(steps: readonly StepReport[]): string {
  return (['failed', 'stopped', 'skipped', 'passed', 'unchanged'] as const)
    .map((status) => [steps.filter((step) => step.status === status).length, status] as const)
    .filter(([number]) => number > 0)
    .map(([number, status]) => `${number} ${status}`)
    .join(', ');
}

/** All that was found, in one place, with the way to where it was. */
function todoSection(targets: readonly TargetReport[]): string {
  const items = targets.flatMap(({ target, steps }) =>
    steps.flatMap((step, index) => {
      const way = `<a href="#${stepId(target, index)}">${htmlEscape(`${target}, ${step.name}`)}</a>`;
      return step.findings.map(
        (finding) => `<li class="${finding.severity}"><p>${way}</p>${findingHtml(finding)}</li>`,
      );
    }),
  );
  return items.length === 0 ? '' : `<h2>What was found</h2>\n<ul class="todo">\n${items.join('\n')}\n</ul>\n`;
}

const stepId = (target: string, index: number) => htmlEscape(`${target}/${index + 1}`);

function targetSection({ target, verdict, steps, seconds }: TargetReport, logs: Logs): string {
  return `<section aria-labelledby="${htmlEscape(target)}">
<h2 id="${htmlEscape(target)}"><code>${htmlEscape(target)}</code></h2>
<p>${verdictText(verdict)} <span class="quiet">in ${secondsText(seconds)}: ${steps.length === 0 ? 'no steps' : countsText(steps)}</span></p>
<ol class="steps">
${steps.map((step, index) => stepItem(step, stepId(target, index), logs)).join('\n')}
</ol>
</section>`;
}

function stepItem(step: StepReport, id: string, logs: Logs): string {
  const seen = [
    step.command === '' ? '' : `<p><code>${htmlEscape(step.command)}</code></p>`,
    step.evidence.length === 0
      ? ''
      : `<ul>${step.evidence.map((one) => `<li>${htmlEscape(visibleLine(one))}</li>`).join('')}</ul>`,
    ...step.findings.map((finding) => `<div class="finding ${finding.severity}">${findingHtml(finding)}</div>`),
    logText(step, logs),
  ].join('');
  return `<li id="${id}"><header><h3>${htmlEscape(visibleLine(step.name))}</h3>${verdictText(step.status)}<span class="quiet number">${secondsText(step.seconds)}</span></header>${seen}</li>`;
}

/** The last lines where the step failed, and all of its log for those who want it. */
function logText({ name, log, tail }: StepReport, logs: Logs): string {
  const all = log === null ? '' : readable(logs[log] ?? '');
  const last = readable(tail.join('\n'));
  const shown = last === '' ? '' : `<p class="quiet">The last lines:</p>${preText(last, `The last lines of ${name}`)}`;
  return all === '' || all === last
    ? shown
    : `${shown}<details><summary>Log</summary>${preText(all, `Log of ${name}`)}</details>`;
}

/** Text as it was printed; who has no mouse can go into it and scroll. */
const preText = (text: string, label: string) =>
  `<pre tabindex="0" role="region" aria-label="${htmlEscape(label)}">${htmlEscape(text)}</pre>`;

/** What a program printed, without what only a terminal understands. */
const readable = (text: string) =>
  text
    .replaceAll(/\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-Z\\^_])/g, '')
    .replaceAll(/\r\n?/g, '\n')
    .trimEnd();

function findingHtml(finding: Finding): string {
  const { message, hint } = findingText(finding);
  return `<p><strong>${htmlEscape(finding.code)}</strong> ${htmlEscape(message)}</p><p><strong>Next:</strong> ${htmlEscape(hint)}</p>`;
}

const secondsText = (seconds: number) => `${seconds.toFixed(1)} s`;
