export * from './build/index.ts';
export { describePlugin, type TestedPlugin, type TestRunner } from './describe-plugin.ts';
export {
  describeOnThisMachine,
  type MachineTestRunner,
  type PluginOnMachine,
} from './machine/describe-on-this-machine.ts';
export { liesAbout, type Lie, type LieRequest } from './machine/lies.ts';
export { runBody, type BodyResult, type BodyRun } from './run-body.ts';
