export type { CommandContext as World } from './command-context.ts';
