import { chmod, mkdtemp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk } from '@mkcross/composer/node';
import { run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins } from '../../test/plugin-packages.ts';

const CONFIG = 'plugins = ["rust-musl", "wine"]\ntargets = ["x86_64-unknown-linux-musl"]\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-extras-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function init(...args: readonly string[]) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder,
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
  };
  const code = await run(context, ['init', ...args], '0.0.0');
  return { code, out, err };
}

const put = (path: string, text: string) => writeFile(join(folder, path), text);
const read = (path: string) => readFile(join(folder, path), 'utf8');
const tree = async () => (await readdir(folder)).toSorted();

const IGNORED = '/.cargo/*\n!/.cargo/config.toml\n/.rustup/\n/.wine/\n/.direnv/\n';

describe('init --direnv --gitignore', () => {
  it('go with a new project', async () => {
    expect((await init('--language', 'zig', '--direnv', '--gitignore')).out).toContain('direnv allow');
    expect(await read('.envrc')).toBe('# >>> mkcross made this file\nwatch_dir mkcross\nuse flake\n# <<< mkcross\n');
    expect(await read('.gitignore')).toBe('# >>> mkcross made this file\n/.wine/\n/.direnv/\n# <<< mkcross\n');
  });

  it('are all that is done where mkcross.toml is there, and done once', async () => {
    await put('mkcross.toml', CONFIG);
    await put('rust-toolchain.toml', '[toolchain]\nchannel = "stable"\n');
    await put('.gitignore', 'dist/\n');
    expect((await init('--direnv', '--gitignore')).out).toBe('wrote .envrc\nchanged .gitignore\nnext: direnv allow\n');
    expect(await read('.gitignore')).toBe(`dist/\n# >>> mkcross\n${IGNORED}# <<< mkcross\n`);
    expect((await init('--direnv', '--gitignore')).out).toBe('unchanged .envrc\nunchanged .gitignore\n');
    expect(await read('.envrc')).toBe(
      '# >>> mkcross made this file\nwatch_dir mkcross\nwatch_file rust-toolchain.toml\nuse flake\n# <<< mkcross\n',
    );
    expect(await tree()).toEqual(['.envrc', '.gitignore', 'mkcross.toml', 'rust-toolchain.toml']);
    expect(await read('mkcross.toml')).toBe(CONFIG);
  });

  it('change the block in its place when its lines change', async () => {
    await put('.gitignore', 'a\r\n# >>> mkcross\r\nold\r\n# <<< mkcross\r\nb');
    await put('mkcross.toml', `${CONFIG}[plugin.wine]\nprefix = "state/[wine]"\n`);
    expect((await init('--gitignore')).out).toBe('changed .gitignore\n');
    expect(await read('.gitignore')).toBe(
      'a\r\n# >>> mkcross\r\n/.cargo/*\r\n!/.cargo/config.toml\r\n/.rustup/\r\n/state/\\[wine]/\r\n/.direnv/\r\n# <<< mkcross\r\nb',
    );
  });

  it('leave out what the user has', async () => {
    await put('mkcross.toml', CONFIG);
    await put('.envrc', 'use flake . --impure\n');
    await put('.gitignore', '.cargo\n/.rustup/\n.wine/\n');
    expect((await init('--direnv', '--gitignore')).out).toBe('unchanged .envrc\nchanged .gitignore\n');
    expect(await read('.gitignore')).toBe('.cargo\n/.rustup/\n.wine/\n# >>> mkcross\n/.direnv/\n# <<< mkcross\n');
  });

  it('keep a private file private, and one behind a link there', async () => {
    await put('mkcross.toml', CONFIG);
    await put('.envrc', 'export TOKEN=x\n');
    await chmod(join(folder, '.envrc'), 0o600);
    await mkdir(join(folder, 'shared'));
    await put('shared/ignored', '');
    await symlink('shared/ignored', join(folder, '.gitignore'));
    await init('--direnv', '--gitignore');
    expect((await stat(join(folder, '.envrc'))).mode & 0o777).toBe(0o600);
    expect(await read('shared/ignored')).toContain(IGNORED);
    expect(await readdir(join(folder, 'shared'))).toEqual(['ignored']);
  });

  it('go through no link out of the project', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mkcross-extras-'));
    await writeFile(join(other, 'rc'), 'secret\n');
    await put('mkcross.toml', CONFIG);
    await symlink(join(other, 'rc'), join(folder, '.gitignore'));
    expect((await init('--gitignore')).err).toContain('error WRITE_REFUSED  .gitignore');
    expect([await readFile(join(other, 'rc'), 'utf8'), await read('.gitignore')]).toEqual(['secret\n', 'secret\n']);
    await rm(other, { recursive: true });
  });

  it.each([
    ['a start without an end', 'a\n# >>> mkcross\nuse flake\n', 2],
    ['an end without a start', '# <<< mkcross\n', 1],
    ['an end that is glued to another line', '# >>> mkcross\nuse flake\n# <<< mkcrossexport A=b\n', 1],
    ['a start in a block', '# >>> mkcross\n# >>> mkcross\n# <<< mkcross\n', 1],
    ['two blocks', '# >>> mkcross\n# <<< mkcross\n# >>> mkcross made this file\n# <<< mkcross\n', 3],
  ])('tell of %s, and write nothing', async (_, text, line) => {
    for (const more of [[], ['--remove']]) {
      await put('Makefile', '');
      await put('.envrc', text);
      const { code, err, out } = await init('--direnv', '--gitignore', ...more);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('BLOCK_MALFORMED');
      expect(err).toContain(`.envrc:${line}`);
      expect(await tree()).toEqual(['.envrc', 'Makefile']);
      expect(await read('.envrc')).toBe(text);
    }
  });

  it('tell of a file that is not text, and write nothing', async () => {
    await put('mkcross.toml', CONFIG);
    await writeFile(join(folder, '.gitignore'), Buffer.from([0xff]));
    expect((await init('--direnv', '--gitignore')).err).toContain('CONFIG_UNREADABLE');
    expect(await tree()).toEqual(['.gitignore', 'mkcross.toml']);
  });

  it('tell what is wrong with mkcross.toml', async () => {
    await put('mkcross.toml', 'plugins = 1\n');
    expect((await init('--direnv')).err).toContain('CONFIG_WRONG_TYPE');
    expect(await tree()).toEqual(['mkcross.toml']);
  });
});

describe('init --remove', () => {
  it.each(['', '\n', 'a', 'a\n', 'a\nb', 'a\r\nb\r\n', 'a\r\nb', 'a\r\n\nb\n\n', '\uFEFFa\n', '# mkcross\n', '\r'])(
    'gives back %j to the byte',
    async (text) => {
      await put('mkcross.toml', CONFIG);
      await put('.envrc', text);
      await put('.gitignore', text);
      await init('--direnv', '--gitignore');
      expect(await read('.gitignore')).toContain('/.wine/');
      expect((await read('.envrc')).startsWith(text)).toBe(true);
      expect((await init('--remove', '--direnv', '--gitignore')).out).toBe('changed .envrc\nchanged .gitignore\n');
      expect(await read('.envrc')).toBe(text);
      expect(await read('.gitignore')).toBe(text);
    },
  );

  it('takes away the files that mkcross made, unless more is in them', async () => {
    await put('mkcross.toml', CONFIG);
    await init('--direnv', '--gitignore');
    await put('.gitignore', `mine\n${await read('.gitignore')}`);
    expect((await init('--remove', '--direnv', '--gitignore')).out).toBe('removed .envrc\nchanged .gitignore\n');
    expect(await read('.gitignore')).toBe('mine\n');
    expect(await tree()).toEqual(['.gitignore', 'mkcross.toml']);
  });

  it('needs no project, and finds nothing to do where nothing is', async () => {
    await put('.gitignore', 'a');
    expect(await init('--remove', '--direnv', '--gitignore')).toEqual({
      code: 0,
      out: 'unchanged .envrc\nunchanged .gitignore\n',
      err: '',
    });
    expect(await tree()).toEqual(['.gitignore']);
  });

  it.each([[[]], [['--editor']], [['--direnv', '--editor']], [['--direnv', '--language', 'c']]])(
    'with %j is a wrong command line',
    async (args) => {
      const { code, err } = await init('--remove', ...args);
      expect(code).toBe(2);
      expect(err).toContain('error USAGE');
    },
  );
});

describe('init --editor', () => {
  const settings = '.vscode/settings.json';

  it('points rust-analyzer at what cargo builds', async () => {
    await put('mkcross.toml', CONFIG);
    expect((await init('--editor')).out).toBe(`wrote ${settings}\n`);
    expect(JSON.parse(await read(settings))).toEqual({ 'rust-analyzer.cargo.target': 'x86_64-unknown-linux-musl' });
  });

  it('goes by rust-toolchain.toml for a new project', async () => {
    await put('Cargo.toml', '');
    await put('rust-toolchain.toml', '[toolchain]\ntargets = ["x86_64-pc-windows-gnu"]\n');
    await init('--editor');
    expect(await read(settings)).toContain('"x86_64-pc-windows-gnu"');
  });

  it('leaves settings that are there, and names the line', async () => {
    await put('mkcross.toml', CONFIG);
    await mkdir(join(folder, '.vscode'));
    await put(settings, '{}');
    const { code, out } = await init('--editor');
    expect(code).toBe(0);
    expect(out).toContain('    "rust-analyzer.cargo.target": "x86_64-unknown-linux-musl"\n');
    expect(await read(settings)).toBe('{}');
  });

  it.each([CONFIG.replace('rust-musl', 'zig'), `default-target = false\n${CONFIG}`])(
    'has nothing to write for %j',
    async (config) => {
      await put('mkcross.toml', config);
      expect((await init('--editor')).out).toMatch(/^note: .* needs nothing/);
      expect(await tree()).toEqual(['mkcross.toml']);
    },
  );

  it('gives programs one JSON object', async () => {
    await put('mkcross.toml', CONFIG);
    expect(JSON.parse((await init('--editor', '--direnv', '--json')).out)).toMatchObject({
      ok: true,
      written: ['.envrc', settings],
      changed: [],
      removed: [],
      findings: [],
    });
  });
});
