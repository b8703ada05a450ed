/** What every package's tests share: native ES modules, compiled by swc, workspace packages read from their sources. */
export const jestConfig = {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{src,test}/**/*.test.ts'],
  testPathIgnorePatterns: ['\\.e2e\\.test\\.ts$'],
  testEnvironmentOptions: { customExportConditions: ['@mkcross/source', 'node'] },
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};
