import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { develop, setUp } from '@mkcross/testbed';

const testbed = await setUp(() => undefined);
let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-nixpkgs-'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** Runs a script in a shell of the stand-in for nixpkgs, given as a Nix expression with `pkgs`, `mingw` and `musl`. */
async function shell(expression: string, script: string, nixpkgs: 'new' | 'old' = 'new') {
  const flake = `{
    outputs = { nixpkgs, ... }: let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      mingw = pkgs.pkgsCross.mingw-msvcrt-x86_64 or pkgs.pkgsCross.mingwW64;
      musl = pkgs.pkgsCross.musl64;
    in { devShells.x86_64-linux.default = ${expression}; };
  }`;
  await writeFile(join(project, 'flake.nix'), flake);
  return develop(testbed, { project, nixpkgs, command: ['bash', '-c', script] });
}

const show = 'echo "$CC $AR $LD|${CC_FOR_TARGET-}|${CC_FOR_BUILD-}|${WINDRES-}"';
// A header that only another input has: whether the compiler for Windows finds it.
const reads = 'echo "#include <pthread.h>" | x86_64-w64-mingw32-gcc -E - >/dev/null 2>&1 && echo leaks || echo clean';
const crossSaysWhere = 'PATH=$PATH:$MINGW/bin';

describe('mkShell of the stand-in leaks as that of nixpkgs does', () => {
  it.each([
    ['buildInputs', 'pkgs.mkShell { buildInputs = [ mingw.stdenv.cc ]; }', 'gcc ar ld|x86_64-w64-mingw32-gcc||'],
    [
      'nativeBuildInputs',
      'pkgs.mkShell { nativeBuildInputs = [ mingw.stdenv.cc ]; }',
      'gcc ar ld|||x86_64-w64-mingw32-windres',
    ],
    ['packages', 'pkgs.mkShell { packages = [ mingw.stdenv.cc ]; }', 'gcc ar ld|||x86_64-w64-mingw32-windres'],
    ['depsBuildBuild', 'pkgs.mkShell { depsBuildBuild = [ mingw.stdenv.cc ]; }', 'gcc ar ld||x86_64-w64-mingw32-gcc|'],
    [
      'mkShellNoCC',
      'pkgs.mkShellNoCC { packages = [ musl.stdenv.cc mingw.stdenv.cc ]; }',
      'x86_64-w64-mingw32-gcc x86_64-w64-mingw32-ar x86_64-w64-mingw32-ld|||x86_64-w64-mingw32-windres',
    ],
    [
      'a folder of links, which has no hook',
      'pkgs.mkShell { packages = [ (pkgs.linkFarm "links" { "bin/x86_64-w64-mingw32-cc" = "/bin/false"; "bin/x86_64-w64-mingw32-windres" = "/bin/false"; }) ]; }',
      'gcc ar ld|||',
    ],
    ['an absolute path, no input', 'pkgs.mkShell { env.MINGW = "${mingw.stdenv.cc}"; }', 'gcc ar ld|||'],
  ])('%s', async (_, expression, expected) => {
    expect((await shell(expression, show)).stdout).toBe(expected);
  });

  it.each([
    ['buildInputs', 'pkgs.mkShell { buildInputs = [ mingw.stdenv.cc mingw.windows.pthreads ]; }', 'leaks'],
    ['packages', 'pkgs.mkShell { packages = [ mingw.stdenv.cc mingw.windows.pthreads ]; }', 'leaks'],
    [
      'an absolute path',
      'pkgs.mkShell { packages = [ mingw.windows.pthreads ]; env.MINGW = "${mingw.stdenv.cc}"; }',
      'clean',
    ],
  ])('headers of another input, the compiler among the inputs by %s', async (_, expression, expected) => {
    expect((await shell(expression, `${crossSaysWhere}; ${reads}`)).stdout).toBe(expected);
  });
});

describe('mkShell of the stand-in refuses what that of nixpkgs refuses', () => {
  it('a list in env', async () => {
    const { stderr, exitCode } = await shell('pkgs.mkShell { env.A = [ "a" ]; }', 'true');
    expect(stderr).toMatch('The `A` attribute is of type list');
    expect(exitCode).not.toBe(0);
  });

  it('a name both in env and beside it', async () => {
    const { stderr, exitCode } = await shell('pkgs.mkShell { env.A = "a"; A = "a"; }', 'true');
    expect(stderr).toMatch('are overlapping: A');
    expect(exitCode).not.toBe(0);
  });

  it('but joins a list beside env', async () => {
    expect((await shell('pkgs.mkShell { A = [ "a" "b" ]; }', 'echo "$A"')).stdout).toBe('a b');
  });
});

describe('names are only where that nixpkgs has them', () => {
  it.each([
    ['old', 'pkgs.pkgsCross ? mingw-msvcrt-x86_64', 'false'],
    ['new', 'pkgs.pkgsCross ? mingw-msvcrt-x86_64', 'true'],
    ['old', 'pkgs.lib.versionOlder pkgs.lib.version "25.11"', 'true'],
    ['new', 'pkgs.lib.versionOlder pkgs.lib.version "25.11"', 'false'],
  ] as const)('%s: %s is %s', async (nixpkgs, expression, expected) => {
    const { stdout } = await shell(`pkgs.mkShell { A = builtins.toJSON (${expression}); }`, 'echo "$A"', nixpkgs);
    expect(stdout).toBe(expected);
  });

  it.each([
    ['old', 'mingw.windows.pthreads', 'lib/libpthread.a', 'no'],
    ['old', 'mingw.windows.mingw_w64_pthreads', 'lib/libpthread.a', 'yes'],
    ['new', 'mingw.windows.pthreads', 'lib/libpthread.a', 'yes'],
    ['old', 'pkgs.wineWow64Packages.stable', 'bin/wine64', 'no'],
    ['old', 'pkgs.wineWowPackages.stable', 'bin/wine64', 'yes'],
    ['new', 'pkgs.wineWowPackages.stable', 'bin/wine64', 'no'],
  ] as const)('%s: whether %s has %s: %s', async (nixpkgs, name, file, expected) => {
    const script = `[ -e "$A/${file}" ] && echo yes || echo no`;
    const { stdout } = await shell(`pkgs.mkShell { A = "\${${name}}"; }`, script, nixpkgs);
    expect(stdout).toBe(expected);
  });
});

describe('the compiler for Windows has the thread model of nixpkgs’, mcf', () => {
  const given =
    'pkgs.mkShell { env = { GCC = "${mingw.stdenv.cc}/bin/x86_64-w64-mingw32-gcc"; GXX = "${mingw.stdenv.cc}/bin/x86_64-w64-mingw32-g++"; LIB = "${mingw.windows.mcfgthreads}"; DEV = "${pkgs.lib.getDev mingw.windows.mcfgthreads}"; }; }';
  const sources = `cd "$(mktemp -d)"
    echo 'int main(void) { return 0; }' >a.c
    printf '#include <mutex>\\n#include <string>\\n#include <thread>\\nint main() { std::mutex m; std::thread t([&] { m.lock(); }); t.join(); return std::string("a").size() - 1; }\\n' >a.cpp
    imports() { strings -a a.exe | grep -i "^lib.*[.]dll" | sort; }
  `;
  it.each([
    ['a program in C does not link without its library', '$GCC a.c -o a.exe', 'cannot find -lmcfgthread'],
    ['nor with -pthread and its library', '$GCC -pthread a.c -L$LIB/lib -o a.exe', 'cannot find -pthread'],
    [
      'objects and links without default libraries need none',
      'echo "int f(void) { return 0; }" >f.c; $GCC -c f.c && $GCC -nodefaultlibs -nostartfiles -Wl,--entry=f f.o -o f.exe',
      '',
    ],
    ['C++ does not compile without its headers', '$GXX -c a.cpp', 'mcfgthread/gthr.h: No such file or directory'],
    ['C++ does not link without its library', '$GXX a.cpp -I$DEV/include -o a.exe', 'cannot find -lmcfgthread'],
    ['a program in C links with -L', '$GCC a.c -L$LIB/lib -o a.exe && imports', ''],
    [
      'C++ imports its DLL',
      '$GXX a.cpp -I$DEV/include -L$LIB/lib -o a.exe && imports',
      'libgcc_s_seh-1.dll\nlibmcfgthread-2.dll\nlibstdc++-6.dll',
    ],
    ['C++ contains it with -static', '$GXX a.cpp -I$DEV/include -L$LIB/lib -static -o a.exe && imports', ''],
    [
      'the variables of the wrapper’s own name bring it',
      'export NIX_CFLAGS_COMPILE_x86_64_w64_mingw32="-isystem $DEV/include" NIX_LDFLAGS_x86_64_w64_mingw32=-L$LIB/lib; $GXX a.cpp -static -o a.exe',
      '',
    ],
    [
      'those of the host do not',
      'export NIX_CFLAGS_COMPILE="-isystem $DEV/include" NIX_LDFLAGS=-L$LIB/lib; $GCC a.c -o a.exe',
      'cannot find -lmcfgthread',
    ],
  ])('%s', async (_, script, expected) => {
    const { stdout } = await shell(given, `${sources} { ${script}; } 2>&1`);
    if (expected === '') expect(stdout).toBe('');
    else expect(stdout).toContain(expected);
  });
});
