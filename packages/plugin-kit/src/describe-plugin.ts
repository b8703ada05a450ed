import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { execa } from 'execa';
import { bodiesOf, buildPlugin, type BuiltPlugin } from './build/index.ts';

/** The two functions of a test runner that the kit needs; jest, vitest and node:test have them. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  readonly it: (title: string, body: (() => void) | (() => Promise<void>)) => void;
}

/** The plugin under test. */
export interface TestedPlugin {
  /** What src/plugin.ts exports as default, or the contents of plugin.json. */
  readonly plugin: unknown;
  /** The folder of the package, which its `{ file }` are relative to: `new URL('..', import.meta.url)`. */
  readonly folder: URL;
  /** The plugins that it requires or uses. */
  readonly companions?: readonly unknown[];
}

/**
 * Declares the conformance tests of a plugin: its shape, its references, its scripts.
 *
 * @example
 * describePlugin({ plugin, folder: new URL('..', import.meta.url), companions: [zig] }, { describe, it });
 */
export function describePlugin(tested: TestedPlugin, runner: TestRunner): void {
  runner.describe('the plugin keeps the contract', () => {
    runner.it('matches the schema, and its references name what exists', () => {
      const { problems } = built(tested);
      if (problems.length > 0) throw new Error(problems.join('\n'));
    });
    runner.it('is equal to itself after a round trip through JSON', () => {
      const { text } = built({ ...tested, plugin: JSON.parse(JSON.stringify(tested.plugin)) });
      if (!isDeepStrictEqual(text, built(tested).text)) throw new Error('JSON.stringify loses a part of the plugin');
    });
    runner.it('has scripts that bash can read', async () => {
      const { text = 'null' } = built(tested);
      for (const { place, body } of bodiesOf(JSON.parse(text))) {
        const { exitCode, stderr } = await execa('bash', ['-n'], { input: body, reject: false });
        if (exitCode !== 0) throw new Error(`${place}: ${stderr}`);
      }
    });
  });
}

const built = ({ plugin, folder, companions = [] }: TestedPlugin): BuiltPlugin => {
  const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, folder)), 'utf8');
  // Companions may come from their sources, with bodies in files that are not in this folder; those do not matter here.
  const data = companions.map((one) => inlined(one));
  return buildPlugin({ plugin, read, companions: data });
};

/** The text of plugin.json of a plugin; throws its problems. */
export function builtPlugin(tested: TestedPlugin): string {
  const { text, problems } = built(tested);
  if (text === undefined) throw new Error(problems.join('\n'));
  return text;
}

const inlined = (plugin: unknown): unknown => {
  const { text } = buildPlugin({ plugin, read: () => '' });
  return text === undefined ? plugin : JSON.parse(text);
};
