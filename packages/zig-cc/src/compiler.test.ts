import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBody } from '@mkcross/plugin-kit';

const script = (name: string) => readFile(new URL(`../scripts/${name}.sh`, import.meta.url), 'utf8');
const compilerBody = await script('compiler');

let folder: string;
/** A zig that prints its arguments, one a line. */
let zig: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-zig-cc-'));
  zig = join(folder, 'zig');
  await writeFile(zig, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  await chmod(zig, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const linux = { target: 'x86_64-linux-musl', system: 'linux' };
const windows = { target: 'x86_64-windows-gnu', system: 'windows' };

/** What zig gets after `cc -target <target> -fno-sanitize=undefined -Wno-unused-command-line-argument`. */
async function wordsFor(args: readonly string[], target = linux): Promise<readonly string[]> {
  const { stdout, stderr } = await runBody(compilerBody, {
    values: { zig, language: 'cc', ...target },
    args,
    cwd: folder,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(5);
}

describe('the compiler', () => {
  it('is zig for the target, with undefined behaviour unchecked unless the user asks for it', async () => {
    const { stdout } = await runBody(compilerBody, {
      values: { zig, language: 'c++', ...linux },
      args: ['-fsanitize=undefined', 'a b.cc'],
    });
    expect(stdout.split('\n')).toEqual([
      'c++',
      '-target',
      'x86_64-linux-musl',
      '-fno-sanitize=undefined',
      '-Wno-unused-command-line-argument',
      '-fsanitize=undefined',
      'a b.cc',
    ]);
  });

  it.each([
    ['drops the triple of the cc crate', '--target=x86_64-unknown-linux-musl -c a.c', '-c a.c'],
    ['drops a triple that is an argument of its own', '-target x86_64-unknown-linux-musl a.c', 'a.c'],
    ['names levels of x86_64 as zig does', '-march=x86-64-v3 -mtune=generic a.c', '-mcpu=x86_64_v3 a.c'],
    [
      'names architectures of aarch64 as zig does',
      '-march=armv8.2-a+crc+nocrypto a.c',
      '-mcpu=generic+v8_2a+crc-crypto a.c',
    ],
    [
      'knows the first of them by another name',
      '-march=armv8-a+crc -march=armv8-a a.c',
      '-mcpu=generic+crc -mcpu=generic a.c',
    ],
    [
      'names processors as zig does',
      '-mcpu=cortex-a53 -march=skylake-avx512 a.c',
      '-mcpu=cortex_a53 -mcpu=skylake_avx512 a.c',
    ],
    ['names the usual architecture of riscv64 as zig does', '-march=rv64gc a.c', '-mcpu=generic_rv64+m+a+f+d+c a.c'],
    ['takes what -Xlinker hands on for -Wl', 'a.o -Xlinker -Map -Xlinker a.map -Xlinker -s', 'a.o -Wl,-s'],
    ['drops what lld does without being asked', 'a.o -Wl,--enable-auto-import,--large-address-aware,-s', 'a.o -Wl,-s'],
    [
      'drops what lld does without being asked or being forbidden',
      'a.o -Wl,--disable-runtime-pseudo-reloc,--disable-auto-import -Wl,--enable-runtime-pseudo-reloc-v2 -Wl,--no-seh,-s',
      'a.o -Wl,-s',
    ],
    [
      'drops alignments in files',
      'a.o -Wl,--file-alignment,512,--section-alignment=4096 -Wl,--stack,1',
      'a.o -Wl,--stack,1',
    ],
    ['keeps other processors', '-march=haswell a.c', '-march=haswell a.c'],
    ['drops the number of jobs of -flto', '-flto=auto a.c', '-flto a.c'],
    ['forwards what -Wp defines', '-Wp,-D_FORTIFY_SOURCE=3 a.c', '-D_FORTIFY_SOURCE=3 a.c'],
    ['names dependency files of -Wp', '-Wp,-MMD,a.d -c a.c', '-MMD -MF a.d -c a.c'],
    ['drops maps of the linker', 'a.o -Wl,-Map,a.map,-z,now', 'a.o -Wl,-z,now'],
    ['drops maps whose name is in the next option', 'a.o -Wl,-Map -Wl,a.map', 'a.o'],
    ['drops what tunes GNU ld', 'a.o -Wl,--as-needed,--exclude-libs,ALL,-Bsymbolic-functions', 'a.o -Wl,--as-needed'],
    ['drops -z with its keyword', 'a.o -Wl,-O1,-z,pack-relative-relocs', 'a.o -Wl,-O1'],
    ['drops keywords of -z that lld has no use for', 'a.o -Wl,-z -Wl,text -z separate-code -z now', 'a.o -Wl,-z,now'],
    ['names a library as zig does', '-shared a.o -Wl,-h,liba.so.1', '-shared a.o -Wl,-soname,liba.so.1'],
    ['names folders of libraries as zig does', 'a.o -Wl,-R/a -Wl,-R -Wl,/b', 'a.o -Wl,-rpath,/a -Wl,-rpath,/b'],
    [
      'names wanted symbols as zig does',
      '-u main a.o -Wl,--undefined=a,--undefined,b',
      '-Wl,-u,main a.o -Wl,-u,a,-u,b',
    ],
    ['names groups as zig does', 'a.o -Wl,-( -lb -Wl,-)', 'a.o -Wl,--start-group -lb -Wl,--end-group'],
    [
      'separates the version of Windows from its subsystem',
      'a.o -Wl,--subsystem,windows:6.01 -Wl,--subsystem,console',
      'a.o -Wl,--subsystem,windows,--major-subsystem-version=6,--minor-subsystem-version=1 -Wl,--subsystem,console',
    ],
    [
      'drops what makes programs for Windows less safe',
      'a.o -Wl,--disable-nxcompat,--disable-dynamicbase',
      'a.o -Wl,--no-dynamicbase',
    ],
    ['drops what only gcc has to tune', '-fno-guess-branch-probability -fipa-pta -fwrapv -c a.c', '-fwrapv -c a.c'],
    ['exports symbols as libtool asks', 'a.o -export-dynamic', 'a.o -rdynamic'],
    ['links relocatable objects', '-nostdlib -Wl,-r a.o -o b.o', '-nostdlib -r a.o -o b.o'],
    ['tells its whole version', '-dumpfullversion', '-dumpversion'],
    ['keeps options that change the program', 'a.o -Wl,--defsym=a=b', 'a.o -Wl,--defsym=a=b'],
    ['leaves values of options alone', '-D -mwindows -o -flto=auto a.c', '-D -mwindows -o -flto=auto a.c'],
  ])('%s', async (_, given, expected) => {
    expect(await wordsFor(given.split(' '))).toEqual(expected.split(' '));
  });

  it('reads response files as gcc does, where they have options', async () => {
    await writeFile(
      join(folder, 'options.rsp'),
      `-Wl,--kill-at "-DA=\\"x y\\"" -I'a b'\n'c d.c'  -D\\ e=\n\n-mtune=generic ""`,
    );
    await writeFile(join(folder, 'names.rsp'), 'a.o "b c.o"\n');
    expect(await wordsFor(['@options.rsp', '@names.rsp', '@nowhere'])).toEqual([
      '-DA="x y"',
      '-Ia b',
      'c d.c',
      '-D e=',
      '',
      '@names.rsp',
      '@nowhere',
    ]);
  });

  it('finds libraries by the names of their files', async () => {
    await writeFile(join(folder, 'exact.a'), '');
    expect(await wordsFor(['a.o', `-L${folder}`, '-l:exact.a', '-l:other.a'])).toEqual([
      'a.o',
      `-L${folder}`,
      join(folder, 'exact.a'),
      '-l:other.a',
    ]);
  });

  it('only checks each source where it is asked to, as zig cannot', async () => {
    const { stdout } = await runBody(compilerBody, {
      values: { zig, language: 'cc', ...linux },
      args: ['-fsyntax-only', '-c', 'a.c', '-o', 'a.o', 'b.c'],
    });
    const begin = 'cc -target x86_64-linux-musl -fno-sanitize=undefined -Wno-unused-command-line-argument -c';
    expect(stdout.split('\n').join(' ')).toBe(
      `${begin} a.c -o a.o -S -o /dev/null ${begin} -o a.o b.c -S -o /dev/null`,
    );
    expect(await wordsFor(['-fsyntax-only', '-xc', '-'])).toEqual(['-xc', '-', '-S', '-o', '/dev/null']);
  });

  it('prints assembler code where gcc does, as zig writes a file named "-"', async () => {
    const writing = join(folder, 'writing-zig');
    await writeFile(writing, '#!/bin/sh\nfor word; do :; done\necho code >"$word"\n');
    await chmod(writing, 0o755);
    const values = { zig: writing, language: 'cc', ...linux };
    for (const args of [
      ['-S', 'a.c', '-o', '-'],
      ['-o-', '-S', 'a.c'],
    ])
      expect(await runBody(compilerBody, { values, args, cwd: folder })).toMatchObject({ exitCode: 0, stdout: 'code' });
  });

  it.each([
    ['-print-multi-os-directory', '.'],
    ['-print-multiarch', ''],
    ['-print-sysroot', ''],
    ['-print-file-name=libc.a', 'libc.a'],
    ['-print-libgcc-file-name', '-lgcc'],
    ['-print-prog-name=ld', 'ld'],
    ['-print-search-dirs', expect.not.stringContaining('/usr/lib')],
  ])('names nothing of the machine: %s', async (word, answer: unknown) => {
    expect(await runBody(compilerBody, { values: { zig, language: 'cc', ...linux }, args: [word] })).toMatchObject({
      exitCode: 0,
      stdout: answer,
    });
  });

  it('translates the subsystem of Windows', async () => {
    expect(await wordsFor(['-mwindows', 'a.o'], windows)).toEqual(['-Wl,--subsystem,windows', 'a.o']);
    expect(await wordsFor(['-mconsole', 'a.o'], windows)).toEqual(['-Wl,--subsystem,console', 'a.o']);
  });

  it('names an object for Windows as gcc does, where the user does not', async () => {
    expect(await wordsFor(['-c', 'src/a.c'], windows)).toEqual(['-c', 'src/a.c', '-o', 'a.o']);
    expect(await wordsFor(['-c', '-include', 'b.c', 'a.c'], windows)).toEqual([
      '-c',
      '-include',
      'b.c',
      'a.c',
      '-o',
      'a.o',
    ]);
    expect(await wordsFor(['-c', 'a.c', '-ob.o'], windows)).toEqual(['-c', 'a.c', '-ob.o']);
    expect(await wordsFor(['-E', 'a.c'], windows)).toEqual(['-E', 'a.c']);
    expect(await wordsFor(['-c', 'a.c'], linux)).toEqual(['-c', 'a.c']);
  });

  it('finds import libraries by the name that GNU ld gives them', async () => {
    await writeFile(join(folder, 'libleaf.dll.a'), '');
    await writeFile(join(folder, 'libboth.dll.a'), '');
    await writeFile(join(folder, 'libboth.a'), '');
    const words = ['-L', folder, 'a.o', '-lleaf', '-lboth', '-lws2_32', '-lsynchronization'];
    expect(await wordsFor(words, windows)).toEqual([
      '-L',
      folder,
      'a.o',
      join(folder, 'libleaf.dll.a'),
      '-lboth',
      '-lws2_32',
      '-lapi-ms-win-core-synch-l1-2-0',
    ]);
    expect(await wordsFor(words, linux)).toEqual(words);
  });

  it('is free of what Nix tells gcc', async () => {
    const printing = `printenv() { env; }; zig=printenv\n${compilerBody.replace('exec "$zig"', '"$zig"')}`;
    const env = {
      PATH: process.env['PATH'] ?? '',
      NIX_CFLAGS_COMPILE: '-frandom-seed=x',
      ZIG_GLOBAL_CACHE_DIR: '/nowhere',
    };
    const { stdout } = await runBody(printing, { values: { language: 'cc', ...linux }, args: ['a.c'], env });
    expect(stdout).toContain('PATH=');
    expect(stdout).not.toMatch(/NIX_|ZIG_GLOBAL_CACHE_DIR/);
  });
});

describe('windres', () => {
  const windres = async (...args: string[]) => {
    const { stdout } = await runBody(await script('windres'), { values: { zig, arch: 'x86_64' }, args });
    return stdout.split('\n').join(' ');
  };
  const rc = 'rc /:target x64 /:auto-includes gnu';

  it('reads the first file and writes the second', async () => {
    expect(await windres('a.rc', 'a.o')).toBe(`${rc} /:output-format coff /fo a.o -- a.rc`);
  });

  it('goes by the name of what it writes, where no format is given', async () => {
    expect(await windres('-i', 'a.rc', '-o', 'a.res')).toBe(`${rc} /:output-format res /fo a.res -- a.rc`);
    expect(await windres('--output=a.o', '-O', 'res', 'a.rc')).toBe(`${rc} /:output-format res /fo a.o -- a.rc`);
  });

  it('forwards definitions and folders, and drops what zig has no use for', async () => {
    const words = await windres('-DA=1', '-I', 'inc', '--use-temp-file', '-F', 'pe-x86-64', '/abs/a.rc', '-o', 'a.o');
    expect(words).toBe(`${rc} /d A=1 /i inc /:output-format coff /fo a.o -- /abs/a.rc`);
  });

  it('says its version, and is not Microsoft’s compiler', async () => {
    expect(await windres('--version')).toBe('GNU windres (zig version)');
    const { exitCode } = await runBody(await script('windres'), { values: { zig, arch: 'x86_64' }, args: ['/?'] });
    expect(exitCode).toBe(1);
  });
});

describe('programs that cargo-zigbuild translates for', () => {
  it('links Rust for the target and processor', async () => {
    const values = { zig, zigbuild: zig, target: 'riscv64-linux-musl', cpu: 'generic_rv64+m' };
    const { stdout } = await runBody(await script('rust-linker'), { values, args: ['a.o'] });
    expect(stdout.split('\n').join(' ')).toBe(
      'zig cc -- -g -fno-sanitize=all -Wno-unused-command-line-argument -mcpu=generic_rv64+m -target riscv64-linux-musl a.o',
    );
  });

  it('links Rust with import libraries by the name that GNU ld gives them', async () => {
    await mkdir(join(folder, 'the libraries'), { recursive: true });
    const library = join(folder, 'the libraries/libvendor.dll.a');
    await writeFile(library, '');
    const values = { zig, zigbuild: zig, target: 'x86_64-windows-gnu' };
    const args = ['-L', join(folder, 'the libraries'), '-lvendor', '-lkernel32', '-l:libvendor.a', '-o', 'a.exe'];
    const { stdout } = await runBody(await script('rust-linker'), { values, args });
    const expected = [...args.slice(0, 2), library, ...args.slice(3)];
    expect(stdout.split('\n').slice(-expected.length)).toEqual(expected);
    const linux = await runBody(await script('rust-linker'), {
      values: { ...values, target: 'x86_64-linux-musl' },
      args,
    });
    expect(linux.stdout.split('\n').slice(-args.length)).toEqual(args);
  });

  it('calls dlltool with the arguments of rustc', async () => {
    const { stdout } = await runBody(await script('dlltool'), {
      values: { zig, zigbuild: zig },
      args: ['-d', 'a.def'],
    });
    expect(stdout).toBe('zig\ndlltool\n--\n-d\na.def');
  });
});
