import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

/** A program with a library, a Windows resource and a search for a library, and a script that only tells what it was told. */
const files: Readonly<Record<string, string>> = {
  'mkcross.toml': `plugins = ["zig-cc", "qemu", "wine"]
targets = ["aarch64-unknown-linux-musl", "riscv64gc-unknown-linux-musl", "x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]

[nix]
packages = ["pkg-config"]
`,
  'configure.ac': `AC_INIT([letters], [1.2])
AM_INIT_AUTOMAKE([foreign])
AC_PROG_CC
AM_PROG_AR
AC_PROG_RANLIB
AC_CHECK_TOOL([WINDRES], [windres])
PKG_CHECK_MODULES([HOSTLIB], [hostlib], [found=yes], [found=no])
AC_CANONICAL_HOST
AM_CONDITIONAL([WINDOWS], [test "$host_os" = mingw32])
AC_MSG_NOTICE([hostlib: $found])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
`,
  'Makefile.am': `noinst_LIBRARIES = libcount.a
libcount_a_SOURCES = count.c
bin_PROGRAMS = letters
letters_SOURCES = main.c
letters_LDADD = libcount.a
SUFFIXES = .rc
if WINDOWS
letters_LDADD += app.$(OBJEXT)
endif
.rc.o:
	$(WINDRES) -i $< -o $@
check_PROGRAMS = counts
counts_SOURCES = counts.c
counts_LDADD = libcount.a
TESTS = counts
`,
  'count.c': '#include <string.h>\nint count(const char *word) { return (int)strlen(word); }\n',
  'main.c':
    '#include <stdio.h>\nint count(const char *word);\nint main(int argc, char **argv) { return printf("%d letters\\n", argc > 1 ? count(argv[1]) : 0) < 0; }\n',
  'counts.c': 'int count(const char *word);\nint main(void) { return count("seven") != 5; }\n',
  'app.rc': '1 VERSIONINFO\nFILEVERSION 1,2,0,0\nBEGIN\nEND\n',
  'hostlib.pc': 'Name: hostlib\nDescription: of the host\nVersion: 1\nLibs: -lhostlib\n',
  'told/configure.ac': `AC_INIT([told], [1])
for name in CC CXX AR RANLIB OBJCOPY PKG_CONFIG WINDRES RC DLLTOOL enable_shared GREETING; do
  eval "value=\\$$name"
  AS_IF([test -n "$value"], [AS_ECHO(["$name=$value"])])
done
`,
  'told/user.site': 'GREETING=${GREETING-hello}\n',
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-autotools-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
  // A user has configure as it is published, and no autotools.
  await Promise.all([
    execa('autoreconf', ['--install'], { cwd: project }),
    execa('autoconf', { cwd: join(project, 'told') }),
  ]);
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

type InShell = (script: string, env?: Readonly<Record<string, string>>) => Promise<readonly [number, string]>;

const byNix: InShell = async (script, env = {}) => {
  const { exitCode, stdout, stderr } = await develop(testbed, { project, command: ['bash', '-ec', script], env });
  return [exitCode, exitCode === 0 ? stdout : stderr + stdout];
};
const byHost: InShell = async (script, env = {}) => {
  const { exitCode, stdout, stderr } = await execa(
    'node',
    [command, 'run', '--backend', 'host', '--', 'bash', '-ec', script],
    { cwd: project, env: { ...testbed.host, ...env }, extendEnv: false, reject: false },
  );
  return [exitCode ?? 128, exitCode === 0 ? stdout : stderr + stdout];
};
const shells: readonly (readonly [string, InShell])[] = [
  ['the Nix shell', byNix],
  ['the shell without Nix', byHost],
];

describe.each(shells)('in %s', (shell, inShell) => {
  it('configure --host takes the compilers of its target, and what make builds is alone and runs', async () => {
    const folder = shell.replaceAll(' ', '-');
    const build = (host: string, runner: string) => `(
      mkdir -p build/${folder}/${host}
      cd build/${folder}/${host}
      ../../../configure --host=${host}
      make check LOG_COMPILER=${runner}
    )`;
    const [exitCode, output] = await inShell(
      `${build('x86_64-linux-musl', 'env')} >&2
       ${build('x86_64-w64-mingw32', 'wine-x86_64-pc-windows-gnu')} >&2
       grep -h 'hostlib: ' build/${folder}/*/config.log
       build/${folder}/x86_64-linux-musl/letters twenty
       wine build/${folder}/x86_64-w64-mingw32/letters.exe eleven`,
      { PKG_CONFIG_PATH: project },
    );
    expect([exitCode, exitCode === 0 ? '' : output]).toEqual([0, '']);
    expect(output.replaceAll('\r', '').split('\n')).toEqual([
      expect.stringMatching(/hostlib: no$/),
      expect.stringMatching(/hostlib: no$/),
      '6 letters',
      '6 letters',
    ]);
    const inspected = (path: string) =>
      withFile(join(project, 'build', folder, path), (source) => inspect(source, path));
    expect(inspected('x86_64-linux-musl/letters')).toMatchObject({ format: 'elf', linkage: 'static' });
    const program = inspected('x86_64-w64-mingw32/letters.exe');
    expect(program).toMatchObject({ format: 'pe', linkage: 'static' });
    expect(program.sections.map(({ name }) => name)).toContain('.rsrc');
  });

  it('a configure is told of its target alone, and never against its user', async () => {
    const cases = [
      '',
      '--host=x86_64-pc-linux-gnu',
      '--host=aarch64-linux-gnu',
      '--host=x86_64-linux-musl OUT_DIR=/crate/out CARGO_MANIFEST_DIR=/crate',
      '--host=x86_64-unknown-linux-musl',
      '--host=x86_64-linux-musl',
      '--host=aarch64-linux-musl',
      '--host=riscv64-unknown-linux-musl',
      '--host=x86_64-w64-mingw32 CC=of-the-user --enable-shared',
    ];
    const script = cases.map(
      (words) => `./configure --quiet ${words}; echo --; env -u CONFIG_SITE ./configure --quiet; echo --`,
    );
    const [exitCode, output] = await inShell(`cd told; ${script.join('\n')}`, {
      CONFIG_SITE: join(project, 'told/user.site'),
    });
    expect([exitCode, exitCode === 0 ? '' : output]).toEqual([0, '']);
    // In turns: what a configure was told, and what it is told where nobody has a CONFIG_SITE. Without the folders.
    const answers = output
      .replaceAll(/=\/\S*\//g, '=')
      .split('--\n')
      .map((answer) => answer.split('\n').filter((line) => line !== ''));
    const told = answers.filter((_, index) => index % 2 === 0);
    const nothing = [...(answers[1] ?? []), 'GREETING=hello'];
    const tools = [
      ['CC', 'cc'],
      ['CXX', 'c++'],
      ['AR', 'ar'],
      ['RANLIB', 'ranlib'],
      ['OBJCOPY', 'objcopy'],
      ['PKG_CONFIG', 'pkg-config'],
    ] as const;
    const musl = (target: string) => [
      ...tools.map(([name, tool]) => `${name}=${target}-${tool}`),
      'enable_shared=no',
      'GREETING=hello',
    ];
    const static64 = musl('x86_64-unknown-linux-musl');
    expect(nothing.join(' ')).not.toContain('musl');
    expect(told.slice(0, 6)).toEqual([nothing, nothing, nothing, nothing, static64, static64]);
    expect(told.slice(6, 8)).toEqual([musl('aarch64-unknown-linux-musl'), musl('riscv64gc-unknown-linux-musl')]);
    const ofUser = ['CC=of-the-user', 'enable_shared=yes', 'GREETING=hello'];
    const ofWindows = ['RC=x86_64-pc-windows-gnu-windres', 'DLLTOOL=x86_64-pc-windows-gnu-dlltool'];
    expect(told[8]).toEqual(expect.arrayContaining([...ofUser, ...ofWindows]));
  });
});
