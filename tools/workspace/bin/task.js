// Runs one program for Nx: quiet if it succeeds, in full if it fails. Its last line, "12 passed, 0 failed, 3.2 s", is what
// `npm test` adds up; Nx keeps it in the cache with the rest of the output, so that a cached task still counts.
// With --jest, test cases count; without, the program counts as one. JavaScript, for it runs before there is a compiler.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
// A flag instead of NODE_OPTIONS, which programs under test would inherit.
const jest = [
  process.execPath,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules/jest/bin/jest.js'),
];

/** The environment without what Nx adds for its own programs: FORCE_COLOR would color what programs under test print. */
function plainEnvironment() {
  const own = /^(NX_.*|FORCE_COLOR|LERNA_PACKAGE_NAME)$/u;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path };
}

/** Runs a program; its output is printed if it fails. */
function run([program, ...args]) {
  const options = { encoding: 'utf8', env: plainEnvironment(), maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) console.log([stdout, stderr, error?.message].filter(Boolean).join('\n').trimEnd());
  return status === 0;
}

/** What a report of `jest --json` counts. A file of tests that does not start counts as a failed test. */
function counted(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'mkcross-jest-'));
  try {
    const report = join(folder, 'report.json');
    const succeeded = run([...jest, '--json', `--outputFile=${report}`, ...args]);
    const { passed, failed } = counted(report);
    // Jest may fail without a failed test: the task has failed all the same.
    return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const start = performance.now();
const [first, ...rest] = process.argv.slice(2);
const { passed, failed } =
  first === '--jest' ? runJest(rest) : run([first, ...rest]) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
console.log(`${passed} passed, ${failed} failed, ${((performance.now() - start) / 1000).toFixed(1)} s`);
process.exitCode = failed > 0 ? 1 : 0;
