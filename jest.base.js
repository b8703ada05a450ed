import { fileURLToPath } from 'node:url';

/** Files that packages carry as text: scripts, and small programs. */
const texts = ['sh', 'c', 'cpp', 'rs', 'zig'];

/**
 * What every package's tests share: native ES modules, compiled by swc, workspace packages read from their sources.
 * Tests that need the testbed are called `*.e2e.test.ts`; only the targets `e2e--<name>` of Nx and `npm run e2e -- <name>` run them.
 */
export const jestConfig = {
  extensionsToTreatAsEsm: ['.ts', ...texts.map((extension) => `.${extension}`)],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node', ...texts],
  testMatch: ['<rootDir>/{src,test}/**/*.test.ts', '!**/*.e2e.test.ts'],
  // Copies of the package with mutants.
  modulePathIgnorePatterns: ['<rootDir>/reports/'],
  testEnvironmentOptions: {
    customExportConditions: ['@mkcross/source', 'node'],
    // After each file jest "softly" deletes the properties of objects that were put on globals: it puts a setter in place of
    // each, and this setter calls Reflect.set for the same property, hence itself. A library that two files of one worker
    // share, and that writes to such an object, ends in "RangeError: Maximum call stack size exceeded".
    globalsCleanup: 'off',
  },
  // Only ends what hangs: a slow or busy machine is no fault.
  testTimeout: 3_600_000,
  transform: {
    [`\\.(${texts.join('|')})$`]: fileURLToPath(new URL('tools/workspace/bin/jest-text.js', import.meta.url)),
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};
