import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, copyExample, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-without-nix-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20 }));

async function copyOf(example: string): Promise<string> {
  const project = join(folder, `${example}-${String(Math.random()).slice(2)}`);
  await copyExample(example, project);
  return project;
}

/** Runs mkcross in a folder, on a machine of these variables. */
const mkcross = (cwd: string, env: Readonly<Record<string, string>>, args: readonly string[], input = '') =>
  execa(process.execPath, [command, ...args], { cwd, env, extendEnv: false, reject: false, input });

const linkageOf = (path: string) => withFile(path, (source) => inspect(source, path)).linkage;

describe('on a machine with no compiler at all', () => {
  const tools = [
    'basename',
    'bash',
    'cat',
    'chmod',
    'cmake',
    'dirname',
    'env',
    'flock',
    'mkdir',
    'mv',
    'rm',
    'sed',
    'sh',
  ];
  let machine: Readonly<Record<string, string>>;
  let project: string;

  beforeAll(async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const tool of [...tools, 'find', 'grep', 'head', 'mktemp', 'sort', 'wine', 'wineserver'])
      await symlink((await execa('which', [tool])).stdout, join(bin, tool));
    const ninja = testbed.host['PATH']?.split(':')[2] ?? '';
    const { ZIG_GLOBAL_CACHE_DIR = '', WINEPATH = '' } = testbed.host;
    const home = join(folder, 'home');
    await mkdir(home);
    const MKCROSS_CACHE = join(folder, 'cache');
    // Some machines reach the network by certificates of their own.
    const certificates = Object.entries(process.env).flatMap(([name, value]) =>
      name.includes('CERT') && value !== undefined ? [[name, value] as const] : [],
    );
    machine = {
      ...Object.fromEntries(certificates),
      PATH: `${bin}:${join(ninja, 'bin')}`,
      HOME: home,
      MKCROSS_CACHE,
      ZIG_GLOBAL_CACHE_DIR,
      WINEPATH,
    };
    project = await copyOf('cpp-cmake');
  });

  it('says that a disk is full on which a program has no place, and is right once there is space', async () => {
    const cache = join(folder, 'small');
    await mkdir(cache);
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', cache]);
    try {
      const { exitCode, stderr } = await mkcross(project, { ...machine, MKCROSS_CACHE: cache }, ['doctor', '--fix']);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/FETCH_FAILED\n.*no space is left on the disk/);
      expect(await readdir(join(cache, 'pypi/ziglang'))).toEqual([]);
    } finally {
      await execa('umount', [cache]);
    }
  });

  it('says that Zig is missing, and fetches it when asked to', async () => {
    const refused = await mkcross(project, machine, ['run', '--', 'true']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/TOOL_MISSING\n.*zig[\s\S]*npx mkcross doctor --fix/);
    // What is fetched is kept between runs of the tests, as a user's would be.
    const kept = { ...machine, MKCROSS_CACHE: join(cacheFolder, 'mkcross') };
    const { exitCode, stdout } = await mkcross(project, kept, ['doctor', '--fix']);
    expect(exitCode).toBe(0);
    const [, version = '', zig = ''] = /ok +zig\/zig +(\S+) +(\S+) \(.*fetched by mkcross/.exec(stdout) ?? [];
    expect((await execa(zig, ['version'])).stdout).toBe(version);
    const lock = join(project, 'mkcross.lock');
    await mkcross(project, kept, ['doctor', '--lock']);
    const locked = await readFile(lock, 'utf8');
    expect(locked).toMatch(
      new RegExp(`"zig/zig": \\{\\s+"program": "zig",\\s+"version": "${version}",\\s+"fetched": "ziglang"`),
    );
    // Another of the index than the one that was locked is not taken.
    const hash = /"fetched": "ziglang",\s+"sha256": "(\w+)"/.exec(locked)?.[1] ?? '';
    await writeFile(lock, locked.replaceAll(hash, 'ab'.repeat(32)));
    const elsewhere = { ...machine, MKCROSS_CACHE: join(folder, 'elsewhere') };
    const other = await mkcross(project, elsewhere, ['doctor', '--fix']);
    expect([other.exitCode, other.stderr]).toEqual([1, expect.stringMatching(`FETCH_HASH_WRONG\n.*${hash}.*abab`)]);
    await rm(lock);
    // The same of the testbed has built its C libraries already, which takes minutes.
    const fetched = join('pypi/ziglang', version);
    await mkdir(join(folder, 'cache', fetched), { recursive: true });
    const warm = testbed.host['PATH']?.split(':')[0] ?? '';
    await symlink(warm, join(folder, 'cache', fetched, basename(warm)));
    const record = join(fetched, 'mkcross-fetched.json');
    await copyFile(join(cacheFolder, 'mkcross', record), join(folder, 'cache', record));
  });

  it.each([
    ['x86_64-unknown-linux-musl', 'app', 'static', []],
    ['x86_64-pc-windows-gnu', 'app.exe', 'static', ['wine']],
  ])('builds C++ for %s with CMake, and what comes out is alone and runs', async (target, name, linkage, runner) => {
    const build = `build/${target}`;
    const run = (...words: readonly string[]) => mkcross(project, machine, ['run', '--', ...words]);
    expect((await run(`${target}-cmake`, '-S', '.', '-B', build, '-G', 'Ninja')).exitCode).toBe(0);
    expect((await run('cmake', '--build', build)).exitCode).toBe(0);
    expect(linkageOf(join(project, build, name))).toBe(linkage);
    expect((await run(...runner, join(build, name), '1', '2')).stdout.trim()).toBe('average 1.5 of 2');
  });

  it('builds nothing again when nothing has changed, entered anew', async () => {
    const wrapper = join(project, '.mkcross/host/programs/x86_64-unknown-linux-musl-c++');
    const before = await stat(wrapper);
    await rm(join(machine['HOME'] ?? '', '.local/state/mkcross/shells'), { recursive: true });
    const { stdout } = await mkcross(project, machine, [
      'run',
      '--',
      'cmake',
      '--build',
      'build/x86_64-unknown-linux-musl',
    ]);
    expect(stdout).toMatch('no work to do');
    expect((await stat(wrapper)).mtimeMs).toBe(before.mtimeMs);
  });

  it('has a shell of plugins alone, with no configuration', async () => {
    const empty = join(folder, 'empty-project');
    await mkdir(empty);
    await writeFile(join(empty, 'hello.c'), '#include <stdio.h>\nint main(void) { return puts("hello") < 0; }\n');
    const script = 'x86_64-unknown-linux-musl-cc hello.c -o hello && ./hello; type -p wine; exit 3\n';
    const env = { ...machine, SHELL: join(folder, 'bin/bash') };
    const { stdout, exitCode } = await mkcross(empty, env, ['shell', 'zig-cc', 'wine', '--backend', 'host'], script);
    expect(stdout).toMatch(/^hello\n.*\.mkcross\/host\/default\/bin\/wine$/m);
    expect(exitCode).toBe(3);
    expect(linkageOf(join(empty, 'hello'))).toBe('static');
  });
});

describe('with the machine’s own toolchains', () => {
  let project: string;
  beforeAll(async () => {
    project = await copyOf('hello-rust');
  });
  const run = (words: readonly string[], flags: readonly string[] = [], input = '') =>
    mkcross(project, testbed.host, ['run', '--backend', 'host', ...flags, '--', ...words], input);

  it('a Rust project is proven for every target', async () => {
    const { exitCode, stdout } = await mkcross(project, testbed.host, ['verify', '--backend', 'host']);
    expect(stdout).toMatch(/x86_64-pc-windows-gnu +proven/);
    expect(stdout).toMatch(/x86_64-unknown-linux-musl +proven/);
    expect(exitCode).toBe(0);
  });

  it('commands get their arguments and standard input, and their exit codes come back', async () => {
    const script = 'read line; printf "[%s]" "$line" "$@"; exit 42';
    const { stdout, exitCode } = await run(['sh', '-c', script, 'sh', 'a b', '"q"', ''], [], 'input\n');
    expect([stdout, exitCode]).toEqual(['[input][a b]["q"][]', 42]);
    expect((await run(['no-such-program'])).exitCode).toBe(127);
  });

  it('signals reach the command', async () => {
    const script = `trap 'echo got TERM; exit 9' TERM; echo up; while :; do sleep 0.1; done`;
    const child = execa(process.execPath, [command, 'run', '--backend', 'host', '--', 'bash', '-c', script], {
      cwd: project,
      env: testbed.host,
      extendEnv: false,
      reject: false,
    });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const { stdout, exitCode } = await child;
    expect([stdout, exitCode]).toEqual(['up\ngot TERM', 9]);
  });

  it('a cargo configuration serves who wants no environment', async () => {
    const printed = await mkcross(project, testbed.host, ['env', '--backend', 'host', '--format', 'cargo']);
    await mkdir(join(project, '.cargo'), { recursive: true });
    await writeFile(join(project, '.cargo/config.toml'), printed.stdout);
    const env = { ...testbed.host, RUSTUP_HOME: join(project, '.rustup'), CARGO_HOME: join(project, '.cargo') };
    const target = 'x86_64-unknown-linux-musl';
    const options = { cwd: project, env, extendEnv: false } as const;
    await execa('cargo', ['build', '--quiet', '--target', target, '--target-dir', 'by-config'], options);
    expect(linkageOf(join(project, 'by-config', target, 'debug/example'))).toBe('static-pie');
    await rm(join(project, '.cargo/config.toml'));
  });

  it.each([
    ['bash', ['-c', 'eval "$(cat env)"; env -0'], 'bash'],
    ['zsh', ['-fc', 'eval "$(cat env)"; env -0'], 'bash'],
    ['fish', ['--no-config', '-c', 'source env; env -0'], 'fish'],
  ])('%s takes the variables as they are', async (shell, args, format) => {
    const inside = await run(['env', '-0']);
    const { stdout } = await mkcross(project, testbed.host, ['env', '--backend', 'host', '--format', format]);
    await writeFile(join(project, 'env'), stdout);
    const taken = await execa(shell, args, { cwd: project, env: testbed.host, extendEnv: false });
    const entries = (printed: string) =>
      printed
        .split('\0')
        .filter((entry) => /^(CARGO|CC_|CFLAGS|CMAKE|CXX|PATH|PKG|RUSTUP|WINE)/.test(entry))
        .toSorted();
    expect(entries(taken.stdout)).toEqual(entries(inside.stdout));
    expect(entries(taken.stdout).length).toBeGreaterThan(20);
  });

  it('a changed mkcross.toml is noticed', async () => {
    expect((await run(['sh', '-c', 'echo "$ADDED"'])).stdout).toBe('');
    const config = join(project, 'mkcross.toml');
    await writeFile(config, `${await readFile(config, 'utf8')}\n[env]\nADDED = "yes"\n`);
    expect((await run(['sh', '-c', 'echo "$ADDED"'])).stdout).toBe('yes');
  });
});
