import type { Recipe, Step, Truth } from '../specimen.ts';

const glibc = '/lib64/ld-linux-x86-64.so.2';
const musl = '/lib/ld-musl-x86_64.so.1';
const store = '/nix/store/00000000000000000000000000000000-glibc-2.40/lib';

const elf = { format: 'elf', arch: 'x86_64', bits: 64, endian: 'little', findings: [] } as const satisfies Truth;
const linux = { ...elf, os: 'linux' } as const satisfies Truth;
const pie = {
  ...linux,
  kind: 'pie',
  linkage: 'dynamic',
  interpreter: glibc,
  needed: ['libc.so.6'],
} as const satisfies Truth;
const fixed = { ...pie, kind: 'executable' } as const satisfies Truth;
const still = {
  ...linux,
  kind: 'executable',
  linkage: 'static',
  interpreter: null,
  needed: [],
} as const satisfies Truth;
const stillPie = { ...still, kind: 'pie', linkage: 'static-pie' } as const satisfies Truth;
const shared = {
  ...elf,
  kind: 'shared',
  linkage: 'dynamic',
  interpreter: null,
} as const satisfies Truth;
const object = { ...elf, kind: 'object', linkage: null, interpreter: null, needed: [] } as const satisfies Truth;

/** Offsets of the ELF header of 64 bits: e_shoff; e_shentsize, e_shnum and e_shstrndx in a row. */
const withoutSections: readonly Step[] = [
  { at: 40, put: '0000000000000000' },
  { at: 58, put: '000000000000' },
];

const linked = (name: string, flags: string, truth: Truth): Recipe => ({
  name,
  truth,
  make: [`gcc -pie hello.c -o out.bin${flags === '' ? '' : ` ${flags}`}`],
});

const programs: readonly Recipe[] = [
  linked('gcc-pie', '-g', { ...pie, symbols: true, debugInfo: true, nx: true }),
  linked('gcc-pie-stripped', '-s', { ...pie, symbols: false, debugInfo: false }),
  linked('gcc-fixed', '-no-pie', fixed),
  linked('gcc-fixed-stripped', '-no-pie -s', { ...fixed, symbols: false }),
  linked('gcc-static', '-no-pie -static', still),
  linked('gcc-static-stripped', '-no-pie -static -s', { ...still, symbols: false }),
  linked('gcc-static-pie', '-static-pie', stillPie),
  linked('gcc-static-pie-stripped', '-static-pie -s', { ...stillPie, symbols: false }),
  linked('gcc-executable-stack', '-Wl,-z,execstack', { ...pie, nx: false, findings: ['STACK_EXECUTABLE'] }),
  linked('gcc-relro-full', '-Wl,-z,now', { ...pie, relro: 'full' }),
  linked('gcc-relro-partial', '-Wl,-z,lazy', { ...pie, relro: 'partial' }),
  linked('gcc-relro-none', '-Wl,-z,norelro', { ...pie, relro: 'none' }),
  linked('gcc-runpath', '-Wl,--enable-new-dtags,-rpath,$ORIGIN/../lib:/opt/lib', {
    ...pie,
    runPaths: ['$ORIGIN/../lib', '/opt/lib'],
  }),
  linked('gcc-rpath', '-Wl,--disable-new-dtags,-rpath,/opt/lib', { ...pie, runPaths: ['/opt/lib'] }),
  linked('gcc-rpath-in-nix-store', `-Wl,-rpath,${store}`, {
    ...pie,
    runPaths: [store],
    findings: ['PATH_IN_NIX_STORE'],
  }),
  linked('gcc-interpreter-in-nix-store', `-Wl,--dynamic-linker=${store}/ld-linux-x86-64.so.2`, {
    ...pie,
    interpreter: `${store}/ld-linux-x86-64.so.2`,
    findings: ['PATH_IN_NIX_STORE'],
  }),
  linked('gcc-libraries-without-interpreter', '-Wl,--no-dynamic-linker', {
    ...pie,
    interpreter: null,
    findings: ['LIBRARIES_WITHOUT_INTERPRETER'],
  }),
  linked('gcc-fixed-libraries-without-interpreter', '-no-pie -Wl,--no-dynamic-linker', {
    ...fixed,
    interpreter: null,
    findings: ['LIBRARIES_WITHOUT_INTERPRETER'],
  }),
  linked('gcc-for-musl-on-glibc', `-Wl,--dynamic-linker=${musl}`, {
    ...pie,
    interpreter: musl,
    findings: ['TWO_C_LIBRARIES'],
  }),
  {
    name: 'gcc-library-in-nix-store',
    truth: { ...pie, needed: ['/nix/store/answer/libanswer.so'], findings: ['PATH_IN_NIX_STORE'] },
    make: [
      'gcc -shared -fPIC -nostdlib -Wl,-soname,/nix/store/answer/libanswer.so answer.c -o libanswer.so',
      'gcc -pie -nostdlib asks.c libanswer.so -o out.bin',
    ],
  },
  {
    name: 'gcc-packed-relocations',
    truth: { ...pie, requires: { GLIBC: '2.36' }, oldest: ['Debian 12', 'RHEL 10', 'Ubuntu 24.04'] },
    make: ['gcc -pie -Wl,-z,pack-relative-relocs packed.c -o out.bin'],
  },
  {
    name: 'gcc-segments-counted-elsewhere',
    truth: pie,
    make: ['gcc -pie hello.c -o linked', { pack: 'segments-counted-elsewhere', files: ['linked'] }],
  },
  // e_type is at 16, and 4 is ET_CORE.
  {
    name: 'gcc-core',
    truth: { ...linux, kind: 'core', linkage: null },
    make: ['gcc -pie hello.c -o out.bin', { at: 16, put: '0400' }],
  },
  {
    name: 'g++-pie',
    truth: { ...linux, kind: 'pie', linkage: 'dynamic', interpreter: glibc },
    make: ['g++ -pie hello.cpp -o out.bin'],
  },
  {
    name: 'g++-static-of-its-own-libraries-alone',
    truth: { ...linux, kind: 'pie', linkage: 'dynamic', interpreter: glibc },
    make: ['g++ -pie -static-libgcc -static-libstdc++ hello.cpp -o out.bin'],
  },
  { name: 'g++-static', truth: still, make: ['g++ -static -no-pie hello.cpp -o out.bin'] },
];

const withoutSectionHeaders: readonly Recipe[] = (
  [
    ['gcc-pie', '-pie', pie],
    ['gcc-fixed', '-no-pie', fixed],
    ['gcc-static', '-no-pie -static', still],
    ['gcc-static-pie', '-static-pie', stillPie],
  ] as const
).flatMap(([name, flags, truth]) => [
  {
    name: `${name}-without-section-headers`,
    truth: { ...truth, symbols: false },
    // Of relocations without a symbol table, llvm-objcopy says that they are wrong; stripped, they name none.
    make: [`gcc -s ${flags} hello.c -o linked`, 'llvm-objcopy --strip-sections linked out.bin'],
  },
  {
    name: `${name}-that-names-no-section-headers`,
    truth: { ...truth, symbols: false },
    make: [`gcc ${flags} hello.c -o out.bin`, ...withoutSections],
  },
]);

const libraries: readonly Recipe[] = [
  {
    name: 'gcc-libanswer.so',
    truth: { ...shared, needed: ['libc.so.6'] },
    make: ['gcc -shared -fPIC -Wl,--no-as-needed,-soname,libanswer.so.1 answer.c -o out.bin'],
  },
  {
    name: 'gcc-stripped.so',
    truth: { ...shared, symbols: false },
    make: ['gcc -shared -fPIC -s -Wl,-soname,libanswer.so.1 answer.c -o out.bin'],
  },
  { name: 'gcc-nameless.so', truth: shared, make: ['gcc -shared -fPIC answer.c -o out.bin'] },
  {
    name: 'gcc-alone.so',
    truth: { ...shared, needed: [] },
    make: ['gcc -shared -nostdlib -fPIC answer.c -o out.bin'],
  },
  {
    name: 'gcc-that-can-be-run.so',
    truth: { ...shared, interpreter: glibc },
    make: ['gcc -shared -fPIC -Wl,-soname,libanswer.so.1 runnable.c -o out.bin'],
  },
  // As an operating system's own programs lie, at the end of 64 bits.
  {
    name: 'gcc-at-the-end-of-memory.so',
    truth: { ...shared, needed: ['libc.so.6'] },
    make: [
      'gcc -shared -fPIC -Wl,--no-as-needed,-soname,libanswer.so.1,-Ttext-segment=0xffffffff80000000 answer.c -o out.bin',
    ],
  },
  {
    name: 'gcc-relocated.so',
    truth: { ...shared, findings: ['TEXT_RELOCATIONS'] },
    make: ['gcc -shared -Wl,-z,notext relocated.s -o out.bin'],
  },
];

const objects: readonly Recipe[] = [
  { name: 'gcc.o', truth: { ...object, symbols: true }, make: ['gcc -c answer.c -o out.bin'] },
  { name: 'gcc-debug.o', truth: { ...object, debugInfo: true }, make: ['gcc -g -c answer.c -o out.bin'] },
  { name: 'gcc-lto.o', truth: object, make: ['gcc -flto -c answer.c -o out.bin'] },
  { name: 'gcc-32.o', truth: { ...object, arch: 'x86', bits: 32 }, make: ['gcc -m32 -c answer.c -o out.bin'] },
  { name: 'gcc-x32.o', truth: { ...object, arch: 'x86_64_x32', bits: 32 }, make: ['gcc -mx32 -c answer.c -o out.bin'] },
  {
    name: 'gcc-32-static',
    truth: { ...elf, arch: 'x86', bits: 32, kind: 'executable', linkage: 'static', interpreter: null, needed: [] },
    make: ['gcc -m32 -nostdlib -static -no-pie bare.c -o out.bin'],
  },
  {
    name: 'gcc.debug',
    truth: { ...elf, kind: 'debug', linkage: null, debugInfo: true, symbols: true },
    make: ['gcc -g hello.c -o linked', 'objcopy --only-keep-debug linked out.bin'],
  },
];

/** What the compiler of the host makes, and what is cut off of it later. */
export const gccRecipes: readonly Recipe[] = [...programs, ...withoutSectionHeaders, ...libraries, ...objects];

const muslPie = { ...pie, interpreter: musl, needed: ['libc.so'] } as const satisfies Truth;

/** What Debian's musl-gcc makes. */
export const muslRecipes: readonly Recipe[] = [
  { name: 'musl-dynamic', truth: muslPie, make: ['musl-gcc -pie hello.c -o out.bin'] },
  {
    name: 'musl-fixed',
    truth: { ...muslPie, kind: 'executable' },
    make: ['musl-gcc -no-pie hello.c -o out.bin'],
  },
  { name: 'musl-static', truth: still, make: ['musl-gcc -static -no-pie hello.c -o out.bin'] },
  {
    name: 'musl-static-stripped',
    truth: { ...still, symbols: false },
    make: ['musl-gcc -static -no-pie -s hello.c -o out.bin'],
  },
  // Its specs know nothing of what is asked for.
  { name: 'musl-asked-for-static-pie', truth: muslPie, make: ['musl-gcc -static-pie hello.c -o out.bin'] },
  {
    name: 'musl-false-static-pie',
    truth: { ...muslPie, needed: [], findings: ['INTERPRETER_WITHOUT_LIBRARIES'] },
    make: ['musl-gcc -static-pie hello.c -o out.bin -Wl,-static,-pie'],
  },
  {
    name: 'musl-static-pie',
    truth: stillPie,
    make: ['musl-gcc -static-pie hello.c -o out.bin -Wl,-static,-pie,--no-dynamic-linker,-z,text'],
  },
];
