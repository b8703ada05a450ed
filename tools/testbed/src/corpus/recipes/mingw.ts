import type { Recipe, Truth } from '../specimen.ts';

const gcc = 'x86_64-w64-mingw32-gcc-posix';
const cpp = 'x86_64-w64-mingw32-g++-posix';
const dlltool = 'x86_64-w64-mingw32-dlltool';
const windres = 'x86_64-w64-mingw32-windres';

const windows = { arch: 'x86_64', os: 'windows', bits: 64, endian: 'little', findings: [] } as const satisfies Truth;
/** What the startup code of mingw-w64 asks for. */
const system = ['kernel32.dll', 'msvcrt.dll'] as const;
const program = {
  ...windows,
  format: 'pe',
  kind: 'executable',
  linkage: 'static',
  interpreter: null,
  needed: system,
  delayed: [],
  crt: ['msvcrt'],
  subsystem: 'console',
} as const satisfies Truth;
const object = { ...windows, format: 'coff', kind: 'object', linkage: null } as const satisfies Truth;

const inC = (name: string, flags: string, truth: Truth): Recipe => ({
  name,
  truth: { ...program, ...truth },
  make: [`${gcc} hello.c -o out.bin${flags}`],
});

const needs = (name: string, definition: string, truth: Truth): Recipe => ({
  name,
  truth: { ...program, ...truth },
  make: [`${dlltool} -d ${definition}.def -l import.a`, `${gcc} calls.c import.a -o out.bin`],
});

const compilers = ['libgcc_s_seh-1.dll', 'libstdc++-6.dll', 'libwinpthread-1.dll'] as const;

/** What the cross compilers of Debian make for Windows. */
export const mingwRecipes: readonly Recipe[] = [
  inC('mingw-c.exe', ' -g', { symbols: true, debugInfo: true }),
  inC('mingw-stripped.exe', ' -s', { symbols: false, debugInfo: false }),
  inC('mingw-gui.exe', ' -mwindows', { subsystem: 'windows' }),
  {
    name: 'mingw-named.exe',
    truth: {
      ...program,
      resources: {
        fileVersion: '1.2.3.65535',
        productVersion: '4.0.0.0',
        texts: { ProductName: 'Named', Comments: '' },
        icons: 0,
      },
    },
    make: [`${windres} named.rc named.o`, `${gcc} hello.c named.o -o out.bin`],
  },
  inC('mingw-static.exe', ' -static', {}),
  inC('mingw-moved.exe', ' -Wl,--dynamicbase,--high-entropy-va,--nxcompat', { aslr: 'high-entropy', nx: true }),
  inC('mingw-never-moved.exe', ' -Wl,--disable-dynamicbase', { aslr: 'no' }),
  inC('mingw-data-executable.exe', ' -Wl,--disable-nxcompat', { nx: false }),
  {
    name: 'mingw-cpp.exe',
    truth: {
      ...program,
      linkage: 'dynamic',
      needed: [...system, ...compilers].toSorted(),
      findings: ['DLL_OF_COMPILER', 'DLL_OF_COMPILER', 'DLL_OF_COMPILER'],
    },
    make: [`${cpp} hello.cpp -o out.bin`],
  },
  // The flags that are known for it leave one out.
  {
    name: 'mingw-cpp-half-static.exe',
    truth: {
      ...program,
      linkage: 'dynamic',
      needed: [...system, 'libwinpthread-1.dll'].toSorted(),
      findings: ['DLL_OF_COMPILER'],
    },
    make: [`${cpp} -static-libgcc -static-libstdc++ hello.cpp -o out.bin`],
  },
  { name: 'mingw-cpp-static.exe', truth: program, make: [`${cpp} -static hello.cpp -o out.bin`] },
  needs('mingw-dll-of-others.exe', 'other', {
    linkage: 'dynamic',
    needed: [...system, 'other.dll'],
    findings: ['DLL_UNKNOWN'],
  }),
  needs('mingw-dll-of-redistributable.exe', 'redistributable', {
    linkage: 'dynamic',
    needed: [...system, 'vcruntime140.dll'],
    findings: ['DLL_OF_REDISTRIBUTABLE'],
  }),
  needs('mingw-two-runtimes.exe', 'ucrt', {
    needed: [...system, 'ucrtbase.dll'],
    crt: ['msvcrt', 'ucrt'],
    findings: ['TWO_C_RUNTIMES'],
  }),
  needs('mingw-two-runtimes-by-api-set.exe', 'ucrt-api-set', {
    needed: ['api-ms-win-crt-stdio-l1-1-0.dll', ...system],
    crt: ['msvcrt', 'ucrt'],
    findings: ['TWO_C_RUNTIMES'],
  }),
  {
    name: 'mingw-answer.dll',
    truth: { ...program, kind: 'shared', linkage: 'dynamic' },
    make: [`${gcc} -shared answer.c -o out.bin`],
  },
  {
    name: 'mingw-alone.dll',
    truth: { ...program, kind: 'shared', linkage: 'dynamic', needed: [], crt: [] },
    make: [`${gcc} -shared -nostdlib -Wl,--entry=0 answer.c -o out.bin`],
  },
  // Whoever asks it for `elsewhere` is sent on to another DLL, which is loaded then.
  {
    name: 'mingw-forwards.dll',
    truth: {
      ...program,
      kind: 'shared',
      linkage: 'dynamic',
      needed: ['other.dll'],
      delayed: ['other.dll'],
      crt: [],
      findings: ['DLL_UNKNOWN'],
    },
    make: [`${gcc} -shared -nostdlib -Wl,--entry=0 answer.c forwards.def -o out.bin`],
  },
  {
    name: 'mingw.debug',
    truth: { ...windows, format: 'pe', kind: 'debug', linkage: null, needed: [], debugInfo: true, symbols: true },
    make: [`${gcc} -g hello.c -o linked.exe`, 'objcopy --only-keep-debug linked.exe out.bin'],
  },
  { name: 'mingw.obj', truth: { ...object, symbols: true }, make: [`${gcc} -c answer.c -o out.bin`] },
  { name: 'mingw-debug.obj', truth: { ...object, debugInfo: true }, make: [`${gcc} -g -c answer.c -o out.bin`] },
  {
    name: 'mingw-big.obj',
    truth: { ...object, symbols: true },
    make: [`${gcc} -c -Wa,-mbig-obj answer.c -o out.bin`],
  },
  {
    name: 'mingw-import.a',
    truth: { format: 'archive', kind: 'archive', arch: 'x86_64', os: 'windows', linkage: null, findings: [] },
    make: [`${dlltool} -d other.def -l out.bin`],
  },
];
