import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { disk } from '@mkcross/composer/node';
import { system } from '@mkcross/host/node';
import { findingsSchema, run, trustRecordPath, type CommandContext } from 'mkcross';
import { Check } from 'typebox/value';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins, ownPlugins } from '../../test/plugin-packages.ts';

/** A plugin beside mkcross, whose hook installs a toolchain in the project. */
const installer = {
  apiVersion: 1,
  meta: { id: 'sample', package: 'mkcross-plugin-sample', summary: 'A sample.' },
  toolchains: [
    { id: 'cc', targets: { 'x86_64-unknown-linux-musl': {} }, languages: ['zig'], programs: {}, linkage: 'static' },
  ],
  shell: {
    env: {
      RUSTUP_HOME: { kind: 'set', value: [{ project: '.rustup' }], why: 'test' },
      WINEPREFIX: { kind: 'set', value: [{ project: '.wine' }], why: 'test' },
    },
    hooks: [
      {
        id: 'install',
        stage: 'toolchain',
        body: 'mkdir -p "$RUSTUP_HOME/toolchains/stable/bin" && : >"$RUSTUP_HOME/toolchains/stable/bin/rustc"',
        why: 'test',
      },
    ],
  },
};
/** A plugin of the project. */
const evil = {
  apiVersion: 1,
  meta: { id: 'evil', package: 'mkcross-plugin-evil', summary: 'Runs what it can.' },
  tools: {
    evil: {
      why: 'test',
      nix: { package: { attr: ['evil'] }, program: 'evil' },
      find: [{ path: '/opt/evil' }, { command: 'evil' }],
      optional: true,
    },
  },
  shell: {
    tools: ['evil'],
    env: { EVIL_A: { kind: 'set', value: '1', why: 'test' } },
    hooks: [{ id: 'evil', stage: 'environment', body: ':', why: 'test' }],
  },
};
const config = 'plugins = ["mkcross-plugin-sample"]\ntargets = ["x86_64-unknown-linux-musl"]\n';

let folder: string;
let project: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-consent-'));
  project = join(folder, 'project');
  await put('mkcross.toml', config);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

const record = () => trustRecordPath(join(folder, 'home/.local/state/mkcross'), project);

/** Runs mkcross for a user who is asked, and answers, if there is an answer. */
async function mkcross(args: readonly string[], answer?: boolean, env: Readonly<Record<string, string>> = {}) {
  let [out, err] = ['', ''];
  const asked: string[] = [];
  const confirm = (question: string) => {
    asked.push(question);
    return Promise.resolve(answer === true);
  };
  const context: CommandContext = {
    folder: project,
    files: disk,
    plugins: installedPlugins({ ...ownPlugins, 'mkcross-plugin-sample': installer }),
    untracked: () => Promise.resolve([]),
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
    machine: {
      ...noMachine,
      env: { HOME: join(folder, 'home'), PATH: '/usr/bin:/bin', ...env },
      temporary: folder,
      loadSystem: () => Promise.resolve(system),
      start: () => Promise.resolve(0),
      confirm: answer === undefined ? undefined : confirm,
    },
  };
  const code = await run(context, args, '1.2.3');
  return { code, out, err, asked };
}

const enter = ['run', '--backend', 'host', '--', 'true'];
const withVariable = `${config}[env]\nA = "1"\n`;
const notTrusted: unknown = expect.stringMatching('error PROJECT_NOT_TRUSTED');
const refused = { code: 1, err: notTrusted };

describe('nothing is asked', () => {
  it('in a project that runs and sets nothing of its own', async () => {
    expect(await mkcross(enter, false)).toMatchObject({ code: 0, err: '', asked: [] });
  });

  it('about a shell of plugins that are installed with mkcross', async () => {
    const { code, err } = await mkcross(['shell', 'mkcross-plugin-sample', '--backend', 'host']);
    expect([code, err]).toEqual([0, '']);
  });

  it('about toolchains and a prefix of Wine that shells have made, but about those that something else made', async () => {
    await mkcross(enter);
    await mkdir(join(project, '.wine'));
    expect(await mkcross(['env', '--backend', 'host'])).toMatchObject({ code: 0, err: '' });
    await put('.rustup/toolchains/other/bin/rustc', '');
    const { err } = await mkcross(enter);
    expect(err).toMatch('toolchain .rustup/toolchains/other.');
  });

  it('about toolchains in a shell that is entered', async () => {
    await put('.rustup/toolchains/other/bin/rustc', '');
    expect(await mkcross(enter)).toMatchObject(refused);
    expect(await mkcross(enter, undefined, { MKCROSS_PROJECT_ROOT: project })).toMatchObject({ code: 0, err: '' });
    expect(await mkcross(enter)).toMatchObject({ code: 0, err: '' });
  });

  it('about what init writes, and the build, but about what was there before', async () => {
    await rm(join(project, 'mkcross.toml'));
    await put('.cargo/config.toml', '[build]\nrustc-wrapper = "./evil"\n');
    await mkcross(['init', '--language', 'rust']);
    const { err } = await mkcross(['verify', '--backend', 'host']);
    expect(err).toMatch(/PROJECT_NOT_TRUSTED\n.*allowed it: cargo \.cargo\/config\.toml: build\.rustc-wrapper\.\n/);
    await rm(join(project, '.cargo'), { recursive: true });
    expect((await mkcross(['verify', '--backend', 'host'])).err).not.toMatch('PROJECT_NOT_TRUSTED');
  });
});

describe('a user is asked', () => {
  it('once, with the page on standard error, and again after a change, with the difference', async () => {
    await put('mkcross.toml', withVariable);
    expect(await mkcross(enter, false)).toMatchObject({ ...refused, out: '' });
    const first = await mkcross(enter, true);
    expect(first).toMatchObject({ code: 0, out: '', asked: [`\nAllow this for ${project}?`] });
    expect(first.err).toMatch('Variables\n  A: 1\n');
    expect(await mkcross(['env', '--backend', 'host'], false)).toMatchObject({ code: 0, err: '', asked: [] });
    await put('mkcross.toml', withVariable.replace('"1"', '"2"'));
    const second = await mkcross(enter, true);
    expect(second.err).toMatch('~ variable A\n  - 1\n  + 2\n');
  });

  it('not again for a comment, or for what was removed', async () => {
    await put('mkcross.toml', `${withVariable}B = "1"\n`);
    await mkcross(enter, true);
    await put('mkcross.toml', `# A comment.\n${withVariable}`);
    expect(await mkcross(enter)).toMatchObject({ code: 0, err: '' });
  });

  it('by trust, which records, checks and revokes', async () => {
    await put('mkcross.toml', withVariable);
    expect(await mkcross(['trust', '--check'], true)).toMatchObject({ ...refused, asked: [] });
    expect(await mkcross(['trust'], false)).toMatchObject(refused);
    expect(await mkcross(['trust'], true)).toMatchObject({ code: 0, err: '' });
    expect(await mkcross(['trust', '--check'])).toMatchObject({ code: 0, err: '' });
    expect(await mkcross(['trust', '--revoke'])).toMatchObject({ code: 0, err: '' });
    expect(await mkcross(['trust', '--check'])).toMatchObject(refused);
    expect(await mkcross(['trust', '--yes', '--check'])).toMatchObject({ code: 2 });
  });

  it('about a plugin of the project, its parts and what it calls', async () => {
    await put('evil.json', JSON.stringify(evil));
    await put('mkcross.toml', config.replace('[', '["./evil.json", '));
    const { err } = await mkcross(enter);
    expect(err).toMatch('allowed: variable EVIL_A (plugin evil), hook evil/evil, tool evil/evil, plugin evil.');
    expect((await mkcross(['trust'])).out).toMatch('evil/evil: /opt/evil, else evil on PATH\n');
  });

  it('about a plugin of the folder in a shell of plugins, beside what was allowed of the project there', async () => {
    await put('evil.json', JSON.stringify(evil));
    await put('mkcross.toml', withVariable);
    await mkcross(['trust', '--yes']);
    const shell = ['shell', './evil.json', 'mkcross-plugin-sample', '--backend', 'host'];
    expect(await mkcross(shell)).toMatchObject(refused);
    const asked = await mkcross(shell, true);
    expect(asked.asked).toHaveLength(1);
    expect(asked.err).not.toMatch('variable A');
    expect(await mkcross(shell, false)).toMatchObject({ code: 0, asked: [] });
    expect(await mkcross(['trust', '--check'])).toMatchObject({ code: 0 });
  });

  it('about path of rust-toolchain.toml and another nixpkgs, the latter for Nix alone', async () => {
    await put('rust-toolchain.toml', '[toolchain]\npath = "./evil"\n');
    await put('mkcross.toml', `${config}[nix]\nnixpkgs = "github:evil/nixpkgs"\n`);
    const asking = async (backend: string) => (await mkcross(['run', '--backend', backend, '--', 'true'])).err;
    expect(await asking('host')).toMatch(/allowed: setting path of rust-toolchain\.toml\.\n/);
    expect(await asking('nix')).toMatch(/allowed: setting nix\.nixpkgs, setting path of rust-toolchain\.toml\.\n/);
    await put('evil/bin/rustc', '');
    await mkcross(['trust', '--yes']);
    expect(await asking('host')).toBe('');
    await put('evil/bin/rustc', 'changed');
    const inside = await mkcross(enter, undefined, { MKCROSS_PROJECT_ROOT: project });
    expect(inside).toMatchObject(refused);
    expect(await asking('host')).toMatch(/allowed it: setting path of rust-toolchain\.toml\.\n/);
  });
});

describe('files of cargo', () => {
  it('are read with those that they include, each once', async () => {
    await put('.cargo/config.toml', 'include = ["../more.toml", { path = "config.toml" }]\n');
    await put('more.toml', 'include = ".cargo/config.toml"\n[build]\nrustc = "./evil"\n');
    const { err } = await mkcross(enter);
    expect(err).toMatch(
      /allowed: cargo \.cargo\/config\.toml: include, cargo more\.toml: include, cargo more\.toml: build\.rustc\.\n/,
    );
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['without an end', '/dev/zero'],
    ['that are folders', '/usr'],
  ])('%s are asked about', async (_, target) => {
    await mkdir(join(project, '.cargo'));
    await symlink(target, join(project, '.cargo/config.toml'));
    expect((await mkcross(enter)).err).toMatch('allowed: cargo .cargo/config.toml.');
  });

  it('for their size are asked about', async () => {
    await put('.cargo/config.toml', `${'#'.repeat(1 << 24)}\n`);
    expect((await mkcross(enter)).err).toMatch('allowed: cargo .cargo/config.toml.');
  });
});

describe('programs', () => {
  it('get what is allowed as JSON, and are not asked', async () => {
    await put('mkcross.toml', withVariable);
    const before = await mkcross(['trust', '--json'], true);
    const schema = { ...findingsSchema, $ref: '#/$defs/trust' };
    expect([before.code, before.asked]).toEqual([1, []]);
    const output: unknown = JSON.parse(before.out);
    expect(Check(schema, output)).toBe(true);
    expect(output).toMatchObject({
      root: project,
      isAllowed: false,
      added: ['variable A', 'build mkcross verify'],
      findings: [
        { code: 'PROJECT_NOT_TRUSTED', data: { isChanged: false, items: ['variable A', 'build mkcross verify'] } },
      ],
    });
    const after: unknown = JSON.parse((await mkcross(['trust', '--json', '--yes'])).out);
    expect(Check(schema, after)).toBe(true);
    expect(after).toMatchObject({ ok: true, isAllowed: true });
  });

  it('are allowed by MKCROSS_TRUST, on which the cached shell then depends; nothing is recorded', async () => {
    await put('mkcross.toml', withVariable);
    expect(await mkcross(enter, undefined, { MKCROSS_TRUST: folder })).toMatchObject({ code: 0, err: '' });
    const shells = join(folder, 'home/.local/state/mkcross/shells');
    const cached: unknown = JSON.parse(
      await readFile(join(shells, project.replaceAll('-', '_2D'), '_/default.json'), 'utf8'),
    );
    expect(cached).toMatchObject({ user: { MKCROSS_TRUST: folder }, files: { [record()]: null } });
    expect(await mkcross(enter)).toMatchObject(refused);
  });
});

describe('a record that others could have written counts as none', () => {
  beforeEach(async () => {
    await put('mkcross.toml', withVariable);
    await mkcross(['trust', '--yes']);
    expect((await mkcross(['trust', '--check'])).code).toBe(0);
  });

  it.each([
    ['one that others can write', () => chmod(record(), 0o666)],
    ['one in a folder that others can write', () => chmod(dirname(record()), 0o777)],
    ['one in a state folder that others can write', () => chmod(join(folder, 'home/.local/state/mkcross'), 0o777)],
    ['one that is a folder', () => rm(record()).then(() => mkdir(record()))],
    ['one that is not JSON', () => writeFile(record(), '{')],
  ])('%s', async (_, change) => {
    await change();
    expect(await mkcross(['trust', '--check'])).toMatchObject(refused);
  });

  it.each([
    ['project', () => JSON.stringify(project), () => JSON.stringify(`${project}2`)],
    ['version', () => '"version":1', () => '"version":2'],
  ])('one of another %s', async (_, from, to) => {
    const text = await readFile(record(), 'utf8');
    expect(text).toMatch(from());
    await writeFile(record(), text.replace(from(), to()));
    expect(await mkcross(['trust', '--check'])).toMatchObject(refused);
  });
});
