import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, flakeCheck, isReport, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'packages/cli/bin/mkcross.js');
const testbed = await setUp(() => undefined);

/** The first block of a language on the page. */
const block = (page: string, language: string) =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1] ?? '';

let project: string;
let plugin: string;
beforeAll(async () => {
  const page = await readFile(join(root, 'docs/writing-a-plugin.md'), 'utf8');
  plugin = block(page, 'json');
  project = await mkdtemp(join(tmpdir(), 'mkcross-documented-'));
  await writeFile(join(project, 'musl-gcc.json'), plugin);
  await writeFile(join(project, 'mkcross.toml'), block(page, 'toml'));
  await execa('node', [command, 'generate'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the plugin of docs/writing-a-plugin.md', () => {
  it('is under 40 lines', () => {
    expect(plugin.trimEnd().split('\n').length).toBeLessThan(41);
  });

  it('compiles a static program in its shell', async () => {
    const compile = 'x86_64-unknown-linux-musl-gcc -static -x c "$0" -o "$0.out" && "$0.out"';
    const script = `printf 'int main(void) { return 7; }' > "$0" && ${compile}`;
    const file = join(project, 'seven');
    const { exitCode } = await develop(testbed, { project, command: ['bash', '-c', script, file] });
    expect(exitCode).toBe(7);
  });

  it('passes nix flake check, which builds, inspects and runs a program', async () => {
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('is verified without Nix, in a project that has nothing else', async () => {
    const args = [command, 'verify', '--json', '--backend', 'host'];
    const { stdout, exitCode } = await execa('node', args, { cwd: project, reject: false });
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'unproven' });
    const steps = isReport(report) ? report.targets.flatMap((target) => target.steps) : [];
    expect(steps.flatMap(({ name, status }) => (status === 'passed' ? [] : [`${name} ${status}`]))).toEqual([
      'project: build skipped',
    ]);
    expect(exitCode).toBe(4);
  });
});
