import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from '@mkcross/plugin-kit';
import { copyExample, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'packages/cli/bin/mkcross.js');
const testbed = await setUp(() => undefined);
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
      await execa('node', [command, 'generate'], { cwd: project });
      const { stdout, exitCode } = await execa('node', [command, 'verify', '--backend', 'host'], {
        cwd: project,
        env: testbed.host,
        extendEnv: false,
        reject: false,
      });
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('proven')]);
    } finally {
      await rm(project, { recursive: true, force: true });
    }
  });
});

it('adds a target of a compiler family in 20 lines', () => {
  const text = readFileSync(join(root, 'examples/plugins/i686-mingw/plugin.json'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
});
