import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBody } from '@mkcross/plugin-kit';

const script = (name: string) => readFile(new URL(`../scripts/${name}.sh`, import.meta.url), 'utf8');
const PATH = process.env['PATH'] ?? '';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mkcross-rust-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('the hook "flags"', () => {
  it('names flags of the environment that reach every target, even empty ones', async () => {
    const { stderr } = await runBody(await script('flags'), {
      env: { PATH, RUSTFLAGS: '', CFLAGS: '', CXXFLAGS: '-O1', CPATH: '/usr/include' },
    });
    expect(stderr).toMatch('CPATH is set in your environment and is used for every target; run: unset CPATH');
    expect(stderr).toMatch(/RUSTFLAGS is set .*replaces the flags of every target/);
    expect(stderr).toMatch('CXXFLAGS is set');
    expect(stderr).not.toMatch(/ CFLAGS is set/);
  });
});

describe('the hook "install"', () => {
  const install = async (version: string, exit = 0) => {
    const rustup = `fake_rustup() { if [ "$1" = --version ]; then echo "rustup ${version} (x)"; else echo "[$*]" >&2; return ${exit}; fi; }\n`;
    return runBody(`${rustup}${await script('install')}`, { values: { rustup: 'fake_rustup', root } });
  };

  it('installs what rust-toolchain.toml names', async () => {
    await writeFile(join(root, 'rust-toolchain.toml'), '');
    expect((await install('1.28.1')).stderr).toBe('[toolchain install --no-self-update]');
  });

  it.each(['1.9.0', '1.14.0', '1.27.1'])('asks rustup %s to show it, which installs it', async (version) => {
    await writeFile(join(root, 'rust-toolchain.toml'), '');
    expect((await install(version)).stderr).toBe('[show]');
  });

  it('fails where rustup fails', async () => {
    await writeFile(join(root, 'rust-toolchain.toml'), '');
    const { exitCode, stderr } = await install('1.28.1', 1);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch('rustup failed to install');
  });

  it('says where the file is, if it is in a folder of the project', async () => {
    await mkdir(join(root, 'backend'));
    await writeFile(join(root, 'backend/rust-toolchain.toml'), '');
    const { exitCode, stderr } = await install('1.28.1');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch('there is backend/rust-toolchain.toml; move it');
    expect(stderr).not.toMatch('[toolchain');
  });
});

describe('the hook "show"', () => {
  it('shows the toolchain in use', async () => {
    const rustup = `fake_rustup() { if [ "$1" = show ]; then echo "stable-x (default)"; else echo "[$*]"; fi; }\n`;
    const { stderr } = await runBody(`${rustup}${await script('show')}`, { values: { rustup: 'fake_rustup', root } });
    expect(stderr).toBe('stable-x (default)\n[run stable-x rustc --version]');
  });

  it('does not fail where there is none', async () => {
    const { exitCode } = await runBody(await script('show'), { values: { rustup: 'false', root } });
    expect(exitCode).toBe(0);
  });
});
