import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExampleProgram } from './build-and-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
const windows = 'x86_64-pc-windows-gnu';
const musl = 'x86_64-unknown-linux-musl';
const aarch64 = 'aarch64-unknown-linux-musl';
const host = 'x86_64-unknown-linux-gnu';

const exe = (target: string) => (target === windows ? '.exe' : '');
const zigTarget = (target: string) => (target === windows ? 'x86_64-windows-gnu' : 'x86_64-linux-musl');
/** Starts a program by hand: directly, or through the target's runner. */
const byHand = (target: string, binary: string) => (target === windows ? `wine-${windows} ${binary}` : `./${binary}`);

function cargoProgram(folder: string, name: string, args: readonly string[], stdout: string): ExampleProgram {
  const quoted = args.map((arg) => `'${arg}'`).join(' ');
  return {
    project: join(examples, folder),
    targets: [windows, musl, host],
    build: (target) => `cargo build --quiet --target ${target}`,
    binary: (target) => join('target', target, 'debug', `${name}${exe(target)}`),
    run: (target) => `cargo run --quiet --target ${target} --bin ${name} -- ${quoted}`,
    stdout: () => stdout,
  };
}

/** A program that its own build system builds, and that is started by hand. */
function builtProgram(program: Omit<ExampleProgram, 'run' | 'targets'>, args = ''): ExampleProgram {
  return { targets: [windows, musl], run: (target) => `${byHand(target, program.binary(target))} ${args}`, ...program };
}

/** One part of the repository with several languages. */
const polyglotProgram = (binary: ExampleProgram['binary'], stdout: string): ExampleProgram =>
  builtProgram({
    project: join(examples, 'polyglot'),
    build: (target) => `./build.sh ${target}`,
    binary,
    stdout: () => stdout,
  });

/** The programs of the examples. */
export const examplePrograms: readonly ExampleProgram[] = [
  cargoProgram('hello-rust', 'example', [], 'Hello, world!'),
  {
    ...cargoProgram('foreign', 'machine', [], ''),
    targets: [aarch64, windows, musl],
    stdout: (target) => {
      const [arch = ''] = target.split('-');
      return `Rust for ${arch} ${target === windows ? 'windows' : 'linux'}, C for ${arch}`;
    },
  },
  cargoProgram(
    'rust-workspace',
    'notes',
    ['check'],
    'check: 5 of 20 notes found, 300 words, exception "no threads to count with", panic caught: true',
  ),
  {
    project: join(examples, 'zig-hello'),
    targets: [windows, musl],
    build: (target) => `zig build -Dtarget=${zigTarget(target)} --prefix build/${target}`,
    binary: (target) => `build/${target}/bin/letters${exe(target)}`,
    run: (target) => `zig build run -Dtarget=${zigTarget(target)} -- hello 'two words'`,
    stdout: () => 'hello has 5 letters\ntwo words has 8 letters',
  },
  builtProgram(
    {
      project: join(examples, 'cpp-cmake'),
      build: (target) =>
        `${target}-cmake -S . -B build/${target} -G Ninja && cmake --build build/${target} && ctest --test-dir build/${target} --output-on-failure`,
      binary: (target) => `build/${target}/app${exe(target)}`,
      stdout: () => 'average 1.5 of 2',
    },
    '1 2',
  ),
  {
    ...builtProgram(
      {
        project: join(examples, 'win32-gdiplus'),
        build: (target) =>
          `${target}-cmake -S . -B build/${target} -G Ninja && cmake --build build/${target} && ctest --test-dir build/${target} --output-on-failure`,
        binary: (target) => `build/${target}/clock${exe(target)}`,
        stdout: () => 'painted 10:10 in 240 x 240',
      },
      '--once 10:10',
    ),
    targets: [windows],
  },
  builtProgram(
    {
      project: join(examples, 'c-meson'),
      build: (target) =>
        `{ [ -e build/${target}/build.ninja ] || ${target}-meson setup build/${target}; } && meson test -C build/${target}`,
      binary: (target) => `build/${target}/app${exe(target)}`,
      stdout: (target) =>
        target === windows
          ? 'sizes 1.2.3: 2 words, long of 4 bytes, no fork, counts to two: 1'
          : 'sizes 1.2.3: 2 words, long of 8 bytes, fork, counts to two: 1',
    },
    'two words',
  ),
  builtProgram(
    {
      project: join(examples, 'c-make'),
      build: (target) => `${target}-make BUILD=build/${target} EXE=${exe(target)}`,
      binary: (target) => `build/${target}/fold${exe(target)}`,
      stdout: () => 'one two\nthree\n2 lines',
    },
    "9 'one two three'",
  ),
  builtProgram(
    {
      project: join(examples, 'devenv'),
      build: (target) => `${target}-make BUILD=build/${target} EXE=${exe(target)}`,
      binary: (target) => `build/${target}/words${exe(target)}`,
      stdout: () => 'three has 5 letters',
    },
    'three',
  ),
  polyglotProgram((target) => `target/${target}/debug/in-rust${exe(target)}`, 'Rust, with C: 42'),
  polyglotProgram((target) => `build/${target}/zig/bin/in-zig${exe(target)}`, 'Zig: 42'),
  polyglotProgram((target) => `build/${target}/cpp/in-cpp${exe(target)}`, 'C++, in a thread: 42'),
];
