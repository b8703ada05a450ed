import {
  definePlugin,
  type EnvEntry,
  type ShellHook,
  type Tool,
  type ToolchainPlugin,
  type Triple,
} from '@mkcross/core';

const meta = { id: 'sample', package: '@mkcross/sample', summary: 'A sample.' };
const run = { kind: 'run', of: 'hello', args: [], exitCode: 0, stdout: '' } as const;

/** Each of these must not compile; `npm run typecheck` fails on an error that is expected and does not come. */
export const mustNotCompile: readonly ToolchainPlugin[] = [
  // @ts-expect-error a target that nobody proves
  definePlugin({ apiVersion: 1, meta, targets: [{ triple: 'x86_64-unknown-linux-musl', verification: [] }] }),
  // @ts-expect-error a version of the contract that does not exist
  definePlugin({ apiVersion: 2, meta, targets: [] }),
  // @ts-expect-error a triple without a hyphen
  definePlugin({ apiVersion: 1, meta, targets: [{ triple: 'musl', verification: [run] }] }),
  // @ts-expect-error a variable without a kind
  definePlugin({ apiVersion: 1, meta, targets: [], shell: { env: { A: { value: 'x', why: 'y' } } } }),
  // @ts-expect-error a variable without a reason
  definePlugin({ apiVersion: 1, meta, targets: [], shell: { env: { A: { kind: 'set', value: 'x' } } } }),
  // @ts-expect-error no targets said
  definePlugin({ apiVersion: 1, meta }),
];

// @ts-expect-error a list without a separator
export const unseparated: EnvEntry = { kind: 'append', values: ['x'], why: 'y' };

// @ts-expect-error a hook in a stage that does not exist
export const later: ShellHook = { id: 'a', stage: 'later', values: {}, body: '', why: 'y' };

// @ts-expect-error a tool that only Nix knows
export const nixOnly: Tool = { why: 'x', nix: { package: { attr: ['x'] }, program: 'x' } };

// @ts-expect-error data is readonly
export const changed = (plugin: ToolchainPlugin, triple: Triple) => (plugin.targets[0].triple = triple);

describe('the types of a plugin', () => {
  it('let a plugin pass through definePlugin unchanged', () => {
    const plugin = { apiVersion: 1, meta, targets: [] } as const satisfies ToolchainPlugin;
    expect(definePlugin(plugin)).toBe(plugin);
  });
});
