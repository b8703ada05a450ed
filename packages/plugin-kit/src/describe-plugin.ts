import type { ToolchainPlugin } from '@mkcross/core';
import type { CheckInput } from './check.ts';
import { checks } from './checks/index.ts';

/** The two functions of a test runner that the kit needs; jest, vitest and node:test have them. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  readonly it: (title: string, body: () => Promise<void>) => void;
}

/**
 * Declares the conformance tests of a plugin: one test a check. `companions` are the plugins that it requires.
 *
 * @example
 * describePlugin(plugin, { describe, it }, [rust]);
 */
export function describePlugin(
  plugin: ToolchainPlugin,
  runner: TestRunner,
  companions: readonly ToolchainPlugin[] = [],
): void {
  runner.describe(`the plugin ${plugin.meta.id} keeps the contract`, () => {
    for (const { title, problems } of checks) {
      runner.it(title, async () => {
        const found = await problems({ plugin, companions });
        if (found.length > 0)
          throw new Error(`${plugin.meta.id}: ${title}\n${found.map((problem) => `  - ${problem}`).join('\n')}`);
      });
    }
  });
}

/** Runs every check and gives each one's problems, for use without a test runner. */
export async function checkConformance(
  input: CheckInput,
): Promise<readonly { readonly title: string; readonly problems: readonly string[] }[]> {
  return Promise.all(checks.map(async ({ title, problems }) => ({ title, problems: await problems(input) })));
}
