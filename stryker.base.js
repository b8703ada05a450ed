import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * How the tests of a package are tested: each mutant of its sources must make one of the package's unit tests fail.
 *
 * @param name - The folder of the package below `packages`.
 * @param adapters - Patterns of files that only pass on to the operating system, which unit tests do not reach.
 * @param slow - Titles of tests that take a second or more, such as those with random input: they are left out, so a mutant
 *   that only they notice counts as survived.
 * @param also - Tests of other packages that are about this one, as paths in the repository.
 * @param ignoreStatic - Leaves out what is computed as modules load, for packages whose modules take seconds to load.
 */
export function mutationOf(name, { adapters = [], slow = [], also = [], ignoreStatic = false } = {}) {
  const cache = at(`node_modules/.cache/mutation/${name}`);
  return {
    mutate: [
      'src/**/*.ts',
      '!src/**/*.test.ts',
      '!src/**/*.d.ts',
      ...adapters.map((path) => (path.startsWith('!') ? path.slice(1) : `!${path}`)),
    ],
    plugins: [at('tools/workspace/bin/mutation/runner.js')],
    testRunner: 'warm',
    warm: { slow, also: also.map(at) },
    coverageAnalysis: 'perTest',
    ignoreStatic,
    concurrency: 1,
    // Kept outside the repository: only what changed is tested again. `--force` tests everything.
    incremental: true,
    incrementalFile: `${cache}/incremental.json`,
    tempDirName: 'reports/stryker',
    reporters: ['json'],
    jsonReporter: { fileName: 'reports/mutation/mutation.json' },
    ignorePatterns: ['dist', 'reports', '*.e2e.test.ts'],
    disableTypeChecks: false,
    allowEmpty: true,
    checkers: [],
    // Only ends what hangs: a slow or busy machine is no fault.
    timeoutMS: 60_000,
    allowConsoleColors: false,
    warnings: { slow: false, unknownOptions: false },
  };
}
