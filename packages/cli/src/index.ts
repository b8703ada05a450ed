export { describeCommands, type CommandDescription } from './describe-commands.ts';
export { exitCode } from './exit-code.ts';
export { run } from './program.ts';
export type { World } from './world.ts';
