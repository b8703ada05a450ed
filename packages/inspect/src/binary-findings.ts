import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const listed = (names: readonly string[]) => names.join(', ');

/** Problems of binaries that their headers show, and differences from what is expected of them. */
export const inspectFindings = {
  FORMAT_UNKNOWN: defineFinding({
    code: 'FORMAT_UNKNOWN',
    data: Type.Object({}),
    title: 'Unrecognized file format',
    cause: 'The first bytes of the file are not those of ELF, PE, COFF, Mach-O, WebAssembly or an archive.',
    example: '$ npx mkcross inspect README.md',
    fix: 'Name a program, library, object file or archive.',
    message: () => 'Unrecognized file format: not ELF, PE, COFF, Mach-O, WebAssembly or an archive.',
    hint: () => 'Pass a program, library, object file or archive.',
  }),
  FILE_NOT_INSPECTED: defineFinding({
    code: 'FILE_NOT_INSPECTED',
    data: Type.Object({ reason: Type.String() }),
    title: 'Cannot read a file',
    cause: 'The file does not exist, is a folder, or its permissions forbid reading it.',
    example: '$ npx mkcross inspect missing.exe',
    fix: 'Name a file that exists and that you may read.',
    message: ({ reason }) => `Cannot read the file: ${reason}.`,
    hint: () => 'Check the path and the permissions of the file.',
  }),
  BINARY_DAMAGED: defineFinding({
    code: 'BINARY_DAMAGED',
    data: Type.Object({ problem: Type.String() }),
    title: 'Damaged binary',
    cause: 'The headers point outside the file or contradict one another: the file is truncated or was modified.',
    example: '$ head -c 1000 app > short\n$ npx mkcross inspect short',
    fix: 'Build or download the file again.',
    message: ({ problem }) => `Damaged binary: ${problem}. The report contains only what could be read.`,
    hint: () => 'Build or download the file again. If the problem remains, report it to the authors of its linker.',
  }),
  INSPECTION_INCOMPLETE: defineFinding({
    code: 'INSPECTION_INCOMPLETE',
    data: Type.Object({ limits: Type.Array(Type.String()) }),
    title: 'Not all of the binary was read',
    cause:
      'A table of the file has more entries than mkcross reads, and more than tools that make binaries write; or the file names others that mkcross does not read: assemblies of .NET, members of a thin archive. What was not read is unknown.',
    example: '$ npx mkcross inspect app.exe',
    fix: 'Find out what made the file: linkers write no such tables. An archive of many thousand members can be split. Make a thin archive into a whole one by "ar" without "T".',
    message: ({ limits }) => `Not all of the binary was read: ${limits.join('; ')}. What was not read may differ.`,
    hint: () => 'Find out what made the file; split an archive of many thousand members.',
  }),
  INTERPRETER_WITHOUT_LIBRARIES: defineFinding({
    code: 'INTERPRETER_WITHOUT_LIBRARIES',
    data: Type.Object({ interpreter: Type.String() }),
    title: 'Statically linked program names an interpreter',
    cause:
      'The program is linked statically but names a dynamic loader. Linkers that do not know -static-pie, such as musl-gcc of Debian, produce this.',
    example: '$ musl-gcc -static-pie main.c -o app\n$ npx mkcross inspect app',
    fix: 'Link with "-static -no-pie", or with the linker of the shell.',
    message: ({ interpreter }) =>
      `The program needs no shared library but names the interpreter ${interpreter}. It does not start where that file is missing, and may crash where it exists. Linker drivers without support for -static-pie, such as Debian's musl-gcc, cause this.`,
    hint: () =>
      'Link with -static -no-pie (in Rust "-C relocation-model=static"), or add -Wl,-static,-pie,--no-dynamic-linker,-z,text.',
  }),
  LIBRARIES_WITHOUT_INTERPRETER: defineFinding({
    code: 'LIBRARIES_WITHOUT_INTERPRETER',
    data: Type.Object({ needed: Type.Array(Type.String()) }),
    title: 'Program needs shared libraries but names no interpreter',
    cause: 'The program needs shared libraries but names no dynamic loader.',
    example: '$ gcc main.c -Wl,--no-dynamic-linker -o app\n$ npx mkcross inspect app',
    fix: 'Link statically, or without --no-dynamic-linker.',
    message: ({ needed }) =>
      `The program needs ${listed(needed)} but names no interpreter that loads them. It crashes at start.`,
    hint: () => 'Link with -static, or without --no-dynamic-linker.',
  }),
  TWO_C_LIBRARIES: defineFinding({
    code: 'TWO_C_LIBRARIES',
    data: Type.Object({ interpreter: Type.String() }),
    title: 'Program is linked with glibc and loaded by musl',
    cause: 'The program was compiled for musl and linked with a library for glibc, or the reverse.',
    example: '$ gcc main.c -Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1 -o app\n$ npx mkcross inspect app',
    fix: 'Link with the linker of the target, and only libraries that were built for it.',
    message: ({ interpreter }) => `The program is loaded by musl's ${interpreter} but needs glibc's libc.so.6.`,
    hint: () => "Link with the target's own linker: check CARGO_TARGET_<TRIPLE>_LINKER and CC_<triple>.",
  }),
  PATH_IN_NIX_STORE: defineFinding({
    code: 'PATH_IN_NIX_STORE',
    data: Type.Object({ paths: Type.Array(Type.String()) }),
    title: 'Program depends on a path in the Nix store',
    cause: 'The program was linked in a Nix environment, and its loader or run path is in /nix/store.',
    example: '$ nix develop -c gcc main.c -o app\n$ npx mkcross inspect app',
    fix: 'Link statically, or change the paths with patchelf before you ship the program.',
    severity: 'warning',
    message: ({ paths }) => `The program depends on ${listed(paths)}. It does not start on machines without that path.`,
    hint: () =>
      'Link statically, or run patchelf --remove-rpath and --set-interpreter on the program before you distribute it.',
  }),
  STACK_EXECUTABLE: defineFinding({
    code: 'STACK_EXECUTABLE',
    data: Type.Object({}),
    title: 'Executable stack',
    cause:
      'An object file has no .note.GNU-stack section, usually one from assembly code, or the program was linked with -z execstack.',
    example: '$ gcc main.c -z execstack -o app\n$ npx mkcross inspect app',
    fix: 'Link with -z noexecstack.',
    severity: 'warning',
    message: () =>
      'The stack is executable (PT_GNU_STACK has the flag PF_X). A buffer overflow can execute injected code.',
    hint: () => 'Link with -z noexecstack. The usual cause is an assembly file without a .note.GNU-stack section.',
  }),
  TEXT_RELOCATIONS: defineFinding({
    code: 'TEXT_RELOCATIONS',
    data: Type.Object({}),
    title: 'Relocations in code',
    cause: 'Code that was compiled without -fPIC is linked into a shared library or a position-independent program.',
    example: '$ gcc -m32 -fno-pic -shared a.c -o liba.so\n$ npx mkcross inspect liba.so',
    fix: 'Compile all code with -fPIC.',
    severity: 'warning',
    message: () => 'The code contains relocations (DT_TEXTREL). musl and hardened kernels refuse to load it.',
    hint: () => 'Compile all linked code with -fPIC.',
  }),
  DLL_OF_COMPILER: defineFinding({
    code: 'DLL_OF_COMPILER',
    data: Type.Object({ dll: Type.String(), what: Type.String(), alternative: Type.String() }),
    title: "Program needs a DLL of the compiler's runtime",
    cause: 'A runtime library of the compiler, such as libstdc++ or winpthreads, is linked dynamically.',
    example: '$ x86_64-w64-mingw32-g++ main.cpp -o app.exe\n$ npx mkcross inspect app.exe',
    fix: 'Ship the DLL next to the program, or link the library statically.',
    severity: 'warning',
    message: ({ dll, what }) =>
      `The program needs ${dll} (${what}), which is not part of Windows. Without it, the program fails to load, with no error message.`,
    hint: ({ dll, alternative }) => `Distribute ${dll} with the program, or ${alternative}.`,
  }),
  DLL_OF_REDISTRIBUTABLE: defineFinding({
    code: 'DLL_OF_REDISTRIBUTABLE',
    data: Type.Object({ dll: Type.String() }),
    title: 'Program needs the Visual C++ Redistributable',
    cause: 'The program was linked with the dynamic C runtime of Visual C++.',
    example: '$ cl /MD main.c\n$ npx mkcross inspect main.exe',
    fix: 'Install the Redistributable with the program, or link the runtime statically.',
    severity: 'warning',
    message: ({ dll }) => `The program needs ${dll}, which the Visual C++ Redistributable installs.`,
    hint: () =>
      'Run the Redistributable in your installer, or link the runtime statically: /MT, in Rust "-C target-feature=+crt-static".',
  }),
  DLL_UNKNOWN: defineFinding({
    code: 'DLL_UNKNOWN',
    data: Type.Object({ dll: Type.String() }),
    title: 'Program needs a DLL that is not part of Windows',
    cause: 'The program links a DLL that is neither part of Windows nor of a compiler that mkcross knows.',
    example: '$ x86_64-w64-mingw32-gcc main.c -lz -o app.exe\n$ npx mkcross inspect app.exe',
    fix: 'Ship the DLL next to the program, or link the library statically.',
    severity: 'warning',
    message: ({ dll }) => `The program needs ${dll}, which is part of neither Windows nor a known compiler.`,
    hint: ({ dll }) => `Distribute ${dll} with the program, or link the library statically.`,
  }),
  TWO_C_RUNTIMES: defineFinding({
    code: 'TWO_C_RUNTIMES',
    data: Type.Object({ crt: Type.Array(Type.String()) }),
    title: 'Program uses two C runtimes',
    cause: 'Objects from compilers with different C runtimes, msvcrt and ucrt, are linked into one program.',
    example: '$ npx mkcross inspect mixed.exe',
    fix: 'Build all objects with one compiler.',
    severity: 'warning',
    message: ({ crt }) =>
      `The program imports ${crt.join(' and ')}. Memory and open files of one runtime must not be used with the other.`,
    hint: () =>
      'Build all objects with one compiler: gcc of mingw-w64 targets msvcrt, zig and newer toolchains target ucrt.',
  }),
  ARCHIVE_MIXED: defineFinding({
    code: 'ARCHIVE_MIXED',
    data: Type.Object({
      groups: Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), count: Type.Number() })),
    }),
    title: 'Archive contains objects for different targets',
    cause: 'Objects of different targets were added to one static library, often because CC is set for all targets.',
    example: '$ ar rc lib.a linux.o windows.obj\n$ npx mkcross inspect lib.a',
    fix: 'Delete the archive, and build it again with the compiler of the target.',
    message: ({ groups }) =>
      `The archive contains objects for different targets:${groups.map(({ kind, name, count }) => `\n  ${kind}: ${count}, such as ${name}`).join('')}\nLinkers skip objects of other targets and then report undefined symbols.`,
    hint: () => 'Delete the archive and build it again with one compiler: set CC_<triple>, not CC.',
  }),
  EXPECTATION_FAILED: defineFinding({
    code: 'EXPECTATION_FAILED',
    data: Type.Object({
      property: Type.String(),
      expected: Type.String(),
      found: Type.String(),
      why: Type.Array(Type.String()),
    }),
    title: 'Binary differs from what is expected',
    cause: 'The headers of the binary do not match what the target, the configuration or the command line expects.',
    example: '$ npx mkcross inspect app --expect static',
    fix: 'Correct the flags of the linker or the target of the build.',
    message: ({ property, expected, found, why }) =>
      `Expected ${property} "${expected}", found "${found}"${why.length === 0 ? '' : `: ${why.join('; ')}`}.`,
    hint: ({ property }) =>
      property === 'linkage'
        ? 'Check the linker and its flags: run "npx mkcross explain CARGO_TARGET_<TRIPLE>_LINKER", or build with -v.'
        : 'Check the target of the build: --target, and the default in rust-toolchain.toml.',
  }),
  GLIBC_TOO_NEW: defineFinding({
    code: 'GLIBC_TOO_NEW',
    data: Type.Object({
      library: Type.String(),
      version: Type.String(),
      symbols: Type.Array(Type.String()),
      maximum: Type.String(),
    }),
    title: 'Program needs a newer glibc than expected',
    cause: 'The program was linked against a newer glibc than the target or the configuration allows.',
    example: '$ npx mkcross inspect app',
    fix: 'Link on an older system, or choose a toolchain with an older glibc or musl.',
    message: ({ library, version, symbols, maximum }) =>
      `The program needs ${symbols.length === 0 ? version : `${listed(symbols)} of version ${version}`} from ${library}. The highest allowed version is GLIBC_${maximum}.`,
    hint: ({ maximum }) =>
      `Build for glibc ${maximum}: zig links for it with -target <arch>-linux-gnu.${maximum}. Or raise the limit.`,
  }),
  LIBRARY_NOT_ALLOWED: defineFinding({
    code: 'LIBRARY_NOT_ALLOWED',
    data: Type.Object({ library: Type.String() }),
    title: 'Binary needs a library that is not allowed',
    cause: 'The program needs a shared library that is not in the list of allowed libraries.',
    example: '$ npx mkcross inspect app',
    fix: 'Link the library statically, or add it to the allowed libraries.',
    message: ({ library }) =>
      `The binary needs "${library}", which is neither part of the target's system nor an allowed library.`,
    hint: ({ library }) => `Link "${library}" statically, or allow it.`,
  }),
} as const;
