import { visibleLine, visibleText } from '@mkcross/core';
import { create } from 'xmlbuilder';
import { findingText } from './finding-text.ts';
import type { Report, StepReport } from './report-schema.ts';

/**
 * A report in the XML that CI systems read (https://github.com/testmoapp/junitxml): a suite for each target, a case for
 * each step.
 */
export function junitReport(report: Report): string {
  const root = create('testsuites', { encoding: 'UTF-8', invalidCharReplacement: '\u{FFFD}' }).att({
    name: 'mkcross verify',
    tests: count(report, () => true),
    failures: count(report, ({ status }) => status === 'failed'),
    skipped: count(report, isSkipped),
    time: report.seconds.toFixed(3),
  });
  for (const { target, seconds, steps } of report.targets) {
    const suite = root.ele('testsuite', {
      name: target,
      tests: steps.length,
      failures: steps.filter(({ status }) => status === 'failed').length,
      skipped: steps.filter(isSkipped).length,
      time: seconds.toFixed(3),
    });
    for (const step of steps) {
      const element = suite.ele('testcase', {
        classname: target,
        name: visibleLine(step.name),
        time: step.seconds.toFixed(3),
      });
      const found = step.findings.map((finding) => ({ code: finding.code, ...findingText(finding) }));
      const texts = found.map(({ code, message, hint }) => `${code}: ${message}\n${hint}`);
      if (step.status === 'failed')
        element
          .ele('failure', { message: found[0]?.message ?? 'failed', type: found[0]?.code ?? 'FAILED' })
          .txt([...texts, ...step.tail.map(visibleLine)].join('\n'));
      if (isSkipped(step)) element.ele('skipped', { message: found[0]?.message ?? step.status });
      if (step.evidence.length > 0) element.ele('system-out').txt(step.evidence.map(visibleLine).join('\n'));
    }
  }
  return `${visibleText(root.end({ pretty: true }))}\n`;
}

const isSkipped = ({ status }: StepReport) => status === 'skipped' || status === 'stopped';

const count = ({ targets }: Report, counts: (step: StepReport) => boolean) =>
  targets.reduce((sum, { steps }) => sum + steps.filter(counts).length, 0);
