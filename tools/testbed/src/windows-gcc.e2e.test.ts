import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, foreignNeeds, readBinary, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const triple = 'x86_64-pc-windows-gnu';

const c = '#include <stdio.h>\nint main(void) {\n  puts("c");\n  return 0;\n}\n';
/** Strings, threads, a mutex, an exception that crosses a thread, and storage of a thread with a destructor. */
const threads = `#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace {
struct Mark {
  std::string text{"unset"};
  ~Mark() { text.clear(); }
};
thread_local Mark mark;
std::mutex mutex;
}

extern "C" int from_cpp(void) {
  std::exception_ptr caught;
  std::string seen;
  std::thread worker([&] {
    std::lock_guard<std::mutex> lock(mutex);
    mark.text = "set";
    seen = mark.text;
    try {
      throw std::runtime_error("thrown");
    } catch (...) {
      caught = std::current_exception();
    }
  });
  worker.join();
  try {
    std::rethrow_exception(caught);
  } catch (const std::runtime_error &error) {
    return seen == "set" && mark.text == "unset" && std::string(error.what()) == "thrown" ? 42 : 1;
  }
  return 2;
}
`;
const cpp = `${threads}#include <iostream>\nint main() {\n  std::cout << "c++ " << from_cpp() << std::endl;\n}\n`;

const files: Readonly<Record<string, string>> = {
  'mkcross.toml':
    'plugins = ["rust", "rust-mingw", "wine"]\ntargets = ["x86_64-pc-windows-gnu"]\n[nix]\npackages = ["cmake", "meson", "ninja"]\n',
  'rust-toolchain.toml': `[toolchain]\nchannel = "1.96.0"\ntargets = ["${triple}"]\n`,
  'c.c': c,
  'cpp.cpp': cpp,
  'CMakeLists.txt':
    'cmake_minimum_required(VERSION 3.20)\nproject(both C CXX)\nfind_package(Threads REQUIRED)\nset(CMAKE_CXX_STANDARD 17)\nadd_executable(c c.c)\nadd_executable(cpp cpp.cpp)\ntarget_link_libraries(cpp Threads::Threads)\n',
  'meson.build':
    "project('both', 'c', 'cpp', default_options: ['cpp_std=c++17'])\nexecutable('c', 'c.c')\nexecutable('cpp', 'cpp.cpp', dependencies: dependency('threads'))\n",
  'configure.ac':
    'AC_INIT([both], [1])\nAM_INIT_AUTOMAKE([foreign])\nAC_PROG_CC\nAC_PROG_CXX\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n',
  'Makefile.am': 'bin_PROGRAMS = c cpp\nc_SOURCES = c.c\ncpp_SOURCES = cpp.cpp\n',
  'plain/Makefile':
    'all: c.exe cpp.exe\n%.exe: ../%.c\n\t$(CC) $< -o $@ $(LDFLAGS)\n%.exe: ../%.cpp\n\t$(CXX) $< -o $@ $(LDFLAGS)\n',
  'Cargo.toml':
    '[package]\nname = "both"\nversion = "0.1.0"\nedition = "2021"\n[build-dependencies]\ncc = "1.2"\ncmake = "0.1"\n',
  'build.rs': `fn main() {
    cc::Build::new().cpp(true).std("c++17").file("threads.cpp").warnings_into_errors(true).compile("threads");
    let built = cmake::Config::new("by-cmake").build_target("sum").build();
    println!("cargo:rustc-link-search=native={}/build", built.display());
    println!("cargo:rustc-link-lib=static=sum");
}
`,
  'threads.cpp': threads,
  'by-cmake/CMakeLists.txt':
    'cmake_minimum_required(VERSION 3.20)\nproject(sum C CXX)\nadd_library(sum STATIC sum.c)\n',
  'by-cmake/sum.c': 'int sum(int a, int b) { return a + b; }\n',
  'src/main.rs': `extern "C" {
    fn from_cpp() -> i32;
    fn sum(a: i32, b: i32) -> i32;
}
fn main() {
    let caught = std::panic::catch_unwind(|| panic!("caught")).is_err();
    let thread = std::thread::spawn(|| unsafe { from_cpp() }).join().unwrap();
    println!("rust {caught} {thread} {}", unsafe { sum(40, 2) });
}
`,
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-windows-gcc-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
  await execa('autoreconf', ['--install'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

async function build(script: string, nixpkgs: 'new' | 'old' = 'new') {
  const { exitCode, stdout, stderr } = await develop(testbed, {
    project,
    nixpkgs,
    command: ['bash', '-ec', script],
  });
  expect([exitCode, exitCode === 0 ? '' : `${stdout}\n${stderr}`]).toEqual([0, '']);
  return stdout;
}

/** Each program runs, and imports no DLL but those of Windows. */
async function expectPrograms(folder: string, programs: Readonly<Record<string, string>>) {
  for (const [name, printed] of Object.entries(programs)) {
    const path = join(project, folder, name);
    expect([path, foreignNeeds(await readBinary(path))]).toEqual([path, []]);
    expect((await build(`wine-${triple} ${path}`)).trim()).toBe(printed);
  }
}
const both = { 'c.exe': 'c', 'cpp.exe': 'c++ 42' };

describe('Windows programs in C and C++ by gcc of nixpkgs contain its threads', () => {
  it.each(['new', 'old'] as const)('compiled by its name in the shell, on %s nixpkgs', async (nixpkgs) => {
    const folder = `build/name-${nixpkgs}`;
    await build(
      `mkdir -p ${folder}; ${triple}-gcc c.c -static -o ${folder}/c.exe; ${triple}-g++ cpp.cpp -static -o ${folder}/cpp.exe`,
      nixpkgs,
    );
    await expectPrograms(folder, both);
  });

  it('built by CMake', async () => {
    await build(`${triple}-cmake -S . -B build/cmake -G Ninja; cmake --build build/cmake`);
    await expectPrograms('build/cmake', both);
  });

  it('built by Meson', async () => {
    await build(`${triple}-meson setup build/meson; ninja -C build/meson`);
    await expectPrograms('build/meson', both);
  });

  it('built by configure of autoconf', async () => {
    await build(`mkdir -p build/configure; cd build/configure; ../../configure --host=${triple}; make`);
    await expectPrograms('build/configure', both);
  });

  it('built by a Makefile', async () => {
    await build(`${triple}-make -C plain`);
    await expectPrograms('plain', both);
  });

  it('built by cargo with the cc and cmake crates', async () => {
    await build('cargo build --quiet');
    await expectPrograms(`target/${triple}/debug`, { 'both.exe': 'rust true 42 42' });
  });
});

it('programs that load the DLLs of gcc find them under the runner', async () => {
  await build(`mkdir -p build/dll; ${triple}-gcc c.c -o build/dll/c.exe; ${triple}-g++ cpp.cpp -o build/dll/cpp.exe`);
  const { needed } = await readBinary(join(project, 'build/dll/cpp.exe'));
  expect(needed).toEqual(expect.arrayContaining(['libmcfgthread-2.dll', 'libstdc++-6.dll']));
  expect((await build(`wine-${triple} build/dll/cpp.exe`)).trim()).toBe('c++ 42');
});
