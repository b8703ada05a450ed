import type { ToolchainPlugin, VerifyStep } from '@mkcross/core';
import { checkConformance } from '@mkcross/plugin-kit';

const build: VerifyStep = { kind: 'build', id: 'hello', files: {}, command: ['cc'], artifact: 'hello' };
const run: VerifyStep = { kind: 'run', of: 'hello', args: [], exitCode: 0, stdout: '' };

const good: ToolchainPlugin = {
  apiVersion: 1,
  meta: { id: 'sample', package: 'mkcross-plugin-sample', summary: 'A sample.' },
  targets: [{ triple: 'x86_64-unknown-linux-musl', verification: [build, run] }],
};

const hook = { id: 'x', stage: 'greeting', values: {}, why: 'test' } as const;
const tool = {
  why: 'x',
  nix: { package: { attr: ['x'] }, program: 'x' },
  host: { commands: ['x'], install: {} },
} as const;
let count = 0;

/** Data that is an instance of a class, which JSON forgets. */
class Meta {
  readonly id = 'sample';
  readonly package = 'mkcross-plugin-sample';
  readonly summary = 'A sample.';
}

/** A plugin that breaks one check, and the title of that check. */
const broken: readonly (readonly [string, ToolchainPlugin])[] = [
  ['round trip', { ...good, meta: new Meta() }],
  ['accepted by mkcross', { ...good, shell: { env: { CFLAGS: { kind: 'set', value: '', why: 'test' } } } }],
  ['called like its package', { ...good, meta: { ...good.meta, package: 'mkcross-plugin-other' } }],
  ['proves every target', { ...good, targets: [{ triple: 'x86_64-unknown-linux-musl', verification: [build] }] }],
  ['how Debian installs it', { ...good, tools: { x: tool } }],
  ['bash can read', { ...good, shell: { hooks: [{ ...hook, body: 'if then' }] } }],
  ['refine is pure', { ...good, refine: () => ({ hooks: [{ ...hook, body: `# ${String((count += 1))}` }] }) }],
  ['gives a shell', { ...good, refine: () => ({ env: { LDFLAGS: { kind: 'set', value: 'x', why: 'test' } } }) }],
];

const failed = async (plugin: ToolchainPlugin, companions: readonly ToolchainPlugin[] = []) =>
  (await checkConformance({ plugin, companions }))
    .filter(({ problems }) => problems.length > 0)
    .map(({ title }) => title);

describe('the conformance kit', () => {
  it('finds nothing wrong with a good plugin', async () => {
    expect(await failed(good)).toEqual([]);
  });

  it.each(broken)('finds what breaks "%s"', async (title, plugin) => {
    expect(await failed(plugin)).toEqual(expect.arrayContaining([expect.stringContaining(title)]));
  });
});
