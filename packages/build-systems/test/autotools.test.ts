import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { gcc, hostInput, inputOf, inputs, musl, zig } from './inputs.ts';
import { adapter, bashOf, envOf, fileOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

const autotools = adapter('autotools');
const site = (input: AdapterInput) => fileOf(autotools.target(input), '.site');

describe('configure', () => {
  let sandbox: Sandbox;
  let entered: Readonly<Record<string, string>>;
  beforeEach(() => {
    sandbox = new Sandbox();
    enter([inputs.zigMusl, inputs.gccWindows, hostInput()]);
  });
  afterEach(() => {
    sandbox.remove();
  });

  /** Enters a shell that builds for these, and keeps what it sets. */
  function enter(all: readonly AdapterInput[], env: Readonly<Record<string, string>> = {}): void {
    const shell = autotools.shell?.(all) ?? {};
    for (const contribution of [shell, ...all.map(autotools.target)]) sandbox.add(contribution);
    const [hook] = shell.hooks ?? [];
    if (hook === undefined) throw new Error('There is no hook.');
    const script = `enter() {\n${bashOf(hook, sandbox.places)}}\nenter\nprintf '%s\\n%s\\n' "$CONFIG_SITE" "\${MKCROSS_USER_CONFIG_SITE-}"`;
    const { stdout, stderr } = sandbox.run('bash', ['--norc', '-euc', script], env);
    expect(stderr).toBe('');
    const [CONFIG_SITE = '', MKCROSS_USER_CONFIG_SITE = ''] = stdout.split('\n');
    const targets = all.map((input) => envOf(autotools.target(input), sandbox.places));
    entered = Object.fromEntries(
      [{ CONFIG_SITE, MKCROSS_USER_CONFIG_SITE }, ...targets].flatMap(Object.entries<string>),
    );
  }

  const names = ['CC', 'CXX', 'AR', 'STRIP', 'WINDRES', 'PKG_CONFIG', 'LDFLAGS', 'enable_shared', 'cache'];
  /** What a configure script takes for these variables. It reads CONFIG_SITE as those of autoconf do, split at blanks. */
  const configured = (host: string, env: Readonly<Record<string, string>> = {}) => {
    const script = `host_alias=${host}
for file in $CONFIG_SITE; do if test -r "$file"; then . "$file"; fi; done
for name in ${names.join(' ')}; do eval "test -z \\"\\\${$name-}\\" || printf '%s\\n' \\"$name=\\\${$name-}\\""; done`;
    const ended = sandbox.run('sh', ['-c', script], { ...entered, ...env });
    expect(ended.stderr).toBe('');
    return ended.stdout.trimEnd().split('\n');
  };

  it.each(['x86_64-unknown-linux-musl', 'x86_64-linux-musl'])('--host=%s takes the programs of the target', (host) => {
    expect(configured(host)).toEqual([
      'CC=x86_64-unknown-linux-musl-cc',
      'CXX=x86_64-unknown-linux-musl-c++',
      'AR=x86_64-unknown-linux-musl-ar',
      // By path: AC_PATH_TOOL ignores a bare name.
      expect.stringMatching(/^PKG_CONFIG=\/.*\/x86_64-unknown-linux-musl-pkg-config$/),
      'enable_shared=no',
    ]);
  });

  it('--host=x86_64-w64-mingw32 is Windows', () => {
    const all = configured('x86_64-w64-mingw32');
    expect(all).toContain('WINDRES=x86_64-pc-windows-gnu-windres');
    // libtool keeps -static for itself.
    expect(all).toContain('LDFLAGS=--static');
    expect(all.join('\n')).not.toContain('enable_shared');
  });

  it('without --host, and for unknown targets, is told nothing', () => {
    expect(configured('')).toEqual(['']);
    expect(configured('sparc-sun-solaris2')).toEqual(['']);
    expect(configured('x86_64-unknown-linux-gnu')).toEqual(['']);
  });

  it('in a crate is told nothing', () => {
    const crate = { OUT_DIR: '/t', CARGO_MANIFEST_DIR: '/c' };
    expect(configured('x86_64-linux-musl', crate)).toEqual(['']);
    expect(configured('x86_64-linux-musl', { OUT_DIR: '/t' })).not.toEqual(['']);
  });

  it('keeps what the user names, but not what a Nix shell exports', () => {
    expect(configured('x86_64-linux-musl', { CC: 'gcc' })[0]).toBe('CC=gcc');
    expect(configured('x86_64-linux-musl', { CC: 'gcc', IN_NIX_SHELL: 'impure' })[0]).toBe(
      'CC=x86_64-unknown-linux-musl-cc',
    );
    expect(configured('x86_64-linux-musl', { CC: 'my cc', IN_NIX_SHELL: 'impure' })[0]).toBe('CC=my cc');
  });

  it('reads the user’s own CONFIG_SITE first, and that of the prefix without one', () => {
    const user = join(sandbox.folder, '../user.site');
    sandbox.write('../user.site', 'CC=mine cache=1\n'.replace('mine cache', 'mine\ncache'));
    enter([inputs.zigMusl], { CONFIG_SITE: user });
    expect(entered['MKCROSS_USER_CONFIG_SITE']).toBe(user);
    expect(configured('x86_64-linux-musl')).toEqual(
      expect.arrayContaining(['CC=mine', 'cache=1', 'AR=x86_64-unknown-linux-musl-ar']),
    );
    // A shell in a shell keeps the first.
    enter([inputs.zigMusl], { CONFIG_SITE: entered['CONFIG_SITE'] ?? '', MKCROSS_USER_CONFIG_SITE: user });
    expect(entered['MKCROSS_USER_CONFIG_SITE']).toBe(user);
    sandbox.write('../prefix/share/config.site', 'cache=2\n');
    const prefix = join(sandbox.folder, '../prefix');
    expect(configured('x86_64-linux-musl', { MKCROSS_USER_CONFIG_SITE: '', prefix })).toContain('cache=2');
  });

  it('finds its file though the project’s path has a blank', () => {
    // The home of these tests has one too.
    expect(sandbox.folder).toContain(' ');
    expect(entered['CONFIG_SITE']).not.toMatch(/\s/);
    enter([inputs.zigMusl], { XDG_CACHE_HOME: join(sandbox.folder, '../cache') });
    expect(entered['CONFIG_SITE']).toContain('/cache/mkcross/');
    expect(configured('x86_64-linux-musl')[0]).toBe('CC=x86_64-unknown-linux-musl-cc');
  });
});

describe('the site of a target', () => {
  it('is in sh, and names no program by its path but pkg-config', () => {
    for (const input of Object.values(inputs)) {
      const others = site(input).replace(/ PKG_CONFIG='\/s p\/bin\/[\w-]+-pkg-config' /, '');
      expect(others).not.toMatch(/\/s p|\[\[|local /);
    }
  });

  it('leaves shared libraries to targets that have them', () => {
    expect(site(inputOf(musl, gcc(musl, { linkage: 'dynamic', executableFlags: [] })))).not.toMatch(
      /enable_shared|LDFLAGS/,
    );
    expect(site(inputOf(musl, zig(musl)))).toContain('enable_shared=no');
  });

  it('is nothing for the host', () => {
    expect(autotools.shell?.([hostInput()])).toEqual({});
  });
});

describe('a project with a configure script', () => {
  const request: BuildRequest = { input: inputs.gccWindows, folder: '/p', output: '/o' };
  const commands = async (texts: Readonly<Record<string, string>>) =>
    (await autotools.project.build(request, files(texts))).map(
      ({ command, cwd }) => `${command.join(' ')} in ${cwd ?? '.'}`,
    );

  it('is built outside its folder, and installed below ours', async () => {
    const steps = [
      '/p/configure --host=x86_64-w64-mingw32 in /o/build',
      'make -j4 in /o/build',
      'make install DESTDIR=/o/installed in /o/build',
    ];
    expect(await commands({ '/p/configure': '' })).toEqual(steps);
    expect(await commands({})).toEqual(['autoreconf -fi in .', ...steps]);
  });

  it('is tested by the runner of the target', async () => {
    const built = { ...files({ '/o/build/Makefile': 'check: all\n' }), printed: {} };
    const [test] = await autotools.project.test(request, built);
    expect(test?.command).toEqual([
      'make',
      'check',
      'LOG_COMPILER=wine-x86_64-pc-windows-gnu',
      'EXE_LOG_COMPILER=wine-x86_64-pc-windows-gnu',
    ]);
    expect(await autotools.project.test(request, { ...files({}), printed: {} })).toEqual([]);
  });

  it('has what it installs, without scripts', async () => {
    const folder = '/o/installed/usr/local';
    const there = files({
      [`${folder}/bin/app.exe`]: 'MZ',
      [`${folder}/bin/script`]: '#!/bin/sh',
      [`${folder}/bin/libnotes-1.dll`]: 'MZ',
      [`${folder}/lib/libnotes.dll.a`]: '',
      [`${folder}/lib/libnotes.la`]: '',
      [`${folder}/lib/libnotes.a`]: '',
    });
    const artifacts = await autotools.project.artifacts(request, { ...there, printed: {} });
    expect(artifacts.map(({ name, kind }) => [name, kind])).toEqual([
      ['app', 'executable'],
      ['libnotes-1', 'library'],
      ['libnotes', 'library'],
    ]);
  });

  it('of a target without suffixes has programs by what they begin with', async () => {
    const there = files({ '/o/installed/bin/app': '\u007fELF', '/o/installed/bin/tool': '#!/bin/sh' });
    const artifacts = await autotools.project.artifacts(
      { ...request, input: inputs.zigMusl },
      { ...there, printed: {} },
    );
    expect(artifacts.map(({ name }) => name)).toEqual(['app']);
  });
});

it('the file that configure reads is sh', () => {
  const text = fileOf(autotools.shell?.([inputs.zigMusl]) ?? {}, 'mkcross-config.site');
  expect(text).toContain(readFileSync(new URL('../src/autotools/config-site.sh', import.meta.url), 'utf8'));
  expect(text).toContain(
    '  x86_64-linux-musl | x86_64-unknown-linux-musl) mkcross_file=${MKCROSS_CONFIG_SITE_x86_64_unknown_linux_musl-} ;;\n',
  );
});
