import { defineFinding } from '@mkcross/core';

const listed = (names: readonly string[]) => names.join(', ');

/** What can be seen of a binary from its headers. */
export const inspectFindings = {
  FORMAT_UNKNOWN: defineFinding<object>('FORMAT_UNKNOWN', {
    title: 'A file is no binary that mkcross knows',
    message: () => 'The file begins like none of ELF, PE, COFF, Mach-O, WebAssembly or an archive.',
    hint: () => 'Name a program, library, object or archive.',
  }),
  FILE_NOT_INSPECTED: defineFinding<{ readonly reason: string }>('FILE_NOT_INSPECTED', {
    title: 'A file cannot be read',
    message: ({ reason }) => `The file cannot be read: ${reason}.`,
    hint: () => 'Name a file that is there and that you may read.',
  }),
  BINARY_DAMAGED: defineFinding<{ readonly problem: string }>('BINARY_DAMAGED', {
    title: 'The headers of a binary contradict the file',
    message: ({ problem }) => `The file is damaged: ${problem}. What could be read is reported.`,
    hint: () => 'Build or download it again; if that changes nothing, the program that wrote it is at fault.',
  }),
  INTERPRETER_WITHOUT_LIBRARIES: defineFinding<{ readonly interpreter: string }>('INTERPRETER_WITHOUT_LIBRARIES', {
    title: 'A program needs no library, and yet asks for an interpreter',
    message: ({ interpreter }) =>
      `Everything is linked in, and yet the program asks for ${interpreter}: it does not start where that is missing, and may crash where it is not. A linker that does not know -static-pie, such as Debian's musl-gcc, does this.`,
    hint: () =>
      'Link with -static -no-pie (in Rust "-C relocation-model=static"), or add -Wl,-static,-pie,--no-dynamic-linker,-z,text.',
  }),
  LIBRARIES_WITHOUT_INTERPRETER: defineFinding<{ readonly needed: readonly string[] }>(
    'LIBRARIES_WITHOUT_INTERPRETER',
    {
      title: 'A program needs libraries, and nothing loads them',
      message: ({ needed }) =>
        `The program needs ${listed(needed)}, but names no interpreter that would load them: it crashes when it starts.`,
      hint: () => 'Link with -static, or without --no-dynamic-linker.',
    },
  ),
  TWO_C_LIBRARIES: defineFinding<{ readonly interpreter: string }>('TWO_C_LIBRARIES', {
    title: 'A program for musl needs glibc',
    message: ({ interpreter }) => `The program is loaded by musl's ${interpreter}, and needs glibc's libc.so.6.`,
    hint: () => "Link with the target's own linker; see CARGO_TARGET_<TRIPLE>_LINKER, CC_<triple>.",
  }),
  PATH_IN_NIX_STORE: defineFinding<{ readonly paths: readonly string[] }>('PATH_IN_NIX_STORE', {
    title: 'A program looks for something in the Nix store',
    severity: 'warning',
    message: ({ paths }) => `The program asks for ${listed(paths)}: no machine without that path starts it.`,
    hint: () =>
      'Link it statically, or before you give it to others run patchelf --remove-rpath and --set-interpreter on it.',
  }),
  STACK_EXECUTABLE: defineFinding<object>('STACK_EXECUTABLE', {
    title: 'The stack of a program can be executed',
    severity: 'warning',
    message: () => 'The stack can be executed (PT_GNU_STACK has the flag PF_X): what overflows a buffer can run code.',
    hint: () => 'Link with -z noexecstack; an assembly file without a .note.GNU-stack section is the usual cause.',
  }),
  TEXT_RELOCATIONS: defineFinding<object>('TEXT_RELOCATIONS', {
    title: 'The code of a program is changed when it is loaded',
    severity: 'warning',
    message: () => 'The code has relocations (DT_TEXTREL): musl and hardened kernels refuse to load it.',
    hint: () => 'Compile everything that is linked in with -fPIC.',
  }),
  DLL_OF_COMPILER: defineFinding<{ readonly dll: string; readonly what: string; readonly instead: string }>(
    'DLL_OF_COMPILER',
    {
      title: 'A Windows program needs a DLL of the compiler',
      severity: 'warning',
      message: ({ dll, what }) =>
        `The program needs ${dll}, ${what}, which Windows does not have: without it, the program ends before it begins, without a message.`,
      hint: ({ dll, instead }) => `Ship ${dll} beside the program, or ${instead}.`,
    },
  ),
  DLL_OF_REDISTRIBUTABLE: defineFinding<{ readonly dll: string }>('DLL_OF_REDISTRIBUTABLE', {
    title: 'A Windows program needs the Visual C++ Redistributable',
    severity: 'warning',
    message: ({ dll }) => `The program needs ${dll}, which the Visual C++ Redistributable installs.`,
    hint: () =>
      'Have its installer run the Redistributable, or link the runtime statically: /MT, in Rust "-C target-feature=+crt-static".',
  }),
  DLL_OF_OTHERS: defineFinding<{ readonly dll: string }>('DLL_OF_OTHERS', {
    title: 'A Windows program needs a DLL that Windows does not have',
    severity: 'warning',
    message: ({ dll }) => `The program needs ${dll}, which comes neither with Windows nor with a compiler known here.`,
    hint: ({ dll }) => `Ship ${dll} beside the program, or link that library statically.`,
  }),
  TWO_C_RUNTIMES: defineFinding<{ readonly crt: readonly string[] }>('TWO_C_RUNTIMES', {
    title: 'A Windows program uses two C runtimes',
    severity: 'warning',
    message: ({ crt }) =>
      `The program imports ${crt.join(' and ')}: memory of one freed by the other, and files opened by one, break.`,
    hint: () =>
      'Build all objects with one compiler: gcc of mingw-w64 makes them for msvcrt, zig and newer toolchains for ucrt.',
  }),
  ARCHIVE_MIXED: defineFinding<{
    readonly groups: readonly { readonly kind: string; readonly name: string; readonly count: number }[];
  }>('ARCHIVE_MIXED', {
    title: 'An archive holds objects of different targets',
    message: ({ groups }) =>
      `The archive mixes targets:${groups.map(({ kind, name, count }) => `\n  ${kind}: ${count}, such as ${name}`).join('')}\nA linker skips what is not its own, and says that symbols are missing.`,
    hint: () =>
      'Delete the archive and build it again with one compiler; see that CC_<triple> is set for the target, and not CC.',
  }),
  EXPECTATION_FAILED: defineFinding<{
    readonly property: string;
    readonly expected: string;
    readonly found: string;
    readonly why: readonly string[];
  }>('EXPECTATION_FAILED', {
    title: 'A binary is not what it should be',
    message: ({ property, expected, found, why }) =>
      `${property} should be ${expected}, and is ${found}${why.length === 0 ? '' : `: ${why.join('; ')}`}.`,
    hint: ({ property }) =>
      property === 'linkage'
        ? 'Look at the linker and its flags: run "npx mkcross explain CARGO_TARGET_<TRIPLE>_LINKER", or build with -v.'
        : 'Look at the target that was built for: --target, and the default in rust-toolchain.toml.',
  }),
} as const;
