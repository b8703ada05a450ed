import { fileURLToPath } from 'node:url';

/** Files that packages carry as text: scripts, and small programs. */
const texts = ['sh', 'c', 'cpp', 'rs', 'zig'];

/**
 * What every package's tests share: native ES modules, compiled by swc, workspace packages read from their sources.
 * Tests that need the testbed are called `*.e2e.test.ts`; only `npm run e2e` and `npm test` run them.
 */
export const jestConfig = {
  extensionsToTreatAsEsm: ['.ts', ...texts.map((extension) => `.${extension}`)],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node', ...texts],
  testMatch: ['<rootDir>/{src,test}/**/*.test.ts', '!**/*.e2e.test.ts'],
  testEnvironmentOptions: { customExportConditions: ['@mkcross/source', 'node'] },
  transform: {
    [`\\.(${texts.join('|')})$`]: fileURLToPath(new URL('tools/workspace/bin/jest-text.js', import.meta.url)),
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};
