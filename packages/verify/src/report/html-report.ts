import { htmlEscape } from 'escape-goat';
import type { Finding } from '@mkcross/core';
import type { Report, StepReport, TargetReport } from './report.ts';

const style = `:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --open: #9a6700; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
td.seconds, th.seconds { text-align: right; white-space: nowrap; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
pre { background: #8881; overflow-x: auto; padding: .6rem; white-space: pre-wrap; }
code { overflow-wrap: anywhere; }
.passed, .proven, .unchanged { color: var(--good); }
.failed { color: var(--bad); font-weight: bold; }
.skipped, .stopped, .unproven { color: var(--open); }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --open: #d29922; } }`;

/**
 * A report as one page that needs nothing else. `logs` are what steps printed, by their \`log\`; those that are missing are
 * left out.
 */
export function htmlReport(report: Report, logs: Readonly<Record<string, string>>): string {
  const rows = report.targets.map(summaryRow).join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mkcross verify: ${report.verdict}</title>
<style>${style}</style>
<h1>mkcross verify: <span class="${report.verdict}">${report.verdict}</span></h1>
<table>
<thead><tr><th>target</th><th>verdict</th><th>steps</th><th class="seconds">seconds</th></tr></thead>
<tbody>${rows}</tbody>
</table>
${report.targets.map((target) => targetSection(target, logs)).join('\n')}
</html>
`;
}

function summaryRow({ target, verdict, steps, seconds }: TargetReport): string {
  const counts = countsText(steps);
  return `<tr><td><a href="#${htmlEscape(target)}"><code>${htmlEscape(target)}</code></a></td><td class="${verdict}">${verdict}</td><td>${counts}</td><td class="seconds">${seconds.toFixed(1)}</td></tr>\n`;
}

/** `5 passed, 1 failed`. */
export function countsText(steps: readonly StepReport[]): string {
  return (['failed', 'stopped', 'skipped', 'passed', 'unchanged'] as const)
    .map((status) => [steps.filter((step) => step.status === status).length, status] as const)
    .filter(([number]) => number > 0)
    .map(([number, status]) => `${number} ${status}`)
    .join(', ');
}

function targetSection({ target, steps }: TargetReport, logs: Readonly<Record<string, string>>): string {
  return `<h2 id="${htmlEscape(target)}"><code>${htmlEscape(target)}</code></h2>
<table>
<thead><tr><th>step</th><th>status</th><th>what was seen</th><th class="seconds">seconds</th></tr></thead>
<tbody>
${steps.map((step) => stepRow(step, logs)).join('')}</tbody>
</table>`;
}

function stepRow(step: StepReport, logs: Readonly<Record<string, string>>): string {
  const log = step.log === null ? undefined : logs[step.log];
  const text = log ?? step.tail.join('\n');
  const seen = [
    step.command === '' ? '' : `<code>${htmlEscape(step.command)}</code>`,
    step.evidence.length === 0 ? '' : `<ul>${step.evidence.map((one) => `<li>${htmlEscape(one)}</li>`).join('')}</ul>`,
    ...step.findings.map(findingText),
    text.trim() === ''
      ? ''
      : `<details${step.status === 'failed' ? ' open' : ''}><summary>log</summary><pre>${htmlEscape(text)}</pre></details>`,
  ].join('');
  return `<tr><td>${htmlEscape(step.name)}</td><td class="${step.status}">${step.status}</td><td>${seen}</td><td class="seconds">${step.seconds.toFixed(1)}</td></tr>\n`;
}

const findingText = ({ code, severity, message, hint }: Finding) =>
  `<p><strong class="${severity === 'error' ? 'failed' : 'skipped'}">${htmlEscape(code)}</strong> ${htmlEscape(message)}<br>${htmlEscape(hint)}</p>`;
