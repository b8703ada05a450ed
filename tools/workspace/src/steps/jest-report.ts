import { parseRecord } from '../json.ts';

/** How many tests passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Reads what `jest --json` writes. A file of tests that does not even start counts as one failed test. */
export function parseJestReport(text: string): Count {
  const report = parseRecord(text);
  const number = (key: string) => Number(report[key] ?? 0);
  return { passed: number('numPassedTests'), failed: number('numFailedTests') + number('numRuntimeErrorTestSuites') };
}
