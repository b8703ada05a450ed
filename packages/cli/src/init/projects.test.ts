import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfig } from '@mkcross/composer';
import { disk } from '@mkcross/composer/node';
import { writerIn } from '@mkcross/host';
import { system, writeIo } from '@mkcross/host/node';
import { run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins } from '../../test/plugin-packages.ts';

const BOTH = 'targets = ["x86_64-unknown-linux-musl", "x86_64-pc-windows-gnu"]\n';
const TOOLCHAIN = `[toolchain]\n${BOTH}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function init(args: readonly string[] = [], writer: CommandContext['machine']['writer'] = system.writer) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder,
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: { ...noMachine, writer },
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
  };
  const code = await run(context, ['init', ...args], '0.0.0');
  return { code, out, err };
}

async function put(...paths: readonly (string | readonly [string, string])[]): Promise<void> {
  for (const entry of paths) {
    const [path, text] = typeof entry === 'string' ? [entry, ''] : entry;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const read = (path: string) => readFile(join(folder, path), 'utf8');

/** Every path in the folder, sorted. */
const tree = async () => (await readdir(folder, { recursive: true })).toSorted();

async function proposed() {
  const { parsed, found } = parseConfig(await read('mkcross.toml'));
  expect(found).toEqual([]);
  const { plugins = [], targets, nix } = parsed?.config ?? {};
  return { plugins: plugins.join(' '), packages: nix?.packages.join(' '), listsTargets: targets !== undefined };
}

describe('init proposes plugins', () => {
  it.each<readonly [string, readonly string[], string, string, boolean]>([
    ['cargo', ['Cargo.toml'], 'rust rust-mingw rust-musl wine', '', false],
    ['zig', ['build.zig'], 'zig wine', '', true],
    ['CMake', ['CMakeLists.txt'], 'zig-cc wine', 'cmake ninja', true],
    ['Meson', ['meson.build'], 'zig-cc wine', 'meson ninja', true],
    ['make', ['Makefile'], 'zig-cc wine', '', true],
    ['make in its other spellings', ['GNUmakefile', 'x/makefile'], 'zig-cc wine', '', true],
    ['CMake and Meson', ['CMakeLists.txt', 'meson.build'], 'zig-cc wine', 'cmake ninja meson', true],
    ['C++ one level below', ['cpp/CMakeLists.txt'], 'zig-cc wine', 'cmake ninja', true],
    ['cargo one level below', ['app/Cargo.toml'], 'rust rust-mingw rust-musl wine', '', false],
    [
      'all together',
      ['Cargo.toml', 'cpp/meson.build', 'zig/build.zig'],
      'rust rust-mingw rust-musl zig zig-cc wine',
      'meson ninja',
      false,
    ],
    [
      'zig, and nothing that is generated, fetched or hidden',
      [
        'build.zig',
        'node_modules/Makefile',
        'target/Cargo.toml',
        'build/CMakeLists.txt',
        '.git/Makefile',
        '.cache/meson.build',
        'deep/er/CMakeLists.txt',
      ],
      'zig wine',
      '',
      true,
    ],
  ])('for %s', async (_, files, plugins, packages, listsTargets) => {
    await put(...files);
    expect(await init()).toMatchObject({ code: 0, err: '' });
    expect(await proposed()).toEqual({ plugins, packages, listsTargets });
    expect((await tree()).includes('rust-toolchain.toml')).toBe(plugins.startsWith('rust'));
  });

  it('for the targets of the toolchain that cargo goes by, wherever it is', async () => {
    await put('app/Cargo.toml', ['app/rust-toolchain.toml', TOOLCHAIN.replace('"x86_64-unknown-linux-musl", ', '')]);
    await init();
    expect(await proposed()).toEqual({ plugins: 'rust rust-mingw wine', packages: '', listsTargets: true });
    expect(await tree()).not.toContain('rust-toolchain.toml');
  });

  it('without Wine where nothing is built for Windows', async () => {
    await put('Cargo.toml', 'build.zig', ['rust-toolchain.toml', TOOLCHAIN.replace(', "x86_64-pc-windows-gnu"', '')]);
    expect((await init()).out).not.toContain('enable_wine');
    expect((await proposed()).plugins).toBe('rust rust-musl zig');
  });

  it('and a runner for each architecture that the machine does not run', async () => {
    await put('build.zig', [
      'rust-toolchain.toml',
      TOOLCHAIN.replace('x86_64-pc-windows-gnu', 'aarch64-unknown-linux-musl'),
    ]);
    await init();
    expect((await proposed()).plugins).toBe('rust rust-musl zig qemu');
  });

  it.each([
    ['autotools', ['configure.ac'], 'zig-cc wine', ''],
    ['Go', ['go.mod'], 'zig-cc wine', 'go'],
    [
      'a Makefile beside a Cargo.toml, which is a list of commands',
      ['Cargo.toml', 'Makefile'],
      'rust rust-mingw rust-musl wine',
      '',
    ],
  ])('for %s', async (_, files, plugins, packages) => {
    await put(...files);
    await init();
    expect(await proposed()).toMatchObject({ plugins, packages });
  });

  it('and follows no link out of the project', async () => {
    await put('build.zig');
    await symlink('/', join(folder, 'root'));
    await symlink('/nowhere', join(folder, 'nowhere'));
    await init();
    expect((await proposed()).plugins).toBe('zig wine');
  });
});

describe('init and a build.zig', () => {
  it('prints what Zig 0.16 and older need for Wine, and edits nothing', async () => {
    await put(['build.zig', '// mine\n'], ['sub/build.zig', 'b.enable_wine = true;\n']);
    const { out } = await init();
    expect(out.match(/^note: .*$/gm)).toEqual([expect.stringContaining(' build.zig ')]);
    expect(out).toContain('if (@hasField(std.Build, "enable_wine") and target.result.os.tag == .windows');
    expect(await read('build.zig')).toBe('// mine\n');
  });
});

describe('init where nothing is detected', () => {
  it.each([[[]], [['--direnv', '--gitignore', '--editor']]])('%j is a coded error', async (args) => {
    await put('README.md');
    const { code, out, err } = await init(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error LANGUAGE_UNKNOWN/m);
    expect(err).toContain('npx mkcross init --language rust');
    for (const name of ['zig', 'c', 'cpp']) expect(err).toMatch(new RegExp(`\\b${name}\\b`));
    expect(await tree()).toEqual(['README.md']);
  });

  it('tells of a file that is no text', async () => {
    await writeFile(join(folder, 'rust-toolchain.toml'), Buffer.from([0xff]));
    expect((await init()).err).toMatch(/CONFIG_UNREADABLE[^]*it is not text in UTF-8/);
  });
});

const starters = [
  ['rust', 'rust rust-mingw rust-musl wine', ['Cargo.toml', 'rust-toolchain.toml', 'src', 'src/main.rs']],
  ['zig', 'zig wine', ['build.zig', 'src', 'src/main.zig']],
  ['c', 'zig-cc wine', ['CMakeLists.txt', 'main.c']],
  ['cpp', 'zig-cc wine', ['CMakeLists.txt', 'main.cpp']],
] as const;

describe('init --language', () => {
  it.each(starters)('%s writes a small project', async (language, plugins, files) => {
    const { code, out, err } = await init(['--language', language]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('note:');
    expect(out).toContain(`next: npm install --save-dev mkcross @mkcross/${plugins.replaceAll(' ', ' @mkcross/')}\n`);
    expect(await tree()).toEqual([...files, 'mkcross.toml'].toSorted());
    expect((await proposed()).plugins).toBe(plugins);
  });

  it.each(starters)('%s overwrites no file of its own: all or nothing', async (language, _, files) => {
    for (const file of files.filter((path) => path.includes('.'))) {
      await put([file, TOOLCHAIN]);
      const before = await tree();
      const { code, err } = await init(['--language', language, '--gitignore']);
      expect(code).toBe(1);
      expect(err).toContain(`error FILE_EXISTS  ${file}`);
      expect(await tree()).toEqual(before);
      expect(await read(file)).toBe(TOOLCHAIN);
      await rm(join(folder, file));
    }
  });

  it('takes a link that leads nowhere for a file', async () => {
    await symlink('/nowhere', join(folder, 'main.c'));
    expect((await init(['--language', 'c'])).err).toContain('FILE_EXISTS');
    expect(await tree()).toEqual(['main.c']);
  });

  it('goes with what is there in other languages', async () => {
    await put('cpp/meson.build');
    expect((await init(['--language', 'zig'])).code).toBe(0);
    expect(await proposed()).toEqual({ plugins: 'zig zig-cc wine', packages: 'meson ninja', listsTargets: true });
  });

  it('leaves no folder where a file cannot be written', async () => {
    const create = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }));
    const { code, err } = await init(['--language', 'rust', '--editor'], (base) =>
      writerIn({ ...writeIo, create }, base),
    );
    expect(code).toBe(1);
    expect(err).toContain('FILE_UNWRITABLE');
    expect(await tree()).toEqual([]);
  });

  it('tells where a file is in the place of a folder', async () => {
    await put('src');
    expect((await init(['--language', 'rust'])).err).toContain('FILE_UNWRITABLE');
    expect(await tree()).toEqual(['src']);
  });

  it.each([[['--language', 'go']], [['--language']]])('%j is a wrong command line', async (args) => {
    const { code, err } = await init(args);
    expect(code).toBe(2);
    expect(err).toContain('error USAGE');
  });

  it('does not go over a mkcross.toml', async () => {
    await put(['mkcross.toml', 'plugins = []\n']);
    expect((await init(['--language', 'c'])).err).toContain('error FILE_EXISTS  mkcross.toml');
    expect(await tree()).toEqual(['mkcross.toml']);
  });
});
