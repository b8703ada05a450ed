import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { htmlReport, junitReport, REPORT_VERSION, reportSchema, verifyFindings, type Report } from '@mkcross/verify';

type Step = Report['targets'][number]['steps'][number];
const step = (changes: Partial<Step> = {}): Step => ({
  name: 'cargo: build',
  kind: 'build',
  of: 'project',
  status: 'passed',
  seconds: 0.5,
  command: 'cargo build',
  log: null,
  tail: [],
  evidence: [],
  findings: [],
  ...changes,
});
const buildFailed = verifyFindings.BUILD_FAILED({ command: 'cargo build', ended: 'exit code 1', log: 'build.log' });

describe('the schema of reports', () => {
  it('is what the package publishes', async () => {
    const published: unknown = JSON.parse(await readFile(new URL('../report.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(reportSchema)));
  });
});

describe('a report for CI systems', () => {
  it('has a suite for each target and a case for each step', () => {
    const steps = [
      step({ evidence: ['static', 'exit code 0'] }),
      step({
        name: 'failing',
        status: 'failed',
        seconds: 1.25,
        tail: ['error: <b>', 'end\u0001'],
        findings: [buildFailed],
      }),
      step({ name: 'lost', status: 'failed' }),
      step({ name: 'left out', status: 'skipped' }),
      step({ name: 'interrupted', status: 'stopped', findings: [buildFailed] }),
    ];
    const targets: Report['targets'] = [
      { target: 'x86_64-unknown-linux-musl', verdict: 'failed', seconds: 2, steps },
      { target: 'wasm32-wasip1', verdict: 'proven', seconds: 0.5, steps: [step({ status: 'unchanged' })] },
    ];
    const text = junitReport({ reportVersion: REPORT_VERSION, verdict: 'failed', seconds: 2.5, targets });
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mkcross verify" tests="6" failures="2" skipped="2" time="2.500">
  <testsuite name="x86_64-unknown-linux-musl" tests="5" failures="2" skipped="2" time="2.000">
    <testcase classname="x86_64-unknown-linux-musl" name="cargo: build" time="0.500">
      <system-out>static
exit code 0</system-out>
    </testcase>
    <testcase classname="x86_64-unknown-linux-musl" name="failing" time="1.250">
      <failure message="&quot;cargo build&quot; failed with exit code 1." type="BUILD_FAILED">BUILD_FAILED: "cargo build" failed with exit code 1.
Read the end of the output above, or the whole log in build.log.
error: &lt;b&gt;
end\\u{1}</failure>
    </testcase>
    <testcase classname="x86_64-unknown-linux-musl" name="lost" time="0.500">
      <failure message="failed" type="FAILED"/>
    </testcase>
    <testcase classname="x86_64-unknown-linux-musl" name="left out" time="0.500">
      <skipped message="skipped"/>
    </testcase>
    <testcase classname="x86_64-unknown-linux-musl" name="interrupted" time="0.500">
      <skipped message="&quot;cargo build&quot; failed with exit code 1."/>
    </testcase>
  </testsuite>
  <testsuite name="wasm32-wasip1" tests="1" failures="0" skipped="0" time="0.500">
    <testcase classname="wasm32-wasip1" name="cargo: build" time="0.500"/>
  </testsuite>
</testsuites>
`);
  });
});

describe('a report for people', () => {
  /** The page of the runs above. MKCROSS_UPDATE_GOLDEN=1 writes it anew: look at it in a browser then. */
  const golden = new URL('report-page.txt', import.meta.url);
  const pageOf = (targets: Report['targets'], verdict: Report['verdict'], logs = {}) =>
    htmlReport({ reportVersion: REPORT_VERSION, verdict, seconds: 12.34, targets }, logs);
  const body = (page: string) => page.slice(page.indexOf('<main>'));

  it('is this page', async () => {
    const steps = [
      step({ evidence: ['static', 'exit code <0>'] }),
      step({
        name: 'a & b: build',
        status: 'failed',
        log: 'a.log',
        tail: ['\u001b[31merror\u001b[0m: <b>', '\u001b]8;;x\u0007end\u0001\r\nlast\r\n'],
        findings: [buildFailed],
      }),
      step({ name: 'unchanged', status: 'unchanged', log: 'b.log', command: '' }),
      step({ name: 'skipped', status: 'skipped', log: 'missing.log' }),
      step({ name: 'stopped', status: 'stopped', log: 'c.log', tail: ['all of it'] }),
    ];
    const logs = { 'a.log': 'first\nerror: <b>\nend\n', 'b.log': 'x\ty\n\n', 'c.log': 'all of it\n' };
    const page = pageOf(
      [
        { target: 'x86_64-unknown-linux-musl', verdict: 'failed', seconds: 2.06, steps },
        { target: 'wasm32-wasip1', verdict: 'proven', seconds: 0.5, steps: [step()] },
        { target: 'empty-target', verdict: 'unproven', seconds: 0, steps: [] },
      ],
      'failed',
      logs,
    );
    if (process.env['MKCROSS_UPDATE_GOLDEN'] === '1') await writeFile(golden, page);
    expect(page).toBe(await readFile(golden, 'utf8'));
  });

  it.each([
    ['proven', 'Everything that was to be shown was seen.'],
    ['stopped', 'It was interrupted before everything was seen.'],
    ['unproven', 'Nothing failed, but something could not be shown.'],
  ] as const)('says what %s means', (verdict, meaning) => {
    const page = pageOf([], verdict);
    expect(page).toContain(`<p>${meaning} 0 of 0 targets are proven. Steps: none, in 12.3 s.</p>`);
    expect(page).toContain(`<title>mkcross verify: ${verdict}</title>`);
    expect(page).toContain(` ${verdict}</span></h1>`);
  });

  it('lists what was found only where something was', () => {
    const target = 'wasm32-wasip1';
    const clean = body(pageOf([{ target, verdict: 'proven', seconds: 1, steps: [step()] }], 'proven'));
    expect(clean).not.toContain('What was found');
    expect(clean).not.toContain('<pre');
    expect(clean).not.toContain('<ul>');
  });
});

describe('any text from outside', () => {
  /** What a terminal or a browser would obey; tabs and line breaks aside. */
  const obeyed = /(?![\t\n])[\p{Cc}\u{61C}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}]/u;
  const hostile = fc.string({ unit: 'binary' }).map((text) => `a\u{1B}[2J\n\u{202E}${text}`);
  const report = (text: string): Report => {
    const findings = [verifyFindings.BUILD_FAILED({ command: text, ended: text, log: text }, { file: text })];
    const texts = { name: text, command: text, evidence: [text], tail: [text], findings };
    const targets = [
      { target: 'wasm32-wasip1', verdict: 'failed', seconds: 1, steps: [step({ status: 'failed', ...texts })] },
    ] as const;
    return { reportVersion: REPORT_VERSION, verdict: 'failed', seconds: 1, targets };
  };

  it.each([
    ['junit', junitReport],
    ['html', (one: Report) => htmlReport(one, {})],
  ] as const)('is shown in a report as %s, and makes no lines', (_, render) => {
    const lines = (text: string) => render(report(text)).split('\n').length;
    const usual = lines('usual');
    fc.assert(
      fc.property(hostile, (text) => {
        expect(render(report(text))).not.toMatch(obeyed);
        // The last lines are a list: what is in one of them stays in it.
        if (render === junitReport) expect(lines(text)).toBe(usual);
      }),
    );
  });
});
