export { describeCommands, type CommandDescription } from './describe-commands.ts';
export { exitCode } from './exit-code.ts';
export { commandFindings as cliFindings } from './findings/command-findings.ts';
export { findingDefinitions } from './output/finding-definitions.ts';
export { run } from './program.ts';
export type { World } from './world.ts';
