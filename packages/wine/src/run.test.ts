import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runBody } from '@mkcross/plugin-kit';

const body = await readFile(new URL('../scripts/run.sh', import.meta.url), 'utf8');
const PATH = process.env['PATH'] ?? '';

/** A wine that makes a prefix, prints its arguments and what it sees, and ends as $FAKE_EXIT says. */
const fakeWine = `#!/bin/bash
case $1 in
  wineboot) if [ -n "\${FAKE_BROKEN-}" ]; then exit 1; fi; : >"$WINEPREFIX/system.reg"; exit ;;
  reg | cmd) exit ;;
  'C:\\windows\\syswow64\\cmd.exe') exit "\${FAKE_32_BIT:-0}" ;;
esac
printf '[%s]' "$@"
echo " prefix=\${WINEPREFIX##*/} path=$WINEPATH locale=\${LC_ALL-unset}:\${LC_CTYPE-unset} runner=\${CARGO_TARGET_X_RUNNER-unset}"
cat
exit "\${FAKE_EXIT:-0}"
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-wine-'));
  await writeFile(join(folder, 'wine'), fakeWine);
  await writeFile(join(folder, 'wineserver'), '#!/bin/sh\nexit 0\n');
  await Promise.all(['wine', 'wineserver'].map((name) => chmod(join(folder, name), 0o755)));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runBody(body, {
    values: { wine: join(folder, 'wine'), wineserver: join(folder, 'wineserver'), flock: 'flock' },
    args,
    env: { PATH, WINEPREFIX: join(folder, 'prefix'), LC_ALL: 'C.UTF-8', ...env },
  });

describe('wine', () => {
  it('creates the prefix once, and starts the program in it', async () => {
    const first = await run(['a.exe', 'b c']);
    expect(first.stdout).toMatch('[a.exe][b c] prefix=prefix');
    expect(first.stderr).toMatch('creating the Wine prefix');
    expect((await run(['a.exe'])).stderr).toBe('');
    expect(await readdir(folder)).toEqual(['prefix', 'wine', 'wineserver']);
  });

  it('takes TMPDIR from a Wine that aborts where it is set, and from no other', async () => {
    const telling = fakeWine.replace('runner=', 'tmpdir=${TMPDIR-unset} runner=');
    await writeFile(join(folder, 'wine'), telling);
    expect((await run(['a.exe'], { TMPDIR: '/some' })).stdout).toMatch('tmpdir=/some');
    const aborting = '#!/bin/bash\nif [ -n "${TMPDIR+set}" ]; then kill -ABRT $$; fi\n';
    await writeFile(join(folder, 'wineserver'), aborting);
    const { stdout, stderr } = await run(['a.exe'], { TMPDIR: '/some' });
    expect([stdout, stderr]).toEqual([expect.stringMatching('tmpdir=unset'), '']);
    // While the prefix is made, too.
    await rm(join(folder, 'prefix'), { recursive: true });
    await writeFile(
      join(folder, 'wine'),
      telling.replace('case', 'if [ -n "${TMPDIR+set}" ]; then exit 134; fi\ncase'),
    );
    expect((await run(['a.exe'], { TMPDIR: '/some' })).stdout).toMatch('tmpdir=unset');
  });

  it.each(['prefix', 'state'])('writes nothing through a link that a project contains: %s', async (link) => {
    const home = join(folder, 'home');
    await mkdir(home);
    await symlink(home, join(folder, link));
    const WINEPREFIX = join(folder, link === 'prefix' ? 'prefix' : 'state/prefix');
    const { exitCode, stderr } = await run(['a.exe'], { WINEPREFIX, MKCROSS_PROJECT_ROOT: folder });
    expect([exitCode, stderr]).toEqual([125, expect.stringMatching('WRITE_REFUSED')]);
    expect(await readdir(home)).toEqual([]);
  });

  it('locks without a file that a project could have made a link', async () => {
    await writeFile(join(folder, 'key'), 'secret');
    await mkdir(join(folder, 'prefix'));
    await writeFile(join(folder, 'prefix/system.reg'), '');
    for (const link of ['prefix.lock', 'prefix/mkcross-starting'])
      await symlink(join(folder, 'key'), join(folder, link));
    await writeFile(join(folder, 'wineserver'), '#!/bin/sh\nexit 1\n');
    expect((await run(['a.exe'])).stdout).toMatch('[a.exe]');
    await rm(join(folder, 'prefix/system.reg'));
    expect((await run(['a.exe'])).stderr).toMatch('creating the Wine prefix');
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe('secret');
  });

  it('sets an incomplete prefix aside', async () => {
    await mkdir(join(folder, 'prefix'));
    expect((await run(['a.exe'])).stderr).toMatch('moved an incomplete prefix');
    expect((await readdir(folder)).filter((name) => name.endsWith('.incomplete'))).toHaveLength(1);
  });

  /** Starts a program, and calls `then` when Wine is making the prefix, which it does until it is stopped. */
  async function whileMaking(then: (process: ChildProcess) => void): Promise<readonly unknown[]> {
    const slow = fakeWine.replace(
      'wineboot)',
      'wineboot) echo half >"$WINEPREFIX/half"; : >"$WINEPREFIX/../making"; sleep 600;',
    );
    await writeFile(join(folder, 'wine'), slow);
    const script = [
      ...['wine', 'wineserver'].map((name) => `${name}='${join(folder, name)}'`),
      'flock=flock',
      body,
    ].join('\n');
    const child = spawn('bash', ['-c', script, 'run', 'a.exe'], {
      env: { PATH, WINEPREFIX: join(folder, 'prefix'), LC_ALL: 'C.UTF-8' },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (!(await readdir(folder)).includes('making')) await wait(10);
    then(child);
    const result: readonly unknown[] = await ended;
    await rm(join(folder, 'making'));
    await writeFile(join(folder, 'wine'), fakeWine);
    return result;
  }

  /** A wineserver that ends what runs in the prefix that it is told to. */
  const server = `#!/bin/bash
if [ "$1" = -k ]; then
  echo "ended \${WINEPREFIX##*/}" >>"\${0%/*}/ended"
  for process in /proc/[0-9]*; do
    if grep -qsz "^WINEPREFIX=$WINEPREFIX$" "$process/environ" && [ "\${process##*/}" != "$$" ]; then kill "\${process##*/}"; fi
  done
fi
exit 0
`;

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('ended by %s while the prefix is made leaves nothing of it', async (signal, code) => {
    await writeFile(join(folder, 'wineserver'), server);
    expect(await whileMaking((child) => child.kill(signal))).toEqual([code, null]);
    expect(await readdir(folder)).toEqual(['ended', 'wine', 'wineserver']);
  });

  it('killed while the prefix is made leaves a folder that git ignores and that the next start removes, with what runs in it', async () => {
    await writeFile(join(folder, 'wineserver'), server);
    expect(await whileMaking((child) => child.kill('SIGKILL'))).toEqual([null, 'SIGKILL']);
    expect(await readFile(join(folder, 'prefix.mkcross-new/.gitignore'), 'utf8')).toBe('*\n');
    expect((await run(['a.exe'])).stdout).toMatch('[a.exe]');
    expect(await readdir(folder)).toEqual(['ended', 'prefix', 'wine', 'wineserver']);
    expect(await readdir(join(folder, 'prefix'))).toEqual(['.gitignore', 'system.reg']);
    expect(await readFile(join(folder, 'ended'), 'utf8')).toBe('ended prefix.mkcross-new\n');
  });

  it('removes no folder to which a link of that name leads', async () => {
    await mkdir(join(folder, 'home'));
    await writeFile(join(folder, 'home/key'), 'secret');
    await symlink('home', join(folder, 'prefix.mkcross-new'));
    expect((await run(['a.exe'])).stdout).toMatch('[a.exe]');
    expect(await readdir(folder)).toEqual(['home', 'prefix', 'wine', 'wineserver']);
    expect(await readdir(join(folder, 'home'))).toEqual(['key']);
  });

  it('says where the prefix cannot be created', async () => {
    const { exitCode, stderr } = await run(['a.exe'], { FAKE_BROKEN: '1' });
    expect(exitCode).toBe(125);
    expect(stderr).toMatch('cannot create the Wine prefix');
  });

  it('says why it cannot be created in a folder whose name Windows forbids', async () => {
    const { exitCode, stderr } = await run(['a.exe'], {
      FAKE_BROKEN: '1',
      WINEPREFIX: join(folder, 'what?', 'prefix'),
    });
    expect(exitCode).toBe(125);
    expect(stderr).toMatch('Windows has no file names with');
    expect(stderr).not.toMatch('disk');
  });

  it('needs WINEPREFIX', async () => {
    expect((await run(['a.exe'], { WINEPREFIX: '' })).exitCode).toBe(125);
  });

  it('ends as the program ends', async () => {
    expect((await run(['a.exe'], { FAKE_EXIT: '7' })).exitCode).toBe(7);
  });

  it('gives the program folders of DLLs, before those of the user', async () => {
    expect((await run(['a.exe'], { MKCROSS_RUNTIME_PATH: '/a:/b', WINEPATH: 'c' })).stdout).toMatch('path=/a;/b;c ');
  });

  it('hides runners of cargo from the program', async () => {
    expect((await run(['a.exe'], { CARGO_TARGET_X_RUNNER: 'wine' })).stdout).toMatch('runner=unset');
  });

  it.each([
    ['LC_ALL is C', { LC_ALL: 'C' }, 'C.UTF-8:C.UTF-8'],
    ['LC_ALL is POSIX', { LC_ALL: 'POSIX' }, 'C.UTF-8:C.UTF-8'],
    ['no locale is set', { LC_ALL: '' }, ':C.UTF-8'],
    ['LANG is C', { LC_ALL: '', LANG: 'C' }, ':C.UTF-8'],
    ['the machine does not have the locale', { LC_ALL: '', LANG: 'xx_XX.UTF-8' }, ':C.UTF-8'],
    ['the locale is UTF-8', { LC_ALL: 'C.UTF-8' }, 'C.UTF-8:unset'],
  ])('keeps characters of arguments where %s', async (_, env, locale) => {
    expect((await run(['größe.exe'], env)).stdout).toMatch(`locale=${locale} `);
  });

  describe('of a program that ends with 0', () => {
    /** The header of a program for Windows, of a machine. */
    const header = (machine: number) => {
      const bytes = new Uint8Array(0x90);
      const view = new DataView(bytes.buffer);
      bytes.set(Buffer.from('MZ'));
      view.setUint32(60, 0x80, true);
      bytes.set(Buffer.from('PE\0\0'), 0x80);
      view.setUint16(0x84, machine, true);
      return bytes;
    };
    const ending = async (machine: number, env: Readonly<Record<string, string>>, registry = '#arch=win64\n') => {
      await mkdir(join(folder, 'prefix'));
      await writeFile(join(folder, 'prefix/system.reg'), registry);
      await writeFile(join(folder, 'a.exe'), header(machine));
      return run([join(folder, 'a.exe')], env);
    };

    it('fault 10: says that it did not run, where Wine runs no 32-bit programs', async () => {
      const { exitCode, stderr } = await ending(0x14c, {});
      expect([exitCode, stderr]).toEqual([125, expect.stringMatching(/^mkcross: cannot start a\.exe: .* 32-bit/)]);
    });
    it.each([
      ['Wine runs 32-bit programs', 0x14c, { FAKE_32_BIT: '77' }, '', 0],
      ['the prefix is one of 32-bit Windows', 0x14c, {}, 'WINE REGISTRY Version 2\n#arch=win32\n', 0],
      ['it has 64 bits', 0x8664, {}, '', 0],
      ['it did not end with 0', 0x14c, { FAKE_EXIT: '3' }, '', 3],
    ] as const)('passes its exit code on where %s', async (_, machine, env, registry, expected) => {
      const { exitCode, stderr } = await ending(machine, env, registry);
      expect([exitCode, stderr]).toEqual([expected, '']);
    });
  });

  it('names the DLLs that a program lacks', async () => {
    await writeFile(join(folder, 'a.exe'), 'MZ\0nowhere.dll\0KERNEL32.dll\0api-ms-win-x.dll\0');
    await mkdir(join(folder, 'prefix/drive_c/windows/system32'), { recursive: true });
    await writeFile(join(folder, 'prefix/system.reg'), '');
    await writeFile(join(folder, 'prefix/drive_c/windows/system32/kernel32.dll'), '');
    const { exitCode, stderr } = await run([join(folder, 'a.exe')], { FAKE_EXIT: '53' });
    expect(exitCode).toBe(53);
    expect(stderr).toBe(
      'mkcross: cannot start a.exe: DLLs are missing:\nmkcross:   nowhere.dll, needed by a.exe\nmkcross: put them beside the program, or link these libraries statically',
    );
  });
});
