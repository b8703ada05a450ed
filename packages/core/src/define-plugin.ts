import type { ToolchainPlugin } from './plugin.ts';

/** Returns its argument; exists so that an editor checks and completes a plugin. Whoever loads it validates it. */
export function definePlugin<const P extends ToolchainPlugin>(plugin: P): P {
  return plugin;
}
