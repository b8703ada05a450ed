import { fileURLToPath } from 'node:url';
import { parseJestReport, runStep, type Step } from '@mkcross/workspace';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const node = (script: string, kind: Step['kind']): Step => ({
  name: 'sample',
  command: ['node', '-e', script, '--'],
  kind,
  live: false,
});

/** A program that writes this report, as jest does. */
const reporting = (report: object, exitCode: number) =>
  `const file = process.argv.at(-1).split('=')[1];
   require('node:fs').writeFileSync(file, ${JSON.stringify(JSON.stringify(report))});
   process.exitCode = ${exitCode};`;

describe('runStep', () => {
  it('counts a check that succeeds as one passed', async () => {
    expect(await runStep(node('console.log("fine")', 'check'), root)).toEqual({ passed: 1, failed: 0, output: 'fine' });
  });

  it('counts a check that fails as one failed, and keeps all that it says', async () => {
    const step = node('console.log("out"); console.error("err"); process.exitCode = 3', 'check');
    expect(await runStep(step, root)).toEqual({ passed: 0, failed: 1, output: 'out\nerr' });
  });

  it('fails if its program does not exist', async () => {
    const step: Step = { name: 'sample', command: ['mkcross-no-such-program'], kind: 'check', live: false };
    const { output, ...count } = await runStep(step, root);
    expect(count).toEqual({ passed: 0, failed: 1 });
    expect(output).toContain('mkcross-no-such-program');
  });

  it('counts the test cases of jest', async () => {
    const step = node(reporting({ numPassedTests: 7, numFailedTests: 2 }, 1), 'jest');
    expect(await runStep(step, root)).toMatchObject({ passed: 7, failed: 2 });
  });

  it('fails if jest fails without a failed test', async () => {
    const step = node(reporting({ numPassedTests: 7, numFailedTests: 0 }, 1), 'jest');
    expect(await runStep(step, root)).toMatchObject({ passed: 7, failed: 1 });
  });

  it('fails if jest leaves no report', async () => {
    expect(await runStep(node('process.exitCode = 1', 'jest'), root)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('parseJestReport', () => {
  it('counts a file of tests that does not start as a failed test', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
    expect(parseJestReport(JSON.stringify(report))).toEqual({ passed: 3, failed: 3 });
  });
});
