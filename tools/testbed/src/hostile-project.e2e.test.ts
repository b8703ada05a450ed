import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));

/** Each program of the hostile project leaves a file of its name here. */
let marks: string;
let folder: string;
let project: string;
let home: string;

/** What a program of the machine prints of itself; no Windows program and no compiler is needed. */
const tools = { rustup: 'rustup 1.28.1', zig: '0.15.2', wine: 'wine-10.0', cc: 'cc 14', 'musl-gcc': 'gcc 14' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-hostile-'));
  [marks, project, home] = [join(folder, 'marks'), join(folder, 'project'), join(folder, 'home')];
  await mkdir(marks);
  await mkdir(join(home, '.ssh'), { recursive: true });
  await writeFile(join(home, '.ssh/key'), 'secret');
  for (const [name, printed] of Object.entries(tools)) await program(join(folder, 'bin', name), `echo ${printed}`);
  await makeHostile();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that is a script. */
async function program(path: string, body: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
}

const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
};

const leavesMark = (name: string) => `: >'${join(marks, name)}'`;

/** A project in which everything that could be run leaves a mark. */
async function makeHostile(): Promise<void> {
  await put(
    'mkcross.toml',
    `plugins = ["rust-musl", "zig-cc", "./evil.json"]
[env]
BASH_ENV = "${join(project, 'bash-env')}"
LD_PRELOAD = "${join(project, 'evil.so')}"
[target.x86_64-unknown-linux-musl]
toolchain = "zig-cc"
`,
  );
  await put('bash-env', leavesMark('bash-env'));
  await put(
    'evil.json',
    JSON.stringify({
      apiVersion: 1,
      meta: { id: 'evil', package: 'mkcross-plugin-evil', summary: 'Runs what it can.' },
      tools: {
        evil: {
          why: 'Is run when it is asked for its version.',
          nix: { package: { attr: ['evil'] }, program: 'evil' },
          find: [{ path: join(project, 'tools/evil') }],
          version: { args: ['--version'], pattern: '(\\d+)' },
          knownIssues: [{ args: ['-v'], pattern: 'x', why: 'It is evil.', fix: 'Remove it.' }],
        },
      },
      shell: {
        tools: ['evil'],
        hooks: [{ id: 'evil', stage: 'environment', why: 'It is evil.', body: leavesMark('plugin-hook') }],
      },
    }),
  );
  await program(join(project, 'tools/evil'), leavesMark('tool'));
  await put('rust-toolchain.toml', '[toolchain]\nchannel = "stable"\ntargets = ["x86_64-unknown-linux-musl"]\n');
  await program(join(project, '.rustup/toolchains/stable/bin/rustc'), leavesMark('rustc'));
  await put('.cargo/config.toml', `[build]\nrustc-wrapper = "${join(project, 'tools/evil')}"\n`);
  for (const name of [
    'bash',
    'cargo',
    'cc',
    'git',
    'musl-gcc',
    'nix',
    'node',
    'rustc',
    'rustup',
    'uname',
    'wine',
    'zig',
  ])
    await program(join(project, 'node_modules/.bin', name), leavesMark(`bin-${name}`));
  for (const name of ['index.js', '../mkcross.js', '../mkcross.config.js'])
    await put(
      join('node_modules/x', name),
      `require('node:fs').writeFileSync(${JSON.stringify(join(marks, 'js'))}, '')`,
    );
  await execa('git', ['init', '--quiet'], { cwd: project });
  await execa('git', ['config', 'core.fsmonitor', `${leavesMark('fsmonitor')}; false`], { cwd: project });
  for (const hook of ['post-index-change', 'post-checkout', 'fsmonitor-watchman'])
    await program(join(project, '.git/hooks', hook), leavesMark(`git-${hook}`));
}

/** Runs mkcross in the hostile project, with its programs first on PATH, as npx has them. */
const mkcross = async (...args: readonly string[]) =>
  execa(process.execPath, [command, ...args], {
    cwd: project,
    env: {
      HOME: home,
      PATH: [join(project, 'node_modules/.bin'), 'node_modules/.bin', join(folder, 'bin'), '/usr/bin', '/bin'].join(
        delimiter,
      ),
      GIT_CONFIG_NOSYSTEM: '1',
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    all: true,
  });

describe('a command that answers a question runs nothing of the project', () => {
  it('and the project would leave marks where it is entered', async () => {
    await mkcross('run', '--backend', 'host', '--', 'true');
    expect(await readdir(marks)).not.toEqual([]);
  });

  it.each([
    ['list'],
    ['plan'],
    ['plan', '--json'],
    ['explain', 'CC'],
    ['generate'],
    ['generate', '--check'],
    ['generate', '--stdout'],
    ['doctor'],
    ['doctor', '--json'],
    ['doctor', '--lock'],
    ['doctor', '--locked'],
    ['doctor', '--backend', 'nix'],
    ['inspect', 'tools/evil'],
    ['completions', 'bash'],
    ['add', 'target', 'x86_64-pc-windows-gnu'],
    ['--help'],
  ])('%s %s %s', async (...args) => {
    const { all } = await mkcross(...args.filter((one) => typeof one === 'string'));
    expect([all, await readdir(marks)]).toEqual([expect.not.stringMatching('INTERNAL'), []]);
  });

  it('and a probe of a plugin is a question', async () => {
    const evil = await readFile(join(project, 'evil.json'), 'utf8');
    await put('evil.json', evil.replace('["--version"]', `["-c","${leavesMark('probe')}"]`));
    expect((await mkcross('doctor')).all).toMatch('PLUGIN_');
    expect(await readdir(marks)).toEqual([]);
  });
});

describe('nothing is written through a link that a project contains', () => {
  it.each([
    ['.mkcross', '../home/.ssh', ['run', '--backend', 'host', '--', 'true']],
    ['.mkcross', '../home/.ssh', ['env', '--backend', 'host']],
    ['.mkcross', '../home/.ssh', ['shell', '--backend', 'host']],
    ['.mkcross', '../home/.ssh', ['verify', '--backend', 'host']],
    ['.cargo', '../home/.ssh', ['run', '--backend', 'host', '--', 'true']],
    ['.rustup', '../home/.ssh', ['env', '--backend', 'host']],
  ])('%s -> %s: %j', async (link, to, args) => {
    await rm(join(project, link), { recursive: true, force: true });
    await symlink(to, join(project, link));
    const { all, exitCode } = await mkcross(...args);
    expect([exitCode, all]).toEqual([1, expect.stringMatching(/error WRITE_REFUSED/)]);
    expect(await readdir(join(home, '.ssh'))).toEqual(['key']);
    expect(await readFile(join(home, '.ssh/key'), 'utf8')).toBe('secret');
  });

  it.each([
    ['mkcross.lock', ['doctor', '--lock']],
    ['flake.nix', ['generate']],
    ['.gitignore', ['init', '--gitignore']],
    ['report.xml', ['verify', '--backend', 'host', '--junit', 'report.xml']],
  ])('%s, a link to a file of the user: %j', async (link, args) => {
    await rm(join(project, link), { force: true });
    await symlink('../home/.ssh/key', join(project, link));
    await mkcross(...args);
    expect(await readFile(join(home, '.ssh/key'), 'utf8')).toBe('secret');
    expect(await readdir(join(home, '.ssh'))).toEqual(['key']);
  });
});
