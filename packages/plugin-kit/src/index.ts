export type { Check, CheckInput } from './check.ts';
export { checks } from './checks/index.ts';
export { checkConformance, describePlugin, type TestRunner } from './describe-plugin.ts';
