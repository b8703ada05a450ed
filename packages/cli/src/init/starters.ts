import type { GeneratedFile } from '@mkcross/composer';
import type { Language } from './languages.ts';
import { enableWine, toolchainText } from './propose.ts';

/** The files of a first project, mkcross.toml aside: it builds for musl and for Windows as it is. */
export function starterFiles(language: Language): readonly GeneratedFile[] {
  return Object.entries(starters[language]).map(([path, text]) => ({ path, text }));
}

// std.debug.print, createModule and steps without arguments are what Zig 0.15, 0.16 and 0.17 have in common.
const buildZig = `const std = @import("std");
const builtin = @import("builtin");

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    // Zig 0.16 and older start Windows programs by Wine only where this or -fwine says so.
    ${enableWine}

    const module = b.createModule(.{
        .root_source_file = b.path("src/main.zig"),
        .target = target,
        .optimize = optimize,
    });
    const exe = b.addExecutable(.{ .name = "hello", .root_module = module });
    b.installArtifact(exe);

    const run = b.addRunArtifact(exe);
    b.step("run", "Run the program").dependOn(&run.step);

    const tests = b.addRunArtifact(b.addTest(.{ .root_module = module }));
    b.step("test", "Run the tests").dependOn(&tests.step);
}
`;

const mainZig = `const std = @import("std");

fn add(a: u32, b: u32) u32 {
    return a + b;
}

pub fn main() void {
    std.debug.print("Hello, world! 1 + 2 = {d}\\n", .{add(1, 2)});
}

test add {
    try std.testing.expectEqual(3, add(1, 2));
}
`;

const starters: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  rust: {
    'Cargo.toml': `[package]
name = "hello"
version = "0.1.0"
edition = "2021"

[dependencies]
`,
    'src/main.rs': `fn main() {
    println!("Hello, world!");
}
`,
    'rust-toolchain.toml': toolchainText,
  },
  zig: { 'build.zig': buildZig, 'src/main.zig': mainZig },
  c: {
    'CMakeLists.txt': `cmake_minimum_required(VERSION 3.16)
project(hello LANGUAGES C)

add_executable(hello main.c)

enable_testing()
add_test(NAME hello COMMAND hello)
`,
    'main.c': `#include <stdio.h>

int main(void) {
    puts("Hello, world!");
    return 0;
}
`,
  },
  cpp: {
    'CMakeLists.txt': `cmake_minimum_required(VERSION 3.16)
project(hello LANGUAGES CXX)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
find_package(Threads REQUIRED)

add_executable(hello main.cpp)
target_link_libraries(hello PRIVATE Threads::Threads)

enable_testing()
add_test(NAME hello COMMAND hello)
`,
    'main.cpp': `#include <iostream>
#include <thread>

int main() {
    std::thread greeter([] { std::cout << "Hello, world!\\n"; });
    greeter.join();
}
`,
  },
};
