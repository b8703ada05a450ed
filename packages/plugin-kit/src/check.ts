import type { ToolchainPlugin } from '@mkcross/core';

/** What a check is told: the plugin, and the plugins that it requires. */
export interface CheckInput {
  readonly plugin: ToolchainPlugin;
  readonly companions: readonly ToolchainPlugin[];
}

/** One thing that every plugin must keep. `problems` says how this one does not; an empty list is good. */
export interface Check {
  readonly title: string;
  readonly problems: (input: CheckInput) => Promise<readonly string[]> | readonly string[];
}
