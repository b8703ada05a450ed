import type { Contribution, ToolchainPlugin, Triple } from '@mkcross/core';

/** The least a plugin can be, with what a test wants of it. */
function samplePlugin(id: string, parts: Partial<Omit<ToolchainPlugin, 'apiVersion' | 'meta'>> = {}): ToolchainPlugin {
  return {
    apiVersion: 1,
    meta: { id, package: `mkcross-plugin-${id}`, summary: `The sample ${id}.` },
    targets: [],
    ...parts,
  };
}

/** A plugin that builds for one target and adds something there. */
export function sampleBuilder(id: string, triple: Triple, contribution: Contribution = {}): ToolchainPlugin {
  return samplePlugin(id, {
    targets: [{ triple, ...contribution, verification: [{ kind: 'run', of: 'x', args: [], exitCode: 0, stdout: '' }] }],
  });
}
