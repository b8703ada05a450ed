import { Validator } from '@cfworker/json-schema';
import {
  countsText,
  htmlReport,
  junitReport,
  REPORT_VERSION,
  reportSchema,
  verifyFindings,
  type Report,
} from '@mkcross/verify';

const failedStep: Report['targets'][number]['steps'][number] = {
  name: 'cargo: build',
  kind: 'build',
  of: 'project',
  status: 'failed',
  seconds: 1.5,
  command: "cargo build --target 'x<86'",
  log: '.mkcross/verify/logs/build.log',
  tail: ['error: <b>'],
  evidence: [],
  findings: [
    verifyFindings.BUILD_FAILED({ command: 'cargo build', ended: 'exit code 1', log: 'build.log' }, { file: 'a.c' }),
  ],
};
const report: Report = {
  reportVersion: REPORT_VERSION,
  verdict: 'failed',
  seconds: 2,
  targets: [{ target: 'x86_64-unknown-linux-musl', verdict: 'failed', seconds: 2, steps: [failedStep] }],
};

const errorsOf = (value: unknown) => new Validator({ ...reportSchema }, '2020-12').validate(value).errors.length;

describe('a report', () => {
  it('is as its schema says', () => {
    expect(errorsOf(report)).toBe(0);
  });

  it.each([
    ['of another version', { ...report, reportVersion: 2 }],
    ['with an unknown verdict', { ...report, verdict: 'fine' }],
    ['with an unknown field', { ...report, more: true }],
    [
      'with a finding without data',
      {
        ...report,
        targets: [
          {
            ...report.targets[0],
            steps: [{ ...failedStep, findings: [{ code: 'X', severity: 'error' }] }],
          },
        ],
      },
    ],
  ])('%s is rejected', (_, value) => {
    expect(errorsOf(value)).toBeGreaterThan(0);
  });

  it('is escaped in HTML and XML', () => {
    const logs = { '.mkcross/verify/logs/build.log': 'error: <b>' };
    expect(htmlReport(report, logs)).toContain('x&lt;86');
    expect(junitReport(report)).not.toContain('<b>');
    expect(junitReport(report)).toContain('BUILD_FAILED');
    expect(countsText([failedStep])).toBe('1 failed');
  });
});
