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

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-zig-cc-'));
});
afterEach(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

/** Writes a project, generates its flake, and runs a line of bash in its shell. */
async function inShell(files: Readonly<Record<string, string>>, script: string, env = {}) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
  return develop(testbed, { project, command: ['bash', '-ec', script], env });
}

const bothTargets = 'targets = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]\n';

describe('a crate with C, whose compiler is zig', () => {
  it('is built by clang for musl, linked to a static program, and runs', async () => {
    const { exitCode, stdout, stderr } = await inShell(
      {
        'mkcross.toml':
          'plugins = ["rust-musl", "zig-cc"]\ntargets = ["x86_64-unknown-linux-musl"]\n[target.x86_64-unknown-linux-musl]\ntoolchain = { rust = "rust-musl/zig", c = "zig-cc" }\n',
        'rust-toolchain.toml':
          '[toolchain]\nchannel = "stable"\ntargets = ["x86_64-unknown-linux-musl"]\nprofile = "minimal"\n',
        'Cargo.toml':
          '[package]\nname = "answer"\nversion = "0.1.0"\nedition = "2021"\n[build-dependencies]\ncc = "1"\n[profile.dev]\nstrip = "none"\n',
        'build.rs': 'fn main() { cc::Build::new().file("answer.c").compile("answer"); }\n',
        'answer.c': '#include <string.h>\nunsigned long answer(const char *s) { return strlen(s); }\n',
        'src/main.rs':
          'use std::ffi::{c_char, c_ulong};\nextern "C" { fn answer(s: *const c_char) -> c_ulong; }\nfn main() { println!("{}", unsafe { answer(c"forty-two".as_ptr()) }); }\n',
      },
      `cargo build --quiet
       objects=$(find target -name '*.o' -path '*build*')
       readelf -p .comment $objects | grep -o clang
       readelf -ld target/x86_64-unknown-linux-musl/debug/answer | grep -cE 'INTERP|NEEDED' || true
       cargo run --quiet`,
    );
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual(['clang', '0', '9']);
  });
});

/** A library of the host that must not be found: its header, archive and pkg-config file, in a folder that the user names. */
const hostLibrary = {
  'host/lib/pkgconfig/hostlib.pc': 'Name: hostlib\nDescription: of the host\nVersion: 1\nLibs: -lhostlib\n',
  'host/include/hostlib.h': '',
  'host/lib/libhostlib.a': '!<arch>\n',
};

describe.each(['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-musl'])('a search for libraries for %s', (target) => {
  const env = () => ({ PKG_CONFIG_PATH: join(project, 'host/lib/pkgconfig'), CPATH: '', LIBRARY_PATH: '' });

  it('never sees the host’s from CMake', async () => {
    const { exitCode, stdout, stderr } = await inShell(
      {
        ...hostLibrary,
        'mkcross.toml': `plugins = ["zig-cc", "wine"]\n${bothTargets}[nix]\npackages = ["cmake", "ninja"]\n`,
        'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(search C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(HOSTLIB hostlib)
find_library(BY_PREFIX hostlib)
find_library(OF_SYSTEM NAMES c dl)
find_path(HEADER stdlib.h)
message(STATUS "found: \${HOSTLIB_FOUND} \${BY_PREFIX} \${OF_SYSTEM} \${HEADER}")
`,
      },
      `${target}-cmake -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$PWD/host"`,
      env(),
    );
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
    expect(stdout).toContain('found:  BY_PREFIX-NOTFOUND OF_SYSTEM-NOTFOUND HEADER-NOTFOUND');
  });

  it('never sees the host’s from Meson', async () => {
    const { exitCode, stdout, stderr } = await inShell(
      {
        ...hostLibrary,
        'mkcross.toml': `plugins = ["zig-cc", "wine"]\n${bothTargets}[nix]\npackages = ["meson", "ninja"]\n`,
        'meson.build': `project('search', 'c')
message('found:', dependency('hostlib', required: false).found(),
  meson.get_compiler('c').find_library('hostlib', required: false).found())
`,
      },
      `${target}-meson setup build`,
      env(),
    );
    expect([exitCode, exitCode === 0 ? '' : stderr + stdout]).toEqual([0, '']);
    expect(stdout).toContain('found: false false');
  });
});

const resource = {
  'app.rc': `#include <winver.h>
VS_VERSION_INFO VERSIONINFO
FILEVERSION 1,2,3,4
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "ProductName", "Resources of zig"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`,
  'main.c': 'int main(void) { return 0; }\n',
};
const ofResource = {
  resources: {
    fileVersion: '1.2.3.4',
    productVersion: '0.0.0.0',
    texts: { ProductName: 'Resources of zig' },
    icons: 0,
  },
};
const inspected = (name: string) => withFile(join(project, name), (source) => inspect(source, name));

describe('a Windows resource', () => {
  it.each(['Ninja', 'Unix Makefiles'])('is compiled by CMake, with %s', async (generator) => {
    const { exitCode, stdout, stderr } = await inShell(
      {
        ...resource,
        'mkcross.toml': `plugins = ["zig-cc", "wine"]\n${bothTargets}[nix]\npackages = ["cmake", "ninja"]\n`,
        'CMakeLists.txt':
          'cmake_minimum_required(VERSION 3.20)\nproject(app C RC)\nadd_executable(app WIN32 main.c app.rc)\n',
      },
      `x86_64-pc-windows-gnu-cmake -S . -B build -G '${generator}' && cmake --build build`,
    );
    expect([exitCode, exitCode === 0 ? '' : stderr + stdout]).toEqual([0, '']);
    expect(inspected('build/app.exe')).toMatchObject({ ...ofResource, subsystem: 'windows' });
  });

  it('is compiled by Meson', async () => {
    const { exitCode, stdout, stderr } = await inShell(
      {
        ...resource,
        'mkcross.toml': `plugins = ["zig-cc", "wine"]\n${bothTargets}[nix]\npackages = ["meson", "ninja"]\n`,
        'meson.build': `project('app', 'c')
executable('app', 'main.c', import('windows').compile_resources('app.rc'), win_subsystem: 'windows')
`,
      },
      'x86_64-pc-windows-gnu-meson setup build && ninja -C build',
    );
    expect([exitCode, exitCode === 0 ? '' : stderr + stdout]).toEqual([0, '']);
    expect(inspected('build/app.exe')).toMatchObject({ ...ofResource, subsystem: 'windows' });
  });

  it.each([
    ['-o resource.o app.rc', 'resource.o'],
    ['-i app.rc -O coff -o resource.o', 'resource.o'],
    ['--include-dir=. --define=UNUSED --codepage=65001 -F pe-x86-64 app.rc resource.o', 'resource.o'],
    ['--input="$PWD/app.rc" --output=resource.res', 'resource.res'],
  ])('is compiled by windres, called as GNU’s: %s', async (words, file) => {
    const { exitCode, stdout, stderr } = await inShell(
      { ...resource, 'mkcross.toml': `plugins = ["zig-cc", "wine"]\n${bothTargets}` },
      `x86_64-pc-windows-gnu-windres ${words} && x86_64-pc-windows-gnu-cc -Werror -mwindows main.c ${file} -o app.exe`,
    );
    expect([exitCode, exitCode === 0 ? '' : stderr + stdout]).toEqual([0, '']);
    expect(inspected('app.exe')).toMatchObject({ ...ofResource, subsystem: 'windows' });
  });
});

describe('the version of zig that mkcross.toml asks for', () => {
  it.each(['0.15', '0.17'])('is the one in the shell: %s', async (version) => {
    const config = `plugins = ["zig"]\ntargets = ["x86_64-unknown-linux-musl"]\n`;
    const pin = version === '0.15' ? `[plugin.zig]\nversion = "${version}"\n` : '';
    const { stdout } = await inShell({ 'mkcross.toml': config + pin }, 'zig version');
    expect(stdout).toMatch(new RegExp(`^${version.replace('.', '\\.')}\\.`));
  });
});
