import type { Step } from './run-step.ts';

// Flags instead of NODE_OPTIONS, which programs under test would inherit.
const jest = [
  'node',
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
] as const;

const check = (name: string, ...command: Step['command']): Step => ({ name, command, kind: 'check', live: false });

/** Everything that must hold, in the order in which it is run: what fails fast comes first. */
export const steps: readonly Step[] = [
  check('types', 'tsc', '--build', '.', 'bench'),
  check('bundles', 'node', 'tools/workspace/bin/bundle.js'),
  check('formatting', 'prettier', '--check', '.'),
  check('lint', 'eslint', '.'),
  check('rules of the repository', 'node', 'tools/workspace/dist/check.js'),
  check('unused files, exports and dependencies', 'knip'),
  { name: 'unit tests', command: jest, kind: 'jest', live: false },
  { ...check('testbed', 'node', 'tools/testbed/dist/main.js', 'setup'), live: true },
  {
    name: 'end-to-end tests',
    command: [...jest, '--testMatch', '**/*.e2e.test.ts', '--maxWorkers=2', '--testTimeout=600000'],
    kind: 'jest',
    live: true,
  },
];
