import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from '@mkcross/plugin-kit';
import { copyExample, provideWineI386, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'packages/cli/bin/mkcross.js');
const testbed = await setUp(() => undefined);
const machine = { ...testbed.host, WINEDLLPATH: await provideWineI386(() => undefined) };

const mkcross = (cwd: string, args: readonly string[]) =>
  execa(process.execPath, [command, ...args], { cwd, env: machine, extendEnv: false, reject: false });

/** How many compilations the cache of a project has seen. */
async function hitsAndMisses(project: string): Promise<number> {
  const words = ['run', '--backend', 'host', '--', 'ccache', '--print-stats'];
  const { stdout } = await mkcross(project, words);
  const counts = stdout.matchAll(/^(?:direct_cache_hit|cache_miss)\t(\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

const folders = readdirSync(join(root, 'examples/plugins'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(folders)('the plugin examples/plugins/%s', (name) => {
  it('is JSON that keeps the contract', () => {
    const plugin: unknown = JSON.parse(readFileSync(join(root, 'examples/plugins', name, 'plugin.json'), 'utf8'));
    expect(buildPlugin({ plugin, read: () => undefined }).problems).toEqual([]);
  });

  it('builds, runs and is verified', async () => {
    const project = await mkdtemp(join(tmpdir(), 'mkcross-third-party-'));
    try {
      await copyExample(`plugins/${name}`, project);
      await mkcross(project, ['generate']);
      const { stdout, stderr, exitCode } = await mkcross(project, ['verify', '--backend', 'host']);
      const proven: unknown = expect.stringContaining('proven');
      expect({ stdout, stderr, exitCode }).toMatchObject({ exitCode: 0, stdout: proven });
      // No program of a target is only built. Debian has no C++ compiler for musl.
      expect(stdout).not.toMatch(/^skipped(?! .*c\+\+: build )/m);
      if (name === 'ccache') expect(await hitsAndMisses(project)).toBeGreaterThan(0);
    } finally {
      await rm(project, { recursive: true, force: true, maxRetries: 20 });
    }
  });
});

it('adds a target of a compiler family in 20 lines', () => {
  const text = readFileSync(join(root, 'examples/plugins/i686-mingw/plugin.json'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
});
