import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, flakeCheck, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'packages/cli/bin/mkcross.js');
const testbed = await setUp(() => undefined);

let project: string;
let source: string;
beforeAll(async () => {
  const page = await readFile(join(root, 'docs/writing-a-plugin.md'), 'utf8');
  source = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? '';
  // In the repository, so that the plugin finds @mkcross/core as an installed one does.
  project = await mkdtemp(join(root, 'node_modules/.mkcross-documented-'));
  const folder = join(project, 'node_modules/mkcross-plugin-musl-gcc');
  await mkdir(folder, { recursive: true });
  const manifest = { name: 'mkcross-plugin-musl-gcc', version: '1.0.0', type: 'module', exports: './plugin.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'plugin.ts'), source);
  const strict = ['--ignoreConfig', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext'];
  await execa('npx', ['tsc', ...strict, '--target', 'es2023', '--skipLibCheck', join(folder, 'plugin.ts')], {
    cwd: root,
  });
  const config = 'plugins = ["mkcross-plugin-musl-gcc"]\ntargets = ["x86_64-unknown-linux-musl"]\n';
  await writeFile(join(project, 'mkcross.toml'), config);
  await execa('node', [command, 'generate'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the plugin of docs/writing-a-plugin.md', () => {
  it('is under 40 lines', () => {
    expect(source.trimEnd().split('\n').length).toBeLessThan(41);
  });

  it('compiles a static program in its shell', async () => {
    const script = `printf 'int main(void) { return 7; }' > "$0" && "$MUSL_CC" -static -x c "$0" -o "$0.out" && "$0.out"`;
    const file = join(project, 'seven');
    const { exitCode } = await develop(testbed, { project, command: ['bash', '-c', script, file] });
    expect(exitCode).toBe(7);
  });

  it('is proven by nix flake check', async () => {
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('keeps the contract', async () => {
    const script = `
      import { checks } from '@mkcross/plugin-kit';
      const { default: plugin } = await import(process.argv[1]);
      for (const check of checks) {
        const problems = await check.problems({ plugin, companions: [] });
        if (problems.length > 0) { console.error(check.title, problems); process.exitCode = 1; }
      }`;
    const plugin = join(project, 'node_modules/mkcross-plugin-musl-gcc/plugin.js');
    await execa('node', ['--input-type=module', '-e', script, plugin], { cwd: root });
  });
});
