import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const listed = (names: readonly string[]) => names.join(', ');

/** What can be seen of a binary from its headers. */
export const binaryFindings = {
  FORMAT_UNKNOWN: defineFinding({
    code: 'FORMAT_UNKNOWN',
    title: 'A file is no binary that mkcross knows',
    data: Type.Object({}),
    message: () => 'The file begins like none of ELF, PE, COFF, Mach-O, WebAssembly or an archive.',
    hint: () => 'Name a program, library, object or archive.',
  }),
  FILE_NOT_INSPECTED: defineFinding({
    code: 'FILE_NOT_INSPECTED',
    title: 'A file cannot be read',
    data: Type.Object({ reason: Type.String() }),
    message: ({ reason }) => `The file cannot be read: ${reason}.`,
    hint: () => 'Name a file that is there and that you may read.',
  }),
  BINARY_DAMAGED: defineFinding({
    code: 'BINARY_DAMAGED',
    title: 'The headers of a binary contradict the file',
    data: Type.Object({ problem: Type.String() }),
    message: ({ problem }) => `The file is damaged: ${problem}. What could be read is reported.`,
    hint: () => 'Build or download it again; if that changes nothing, the program that wrote it is at fault.',
  }),
  INTERPRETER_WITHOUT_LIBRARIES: defineFinding({
    code: 'INTERPRETER_WITHOUT_LIBRARIES',
    title: 'A program needs no library, and yet asks for an interpreter',
    data: Type.Object({ interpreter: Type.String() }),
    message: ({ interpreter }) =>
      `Everything is linked in, and yet the program asks for ${interpreter}: it does not start where that is missing, and may crash where it is not. A linker that does not know -static-pie, such as Debian's musl-gcc, does this.`,
    hint: () =>
      'Link with -static -no-pie (in Rust "-C relocation-model=static"), or add -Wl,-static,-pie,--no-dynamic-linker,-z,text.',
  }),
  LIBRARIES_WITHOUT_INTERPRETER: defineFinding({
    code: 'LIBRARIES_WITHOUT_INTERPRETER',
    title: 'A program needs libraries, and nothing loads them',
    data: Type.Object({ needed: Type.Array(Type.String()) }),
    message: ({ needed }) =>
      `The program needs ${listed(needed)}, but names no interpreter that would load them: it crashes when it starts.`,
    hint: () => 'Link with -static, or without --no-dynamic-linker.',
  }),
  TWO_C_LIBRARIES: defineFinding({
    code: 'TWO_C_LIBRARIES',
    title: 'A program for musl needs glibc',
    data: Type.Object({ interpreter: Type.String() }),
    message: ({ interpreter }) => `The program is loaded by musl's ${interpreter}, and needs glibc's libc.so.6.`,
    hint: () => "Link with the target's own linker; see CARGO_TARGET_<TRIPLE>_LINKER, CC_<triple>.",
  }),
  PATH_IN_NIX_STORE: defineFinding({
    code: 'PATH_IN_NIX_STORE',
    severity: 'warning',
    title: 'A program looks for something in the Nix store',
    data: Type.Object({ paths: Type.Array(Type.String()) }),
    message: ({ paths }) => `The program asks for ${listed(paths)}: no machine without that path starts it.`,
    hint: () =>
      'Link it statically, or before you give it to others run patchelf --remove-rpath and --set-interpreter on it.',
  }),
  STACK_EXECUTABLE: defineFinding({
    code: 'STACK_EXECUTABLE',
    severity: 'warning',
    title: 'The stack of a program can be executed',
    data: Type.Object({}),
    message: () => 'The stack can be executed (PT_GNU_STACK has the flag PF_X): what overflows a buffer can run code.',
    hint: () => 'Link with -z noexecstack; an assembly file without a .note.GNU-stack section is the usual cause.',
  }),
  TEXT_RELOCATIONS: defineFinding({
    code: 'TEXT_RELOCATIONS',
    severity: 'warning',
    title: 'The code of a program is changed when it is loaded',
    data: Type.Object({}),
    message: () => 'The code has relocations (DT_TEXTREL): musl and hardened kernels refuse to load it.',
    hint: () => 'Compile everything that is linked in with -fPIC.',
  }),
  DLL_OF_COMPILER: defineFinding({
    code: 'DLL_OF_COMPILER',
    severity: 'warning',
    title: 'A Windows program needs a DLL of the compiler',
    data: Type.Object({ dll: Type.String(), what: Type.String(), instead: Type.String() }),
    message: ({ dll, what }) =>
      `The program needs ${dll}, ${what}, which Windows does not have: without it, the program ends before it begins, without a message.`,
    hint: ({ dll, instead }) => `Ship ${dll} beside the program, or ${instead}.`,
  }),
  DLL_OF_REDISTRIBUTABLE: defineFinding({
    code: 'DLL_OF_REDISTRIBUTABLE',
    severity: 'warning',
    title: 'A Windows program needs the Visual C++ Redistributable',
    data: Type.Object({ dll: Type.String() }),
    message: ({ dll }) => `The program needs ${dll}, which the Visual C++ Redistributable installs.`,
    hint: () =>
      'Have its installer run the Redistributable, or link the runtime statically: /MT, in Rust "-C target-feature=+crt-static".',
  }),
  DLL_OF_OTHERS: defineFinding({
    code: 'DLL_OF_OTHERS',
    severity: 'warning',
    title: 'A Windows program needs a DLL that Windows does not have',
    data: Type.Object({ dll: Type.String() }),
    message: ({ dll }) => `The program needs ${dll}, which comes neither with Windows nor with a compiler known here.`,
    hint: ({ dll }) => `Ship ${dll} beside the program, or link that library statically.`,
  }),
  TWO_C_RUNTIMES: defineFinding({
    code: 'TWO_C_RUNTIMES',
    severity: 'warning',
    title: 'A Windows program uses two C runtimes',
    data: Type.Object({ crt: Type.Array(Type.String()) }),
    message: ({ crt }) =>
      `The program imports ${crt.join(' and ')}: memory of one freed by the other, and files opened by one, break.`,
    hint: () =>
      'Build all objects with one compiler: gcc of mingw-w64 makes them for msvcrt, zig and newer toolchains for ucrt.',
  }),
  ARCHIVE_MIXED: defineFinding({
    code: 'ARCHIVE_MIXED',
    title: 'An archive holds objects of different targets',
    data: Type.Object({
      groups: Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), count: Type.Number() })),
    }),
    message: ({ groups }) =>
      `The archive mixes targets:${groups.map(({ kind, name, count }) => `\n  ${kind}: ${count}, such as ${name}`).join('')}\nA linker skips what is not its own, and says that symbols are missing.`,
    hint: () =>
      'Delete the archive and build it again with one compiler; see that CC_<triple> is set for the target, and not CC.',
  }),
  EXPECTATION_FAILED: defineFinding({
    code: 'EXPECTATION_FAILED',
    title: 'A binary is not what it should be',
    data: Type.Object({
      property: Type.String(),
      expected: Type.String(),
      found: Type.String(),
      why: Type.Array(Type.String()),
    }),
    message: ({ property, expected, found, why }) =>
      `${property} should be ${expected}, and is ${found}${why.length === 0 ? '' : `: ${why.join('; ')}`}.`,
    hint: ({ property }) =>
      property === 'linkage'
        ? 'Look at the linker and its flags: run "npx mkcross explain CARGO_TARGET_<TRIPLE>_LINKER", or build with -v.'
        : 'Look at the target that was built for: --target, and the default in rust-toolchain.toml.',
  }),
} as const;
