/** What every package's tests share: native ES modules, compiled by swc, workspace packages taken from source. */
export const jestConfig = {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }] },
  testEnvironmentOptions: { customExportConditions: ['@mkcross/source', 'node', 'import', 'default'] },
  transformIgnorePatterns: ['/node_modules/(?!@mkcross/)'],
};
