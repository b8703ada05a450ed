import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildRequest } from '@mkcross/build-systems';
import { gcc, inputOf, musl, targetOf, zig } from './inputs.ts';
import { adapter } from './rendered.ts';
import { disk, Sandbox } from './sandbox.ts';

const cmake = adapter('cmake');

describe('a CMake project', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  it('is built by CMake itself, with libraries of the target, and its programs and libraries are found', async () => {
    // The machine's own compiler stands for that of the target.
    const libraries = { libraries: ['acme/leaf'], executableFlags: ['-Wl,--as-needed'] };
    const input = inputOf(musl, gcc(musl, { ...libraries, linkage: 'dynamic' }));
    sandbox.add(cmake.target(input));
    for (const [name, command] of [
      ['gcc', 'gcc'],
      ['g++', 'g++'],
      ['ar', 'ar'],
      ['ranlib', 'ranlib'],
      ['nm', 'nm'],
      ['strip', 'strip'],
    ] as const)
      sandbox.program(`${musl.triple}-${name}`, `exec ${command} "$@"`);
    sandbox.write('acme/leaf/include/leaf.h', '');
    const project = {
      'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(notes C CXX)
find_path(LEAF leaf.h REQUIRED)
find_path(STDIO stdio.h)
message(STATUS "leaf in \${LEAF}, stdio in \${STDIO}, archiver \${CMAKE_C_COMPILER_AR}")
add_executable(app main.c)
add_library(shared SHARED lib.cpp)
add_library(static STATIC lib.cpp)
add_executable(unbuilt EXCLUDE_FROM_ALL main.c)
include(CheckCSourceRuns)
check_c_source_runs("int main(void) { return 0; }" RUNS)
if(NOT RUNS)
  message(FATAL_ERROR "try_run does not work")
endif()
enable_testing()
add_test(NAME app COMMAND app)
`,
      'main.c': 'int main(void) { return 0; }\n',
      'lib.cpp': 'int answer() { return 42; }\n',
    };
    for (const [name, text] of Object.entries(project)) sandbox.write(`notes/${name}`, text);
    const request: BuildRequest = { input, folder: join(sandbox.folder, 'notes'), output: join(sandbox.folder, 'out') };
    let configured = '';
    for (const step of await cmake.project.build(request, disk)) {
      for (const [path, text] of Object.entries(step.files ?? {}))
        sandbox.write(path.slice(sandbox.folder.length + 1), text);
      const [name, ...args] = step.command;
      const ended = sandbox.run(name, args, {}, request.folder);
      expect(ended).toMatchObject({ code: 0 });
      configured += ended.stdout;
    }
    // Of the host, nothing is found.
    expect(configured).toContain(
      `leaf in ${sandbox.folder}/acme/leaf/include, stdio in STDIO-NOTFOUND, archiver ${sandbox.folder}/bin/${musl.triple}-ar`,
    );
    const built = { ...disk, printed: {} };
    const output = request.output;
    expect(await cmake.project.artifacts(request, built)).toEqual([
      { name: 'app', path: `${output}/app`, kind: 'executable', run: true, folder: request.folder },
      { name: 'libshared', path: `${output}/libshared.so`, kind: 'library', run: false, folder: request.folder },
      { name: 'libstatic', path: `${output}/libstatic.a`, kind: 'library', run: false, folder: request.folder },
    ]);
    const [test] = await cmake.project.test(request, built);
    const [name = '', ...args] = test?.command ?? [];
    expect(sandbox.run(name, args, {}, request.folder).stdout).toContain('100% tests passed');
  });

  it('for Android does not look for an NDK', () => {
    const target = targetOf('aarch64-linux-android');
    sandbox.add(cmake.target(inputOf(target, zig(target))));
    sandbox.program(`${target.triple}-cc`, 'exec gcc "$@"');
    sandbox.write(
      'CMakeLists.txt',
      'cmake_minimum_required(VERSION 3.20)\nproject(app C)\nmessage(STATUS "${CMAKE_SYSTEM_NAME} ${ANDROID}")\n',
    );
    mkdirSync(join(sandbox.folder, 'out'));
    const ended = sandbox.run(`${target.triple}-cmake`, ['-S', '.', '-B', 'out']);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('-- Android 1');
  });
});
