export { checks } from './checks/index.ts';
export { parseJestReport } from './steps/jest-report.ts';
export { readRepository, type Repository, type Workspace } from './repository.ts';
export { runStep, type Outcome, type Step } from './steps/run-step.ts';
export { pluginGenerator, type PluginOptions } from './generators/plugin.ts';
