import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));

/** Modes say nothing to root, so that everything is done as a user without rights. */
const [uid, gid] = process.geteuid?.() === 0 ? [65_534, 65_534] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
const isRoot = process.geteuid?.() === 0;

const config = 'plugins = ["zig-cc"]\ntargets = ["x86_64-unknown-linux-musl"]\n';

let folder: string;
let project: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'mkcross-troubles-')));
  project = join(folder, 'project');
  await put('mkcross.toml', config);
  await put('../bin/zig', '#!/bin/sh\necho 0.15.2\n');
  await chmod(join(folder, 'bin/zig'), 0o755);
  await mkdir(join(folder, 'home'));
  await handOver();
});
afterEach(async () => {
  await chmod(project, 0o755);
  await rm(folder, { recursive: true, force: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

/** Makes the user without rights the owner of everything. */
async function handOver(): Promise<void> {
  await chmod(folder, 0o755);
  if (!isRoot) return;
  for (const path of ['', ...(await readdir(folder, { recursive: true }))]) await chown(join(folder, path), uid, gid);
}

interface How {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A line of bash of the user, in which `mkcross` is the built program. */
async function shell(line: string, { cwd = project, env = {} }: How = {}) {
  const { exitCode, stdout, stderr } = await execa('bash', ['-c', `mkcross() { "$NODE" "$MKCROSS" "$@"; }\n${line}`], {
    cwd,
    env: {
      HOME: join(folder, 'home'),
      PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
      NODE: process.execPath,
      MKCROSS: command,
      MKCROSS_TRUST: folder,
      ...env,
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    uid,
    gid,
    // Only ends what hangs.
    timeout: 600_000,
    encoding: 'latin1',
  });
  expect(stderr).not.toMatch(/INTERNAL|^ +at |node:internal|\.cjs:\d/m);
  return {
    exitCode,
    stdout,
    stderr,
    codes: [...stderr.matchAll(/^(?:error|warning) ([A-Z_0-9]+)/gm)].map(([, code]) => code),
  };
}

/** The files of the project, without folders of mkcross. */
const files = async () => (await readdir(project)).filter((name) => name !== '.mkcross').toSorted();

describe('a folder', () => {
  it.each(['run --backend host -- true', 'env --backend host', 'generate', 'verify --backend host', 'doctor --lock'])(
    'that is read-only is said to be: %s',
    async (args) => {
      await chmod(project, 0o555);
      const { exitCode, stderr, codes } = await shell(`mkcross ${args}`);
      expect([exitCode, codes]).toEqual([1, ['FILE_UNWRITABLE']]);
      expect(stderr).toContain('permission denied');
      expect(await files()).toEqual(['mkcross.toml']);
    },
  );

  it('that is read-only can be asked about', async () => {
    await chmod(project, 0o555);
    for (const args of ['list', 'plan', 'explain x86_64-unknown-linux-musl', 'doctor', 'generate --stdout'])
      expect([args, (await shell(`mkcross ${args}`)).codes]).toEqual([args, []]);
  });

  (isRoot ? it : it.skip)(
    '.mkcross that root left after sudo is named, with the command that makes it yours',
    async () => {
      await shell('mkcross run --backend host -- true');
      for (const path of ['', 'host', 'host/default']) await chown(join(project, '.mkcross', path), 0, 0);
      const { exitCode, stderr, codes } = await shell('mkcross env --backend host');
      expect([exitCode, codes]).toEqual([1, ['WRITE_REFUSED']]);
      expect(stderr).toContain('sudo chown -R $(id -u) .mkcross');
    },
  );

  it('that was removed is said to be', async () => {
    for (const args of ['list', 'plan', 'init', 'run -- true', 'env', 'doctor', 'verify', 'inspect x']) {
      const { exitCode, stderr, codes } = await shell(`mkdir gone; cd gone; rmdir ../gone; mkcross ${args}`);
      expect([args, exitCode, codes]).toEqual([args, 1, ['SYSTEM_ERROR']]);
      expect(stderr).toContain('The current folder does not exist any more.');
    }
  });

  it('on PATH that the user may not enter does not matter', async () => {
    await mkdir(join(folder, 'closed/bin'), { recursive: true });
    await chmod(join(folder, 'closed'), 0o000);
    const env = { PATH: [join(folder, 'closed/bin'), join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
    const lines = ['run --backend host -- true', 'run --backend host -- true', 'doctor'];
    for (const args of lines) expect([args, (await shell(`mkcross ${args}`, { env })).exitCode]).toEqual([args, 0]);
  });

  it('of the project that the user may not enter, such as a database’s, is passed over', async () => {
    await mkdir(join(project, 'database'), { mode: 0o000 });
    if (isRoot) await chown(join(project, 'database'), 0, 0);
    for (const args of ['plan', 'generate', 'run --backend host -- true', 'init --gitignore'])
      expect([args, (await shell(`mkcross ${args}`)).codes]).toEqual([args, []]);
  });

  it.each(['a:b', 'a#b', 'a?b', 'a b', 'a\nb', 'größe', "a'b", 'a$b'])('of any name works: %j', async (name) => {
    project = join(folder, name);
    await put('mkcross.toml', config);
    await handOver();
    const { exitCode, stdout, stderr } = await shell(
      'mkcross run --backend host -- sh -c \'x86_64-unknown-linux-musl-gcc --version; printf "%s" "$MKCROSS_PROJECT_ROOT"\'',
    );
    expect([exitCode, stderr, Buffer.from(stdout, 'latin1').toString()]).toEqual([0, '', `0.15.2\n${project}`]);
  });
});

describe('output', () => {
  it.each(['list', 'plan --json', 'generate --stdout', 'run --help', 'env --backend host'])(
    'without a reader ends the command quietly: %s',
    async (args) => {
      const { stdout, stderr } = await shell(`mkcross ${args} | true; echo "\${PIPESTATUS[0]}"`);
      expect([['0', '141'].includes(stdout), stderr]).toEqual([true, '']);
    },
  );

  it('for which the disk is full says so', async () => {
    const { exitCode, stderr } = await shell('mkcross list >/dev/full');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('no space is left on the disk')]);
    expect((await shell('mkcross list >/dev/full 2>&1')).exitCode).toBe(1);
  });
});

describe('a file', () => {
  const read = {
    'mkcross.toml': 'plan',
    'rust-toolchain.toml': 'plan',
    'mkcross.lock': 'doctor',
    'board.json': 'plan',
    'flake.nix': 'run -- true',
    '.cargo/config.toml': 'doctor',
    'Cargo.toml': 'init',
    '.gitignore': 'init --gitignore',
  };

  it.each(Object.entries(read))('%s that is a pipe or a device does not make it wait: %s', async (path, args) => {
    await put('mkcross.toml', path === 'board.json' ? config.replace(']', ', "./board.json"]') : config);
    if (path === '.cargo/config.toml') await put('mkcross.toml', config.replace('["zig-cc"]', '["rust", "zig-cc"]'));
    for (const make of [`mkfifo '${path}'`, `ln -s /dev/zero '${path}'`]) {
      if (args === 'init') await rm(join(project, 'mkcross.toml'));
      await handOver();
      const { exitCode, codes } = await shell(
        `mkdir -p "$(dirname '${path}')"; rm -f '${path}'; ${make}; mkcross ${args}`,
      );
      const isPassedOver = path === 'flake.nix' || path === 'Cargo.toml';
      expect([make, exitCode]).toEqual([make, isPassedOver ? 0 : 1]);
      if (!isPassedOver)
        expect(
          codes.some((code) =>
            /^(CONFIG_UNREADABLE|PLUGIN_LOAD_FAILED|PLUGIN_FILE_OUTSIDE|PROJECT_NOT_OWNED|SYSTEM_ERROR)$/.test(
              code ?? '',
            ),
          ),
        ).toBe(true);
    }
  });

  it.each(Object.entries(read))('%s that is a folder is named: %s', async (path, args) => {
    await put('mkcross.toml', path === 'board.json' ? config.replace(']', ', "./board.json"]') : config);
    if (path === '.cargo/config.toml') await put('mkcross.toml', config.replace('["zig-cc"]', '["rust", "zig-cc"]'));
    if (args === 'init') await rm(join(project, 'mkcross.toml'));
    await handOver();
    const { exitCode, stderr } = await shell(`rm -f '${path}'; mkdir -p '${path}'; mkcross ${args}`);
    // Without Nix, flake.nix is not read.
    const isRead = path !== 'flake.nix';
    expect([exitCode, stderr.includes(path)]).toEqual([isRead ? 1 : 0, isRead]);
  });

  it.each(['pipe', '/dev/zero', '/dev/stdin', '.'])('to inspect that is %s is a finding', async (path) => {
    const { exitCode, codes } = await shell(`mkfifo pipe; mkcross inspect '${path}'`);
    expect([exitCode, codes]).toEqual([1, ['FILE_NOT_INSPECTED']]);
  });

  it.each<readonly [string, string, string]>([
    ['TOML nested too deep', 'mkcross.toml', `a = ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['TOML nested deep', 'mkcross.toml', `a = ${'['.repeat(500)}${']'.repeat(500)}\n`],
    ['tables nested too deep', 'mkcross.toml', `${'a.'.repeat(5000)}a = 1\n`],
    ['huge TOML', 'mkcross.toml', `plugins = [\n${'"a",\n'.repeat(1_000_000)}]\n`],
    ['a huge file', 'mkcross.toml', `#${' '.repeat(20_000_000)}\n`],
    ['TOML nested too deep', 'rust-toolchain.toml', `a = ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['JSON nested too deep', 'board.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['JSON nested deep', 'board.json', `{"meta":${'['.repeat(1000)}${']'.repeat(1000)}}`],
    ['JSON nested too deep', 'mkcross.lock', `{"version":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('with %s is a finding: %s', async (_, path, text) => {
    await put('mkcross.toml', path === 'board.json' ? config.replace(']', ', "./board.json"]') : config);
    await put(path, text);
    await handOver();
    const { exitCode, stderr, codes } = await shell(`mkcross ${path === 'mkcross.lock' ? 'doctor' : 'plan'}`);
    expect([exitCode, codes.length > 0]).toEqual([1, true]);
    expect(stderr.length).toBeLessThan(5000);
    expect(stderr).not.toContain('call stack');
  });
});

describe('bytes that are not UTF-8', () => {
  it('in an argument or the path of the folder are an error, since other ones would arrive', async () => {
    for (const line of [
      "mkcross run --backend host -- echo $'gr\\xf6\\xdfe'",
      "mkcross inspect $'gr\\xf6\\xdfe'",
      "mkdir $'\\xf6'; cd $'\\xf6'; mkcross plan",
    ]) {
      const { exitCode, codes } = await shell(line);
      expect([line, exitCode, codes]).toEqual([line, 1, ['NOT_UTF8']]);
    }
  });

  it('in a variable are a warning each time, also in a cached shell', async () => {
    for (let round = 0; round < 2; round++) {
      const { exitCode, codes, stderr } = await shell("NAME=$'gr\\xf6\\xdfe' mkcross run --backend host -- true");
      expect([exitCode, codes]).toEqual([0, ['VARIABLE_NOT_UTF8']]);
      expect(stderr).toContain('NAME');
    }
  });

  it('and the character that stands for them elsewhere is an ordinary one', async () => {
    const { exitCode, stdout, stderr } = await shell("NAME=$'\\uFFFD' mkcross run --backend host -- printenv NAME", {
      env: { LC_ALL: 'C.UTF-8' },
    });
    expect([exitCode, Buffer.from(stdout, 'latin1').toString(), stderr]).toEqual([0, '\uFFFD', '']);
  });
});

describe('a program', () => {
  it('that is not there or cannot be started gives the exit codes of shells', async () => {
    await put('no-program', 'x');
    await handOver();
    for (const [line, code] of [
      ['mkcross run --backend host -- nowhere', 127],
      ['mkcross run --backend host -- ./no-program', 126],
      ['mkcross run --backend host -- sh -c "kill -KILL \\$\\$"', 137],
      ['mkcross run --backend host -- sh -c "exit 7"', 7],
    ] as const)
      for (let round = 0; round < 2; round++) expect([line, (await shell(line)).exitCode]).toEqual([line, code]);
  });

  it('whose arguments are too long is not started', async () => {
    // A program may be given about two megabytes in all.
    const part = 'x'.repeat(100_000);
    const some = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => `${name}${String(index)}`);
    await put(
      'mkcross.toml',
      `${config}[env]\n${some(6, 'OURS')
        .map((name) => `${name} = "${part}"\n`)
        .join('')}`,
    );
    const env = Object.fromEntries(some(15, 'USERS').map((name) => [name, part]));
    for (let round = 0; round < 2; round++) {
      const { exitCode, stderr } = await shell('mkcross run --backend host -- true', { env });
      expect([exitCode, stderr]).toEqual([126, expect.stringContaining('longer than the system allows')]);
    }
  });

  it('may not be started at all, where no more files can be opened', async () => {
    const { exitCode, codes, stderr } = await shell('ulimit -n 24; mkcross run --backend host -- true');
    expect([[1, 126].includes(exitCode ?? 0), codes.length > 0 || /cannot be (loaded|started)/.test(stderr)]).toEqual([
      true,
      true,
    ]);
    expect(stderr).toMatch(/too many (files open|open files)/);
  });
});

describe('a command that is killed', () => {
  it.each(['generate', 'run --backend host -- true'])(
    'at any moment leaves nothing that the next one does not remove: %s',
    async (args) => {
      const whole = async () => {
        await shell(`mkcross ${args}`);
        return (await readdir(project, { recursive: true })).toSorted();
      };
      const expected = await whole();
      for (let round = 0; round < 12; round++) {
        await rm(project, { recursive: true });
        await rm(join(folder, 'home'), { recursive: true });
        await mkdir(join(folder, 'home'));
        await put('mkcross.toml', config);
        await handOver();
        await killed(args, 40 + round * 25);
        expect(await whole()).toEqual(expected);
        for (const path of expected.filter((one) => one.endsWith('.nix')))
          expect(await readFile(join(project, path), 'utf8')).toMatch(/\n$/);
      }
    },
  );

  /** Starts a command and kills it after some milliseconds, or lets it end. */
  function killed(args: string, milliseconds: number): Promise<void> {
    const child = spawn(process.execPath, [command, ...args.split(' ')], {
      cwd: project,
      env: { HOME: join(folder, 'home'), PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter) },
      stdio: 'ignore',
      uid,
      gid,
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    return new Promise((resolve) => {
      child.on('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
});

const canMount =
  isRoot &&
  (() => {
    try {
      execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();

describe('a disk', () => {
  (canMount ? it : it.skip)('that is full is said to be, and nothing is half-written', async () => {
    const line = (args: string) =>
      execa(
        'unshare',
        [
          ...['--mount', 'bash', '-c'],
          `mount -t tmpfs -o size=64k,uid=${String(uid)} none '${project}' && cd '${project}' && printf '%s' "$0" >mkcross.toml && chown ${String(uid)} mkcross.toml &&
         dd if=/dev/zero of=filler bs=4096 2>/dev/null
         truncate -s -8192 filler
         setpriv --reuid ${String(uid)} --regid ${String(gid)} --clear-groups env HOME='${folder}/home' PATH='${folder}/bin:/usr/bin:/bin' '${process.execPath}' '${command}' ${args}
         echo "exit code $?"; find . -name '*-*-*-*-*-*'; rm filler
         setpriv --reuid ${String(uid)} --regid ${String(gid)} --clear-groups env HOME='${folder}/home' PATH='${folder}/bin:/usr/bin:/bin' '${process.execPath}' '${command}' plan >/dev/null && echo right`,
          config,
        ],
        { reject: false },
      );
    for (const args of ['generate', 'run --backend host -- true']) {
      const { stdout, stderr } = await line(args);
      expect([args, stdout]).toEqual([args, 'exit code 1\nright']);
      expect(stderr).toMatch(/error FILE_UNWRITABLE[^]*no space is left on the disk/);
    }
  });
});
