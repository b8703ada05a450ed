export * from './build/index.ts';
export { describePlugin, type TestedPlugin, type TestRunner } from './describe-plugin.ts';
export { runBody, type BodyResult, type BodyRun } from './run-body.ts';
