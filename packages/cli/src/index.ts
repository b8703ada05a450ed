export { describeCommands, type CommandDescription } from './describe-commands.ts';
export { exitCode } from './exit-code.ts';
export { findings as cliFindings } from './findings/index.ts';
export { findingDefinitions } from './output/finding-definitions.ts';
export { findingsSchema } from './output/findings-schema.ts';
export { run } from './program.ts';
export type { CommandContext } from './command-context.ts';
export { compileCacheFolder } from './shells/compile-cache.ts';
export { cachedShellPath, ownerOf, readCachedShell, stateOf, type CachedShell } from './shells/shell-cache.ts';
