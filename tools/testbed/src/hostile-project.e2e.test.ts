import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
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

const env = () => ({
  HOME: home,
  PATH: [join(project, 'node_modules/.bin'), 'node_modules/.bin', join(folder, 'bin'), '/usr/bin', '/bin'].join(
    delimiter,
  ),
  GIT_CONFIG_NOSYSTEM: '1',
});

/** Runs mkcross in the hostile project, with its programs first on PATH, as npx has them, and with further variables. */
const mkcrossWith = async (variables: Readonly<Record<string, string>>, args: readonly string[]) =>
  execa(process.execPath, [command, ...args], {
    cwd: project,
    env: { ...env(), ...variables },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    all: true,
  });

const mkcross = async (...args: readonly string[]) => mkcrossWith({}, args);

/** As `mkcross`, for a user who allows everything. */
const trusting = async (...args: readonly string[]) => mkcrossWith({ MKCROSS_TRUST: 'all' }, args);

describe('a command that answers a question runs nothing of the project', () => {
  it('and the project would leave marks where it is entered', async () => {
    await trusting('run', '--backend', 'host', '--', 'true');
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
    ['trust'],
    ['trust', '--check'],
    ['trust', '--json'],
    ['trust', '--yes'],
    ['trust', '--revoke'],
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

describe('what came with a project is more than its folder', () => {
  it.each([['tools'], ['../linked']])('no program of the repository around it is run: %s on PATH', async (name) => {
    await put('nested/mkcross.toml', 'plugins = ["zig-cc"]\ntargets = ["x86_64-unknown-linux-musl"]\n');
    for (const tool of ['git', 'llvm-nm', 'nix', 'zig']) await program(join(project, 'tools', tool), leavesMark(tool));
    await symlink(join(project, 'tools'), join(folder, 'linked'));
    const path = [join(project, name), env().PATH].join(delimiter);
    for (const args of [['doctor'], ['generate'], ['doctor', '--backend', 'nix', '--offline']])
      await execa(process.execPath, [command, ...args], {
        cwd: join(project, 'nested'),
        env: { ...env(), PATH: path },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
      });
    expect(await readdir(marks)).toEqual([]);
    const entering = await execa(process.execPath, [command, ...enter], {
      cwd: join(project, 'nested'),
      env: { ...env(), PATH: path },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      all: true,
    });
    await expectRefused(entering, /tool zig/);
  });

  it('no program is run that a plugin of the project names, wherever it is, until it is allowed', async () => {
    const outside = join(folder, 'outside/evil');
    await program(outside, `${leavesMark('outside')}; echo 1.0`);
    const evil = await readFile(join(project, 'evil.json'), 'utf8');
    await put('evil.json', evil.replace(join(project, 'tools/evil'), outside));
    expect((await mkcross('doctor')).all).toMatch(/TOOL_NOT_RUN\n.*outside\/evil/);
    await mkcross('doctor', '--lock');
    expect(await readdir(marks)).toEqual([]);
    await mkcross('trust', '--yes');
    await mkcross('doctor');
    expect(await readdir(marks)).toEqual(['outside']);
  });

  it('Nix calls no git for which the repository names programs', async () => {
    // A missing object is fetched by the program that the repository names.
    await put('mkcross.toml', 'plugins = ["zig-cc"]\ntargets = ["x86_64-unknown-linux-musl"]\n');
    await mkcross('generate');
    const git = (...args: readonly string[]) =>
      execa('git', ['-c', 'user.name=x', '-c', 'user.email=x', '-c', 'core.fsmonitor=false', ...args], {
        cwd: project,
        env: { HOME: home },
      });
    await git('-c', 'core.hooksPath=/dev/null', 'add', '--force', 'mkcross.toml', 'flake.nix', 'mkcross');
    await git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--message', 'x');
    const { stdout: head } = await git('rev-parse', 'HEAD');
    for (const [key, value] of [
      ['core.fsmonitor', 'false'],
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', project],
      ['remote.origin.uploadpack', leavesMark('upload-pack')],
    ] as const)
      await git('config', key, value);
    await rm(join(project, '.git/objects', head.slice(0, 2), head.slice(2)));
    for (const args of [
      ['doctor', '--backend', 'nix', '--offline'],
      ['env', '--backend', 'nix', '--offline'],
    ])
      await expectRefused(await mkcross(...args), /git \.git\/config: remote\.origin\.uploadpack/);
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
    const { all, exitCode } = await trusting(...args);
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
    await trusting(...args);
    expect(await readFile(join(home, '.ssh/key'), 'utf8')).toBe('secret');
    expect(await readdir(join(home, '.ssh'))).toEqual(['key']);
  });
});

const enter = ['run', '--backend', 'host', '--', 'true'] as const;

/** Expects that a command was refused, for things whose names match, and that nothing of the project ran. */
async function expectRefused(
  { all, exitCode }: { readonly all?: string; readonly exitCode?: number | undefined },
  named: RegExp,
): Promise<void> {
  expect([exitCode, all, await readdir(marks)]).toEqual([1, expect.stringMatching(/error PROJECT_NOT_TRUSTED/), []]);
  expect(all).toMatch(named);
}

const clearMarks = async () => {
  await rm(marks, { recursive: true });
  await mkdir(marks);
};

describe('a project is entered only by those who allowed it', () => {
  it.each([
    [...enter],
    ['shell', '--backend', 'host'],
    ['env', '--backend', 'host'],
    ['verify', '--backend', 'host'],
    ['verify', '--backend', 'nix'],
    ['run', '--backend', 'nix', '--', 'true'],
    ['doctor', '--fix'],
  ])('%s %s %s', async (...args) => {
    await expectRefused(await mkcross(...args.filter((one) => typeof one === 'string')), /variable BASH_ENV/);
    expect(await readdir(project)).not.toContain('.mkcross');
  });

  it('who see everything that would run or be set', async () => {
    const { stdout } = await mkcross('trust');
    for (const shown of [
      /^ {2}BASH_ENV: .*bash-env {3}\(is run by shells\)$/m,
      /^ {2}LD_PRELOAD: .*evil\.so {3}\(is loaded into every program\)$/m,
      /^ {2}evil\/evil: : >'.*plugin-hook'$/m,
      /^ {2}evil: \.\/evil\.json: Runs what it can\.$/m,
      /^ {2}\.rustup\/toolchains\/stable: /m,
      /^ {2}\.cargo\/config\.toml: build\.rustc-wrapper: .*tools\/evil$/m,
      /^ {2}zig: node_modules\/\.bin\/zig$/m,
      /^ {2}mkcross verify: builds the project/m,
    ])
      expect(stdout).toMatch(shown);
    await expectRefused(await mkcross('trust', '--check'), /variable BASH_ENV/);
  });

  it('on a terminal after a question, once', async () => {
    const onTerminal = (answer: string) =>
      execa('script', ['-qefc', [process.execPath, command, ...enter].join(' '), '/dev/null'], {
        cwd: project,
        env: { ...env(), SHELL: '/bin/sh', TERM: 'dumb' },
        extendEnv: false,
        reject: false,
        input: answer,
        all: true,
      });
    const refused = await onTerminal('n\n');
    await expectRefused(refused, /BASH_ENV[\s\S]*\? \[y\/N\]/);
    await onTerminal('y\n');
    expect(await readdir(marks)).not.toEqual([]);
    expect((await mkcross('trust', '--check')).exitCode).toBe(0);
  });

  it('and again after each change of what runs, also from a cached shell', async () => {
    const edit = async (path: string, from: string, to: string) =>
      writeFile(join(project, path), (await readFile(join(project, path), 'utf8')).replace(from, to));
    const changes: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
      [/hook evil\/evil/, () => edit('evil.json', 'plugin-hook', 'plugin-hook-2')],
      [/plugin evil/, () => edit('evil.json', 'It is evil."', 'It is very evil."')],
      [/variable LD_PRELOAD/, () => edit('mkcross.toml', 'evil.so', 'other.so')],
      [/variable NEW/, () => edit('mkcross.toml', '[env]', '[env]\nNEW = "1"')],
      [/setting host\.fetch/, () => edit('mkcross.toml', '[env]', '[host]\nfetch = true\n[env]')],
      [/cargo .*build\.rustc-wrapper/, () => edit('.cargo/config.toml', 'tools/evil', 'tools/other')],
      [/toolchain \.rustup\/toolchains\/stable/, () => edit('.rustup/toolchains/stable/bin/rustc', 'rustc', 'rustc-2')],
      [/toolchain \.rustup\/toolchains\/new/, () => put('.rustup/toolchains/new/bin/rustc', '')],
      [/tool zig/, () => edit('node_modules/.bin/zig', 'bin-zig', 'bin-zig-2')],
      [/path of rust-toolchain\.toml/, () => edit('rust-toolchain.toml', 'channel = "stable"', 'path = "./evil"')],
    ];
    for (const [named, change] of changes) {
      await mkcross('trust', '--yes');
      expect((await mkcross('trust', '--check')).exitCode).toBe(0);
      await mkcross(...enter);
      await mkcross(...enter);
      expect(await readdir(marks)).not.toEqual([]);
      await clearMarks();
      await change();
      await expectRefused(await mkcross(...enter), named);
    }
  });

  it('and not by what a folder of it has cargo and rustup run, also from a cached shell', async () => {
    await mkcross('trust', '--yes');
    await mkcross(...enter);
    await clearMarks();
    const within = (...args: readonly string[]) =>
      execa(process.execPath, [command, ...args], {
        cwd: join(project, 'nested/deep'),
        env: env(),
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        all: true,
      });
    await put('nested/deep/file', '');
    await put('nested/rust-toolchain.toml', '[toolchain]\npath = "../tools"\n');
    await expectRefused(await within(...enter), /folder nested\/rust-toolchain\.toml/);
    await put('nested/deep/.cargo/config.toml', '[build]\nrustc = "../evil"\n');
    await expectRefused(await within(...enter), /folder nested\/deep\/\.cargo\/config\.toml/);
    await within('trust', '--yes');
    expect((await within(...enter)).all).not.toMatch('PROJECT_NOT_TRUSTED');
    // What was allowed there stays allowed when the rest is allowed from elsewhere.
    await mkcross('trust', '--yes');
    expect((await within(...enter)).all).not.toMatch('PROJECT_NOT_TRUSTED');
    await clearMarks();
    await put('nested/deep/.cargo/config.toml', '[build]\nrustc = "../other"\n');
    await expectRefused(await within(...enter), /folder nested\/deep/);
  });

  it('and a program that is put beside those of a cached shell is not run', async () => {
    await put('mkcross.toml', 'plugins = ["zig-cc"]\ntargets = ["x86_64-unknown-linux-musl"]\n');
    const outside = { PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
    await mkcrossWith(outside, ['trust', '--yes']);
    for (const _ of ['made', 'cached']) expect((await mkcrossWith(outside, enter)).exitCode).toBe(0);
    await program(join(project, '.mkcross/host/default/bin/true'), leavesMark('beside'));
    await mkcrossWith(outside, enter);
    expect(await readdir(marks)).toEqual([]);
  });

  it('and not after they revoked it, also from a cached shell', async () => {
    await mkcross('trust', '--yes');
    await mkcross(...enter);
    await clearMarks();
    await mkcross('trust', '--revoke');
    await expectRefused(await mkcross(...enter), /variable BASH_ENV/);
  });

  it('and not where another project is put at its path', async () => {
    await put(
      '../other/mkcross.toml',
      `plugins = ["zig-cc", "./evil.json"]\ntargets = ["x86_64-unknown-linux-musl"]\n`,
    );
    await cp(join(project, 'evil.json'), join(folder, 'other/evil.json'));
    await rm(join(project, 'evil.json'));
    await put(
      'evil.json',
      '{"apiVersion":1,"meta":{"id":"evil","package":"mkcross-plugin-evil","summary":"Is good."}}',
    );
    await mkcross('trust', '--yes');
    await rm(project, { recursive: true });
    await rename(join(folder, 'other'), project);
    await expectRefused(await mkcross(...enter), /hook evil\/evil/);
  });

  it('and not by what somebody else could have written into the state folder', async () => {
    const state = join(home, '.local/state/mkcross');
    await mkcross('trust', '--yes');
    await chmod(join(state, 'trust'), 0o777);
    await expectRefused(await mkcross(...enter), /variable BASH_ENV/);
    await chmod(join(state, 'trust'), 0o700);
    expect((await mkcross('trust', '--check')).exitCode).toBe(0);
    await rename(join(state, 'trust'), join(project, 'trust'));
    await symlink(join(project, 'trust'), join(state, 'trust'));
    await expectRefused(await mkcross(...enter), /variable BASH_ENV/);
    expect((await mkcross('trust', '--yes')).all).toMatch(/WRITE_REFUSED/);
  });

  it('and not with a flake.nix that is marked as generated and differs', async () => {
    await mkcross('generate');
    await mkcross('trust', '--yes');
    await put('flake.nix', `${await readFile(join(project, 'flake.nix'), 'utf8')}# changed\n`);
    await expectRefused(await mkcross('run', '--backend', 'nix', '--', 'true'), /nix flake\.nix/);
    await mkcross('generate');
    await put(
      'flake.lock',
      JSON.stringify({
        nodes: {
          nixpkgs: {
            original: { type: 'github', owner: 'NixOS', repo: 'nixpkgs' },
            locked: { type: 'path', path: './evil' },
          },
        },
      }),
    );
    await expectRefused(await mkcross('run', '--backend', 'nix', '--', 'true'), /nix flake\.lock: nixpkgs/);
  });

  it('and the variable that allows projects is not set by one', async () => {
    await put('mkcross.toml', 'plugins = ["zig-cc"]\n[env]\nMKCROSS_TRUST = "all"\n');
    const { exitCode, all } = await mkcross(...enter);
    expect([exitCode, all]).toEqual([1, expect.stringMatching(/error ENV_RESERVED/)]);
  });
});
