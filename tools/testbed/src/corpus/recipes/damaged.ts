import type { Recipe, Step, Truth } from '../specimen.ts';

const elf = { format: 'elf', findings: ['BINARY_DAMAGED'] } as const satisfies Truth;
/** What a loader reads is whole: the program runs. */
const runs = {
  ...elf,
  arch: 'x86_64',
  os: 'linux',
  kind: 'pie',
  linkage: 'dynamic',
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  needed: ['libc.so.6'],
} as const satisfies Truth;
const pe = { format: 'pe', findings: ['BINARY_DAMAGED'] } as const satisfies Truth;
const macho = { format: 'macho', findings: ['BINARY_DAMAGED'] } as const satisfies Truth;
const archive = { format: 'archive', kind: 'archive', findings: ['BINARY_DAMAGED'] } as const satisfies Truth;
const unknown = { format: null, linkage: null, findings: ['FORMAT_UNKNOWN'] } as const satisfies Truth;

/** An offset that no file has. */
const far = 'ffffffffffffff00';

const damaged =
  (linked: string, truth: Truth) =>
  (name: string, change: Step, more: Truth = {}): Recipe => ({
    name: `damaged-${name}`,
    truth: { ...truth, ...more },
    make: [linked, change],
  });

const program = damaged('gcc -pie hello.c -o out.bin', elf);
const fixed = damaged('gcc -no-pie hello.c -o out.bin', elf);
const windows = damaged('x86_64-w64-mingw32-gcc-posix hello.c -o out.bin', pe);
const library = damaged('ar rc out.bin answer.c hello.c', archive);
const apple = damaged('zig cc -c -target x86_64-macos answer.c -o out.bin', macho);
const wasm = damaged('zig cc -c -target wasm32-freestanding answer.c -o out.bin', {
  format: 'wasm',
  findings: ['BINARY_DAMAGED'],
});

// The header of ELF of 64 bits: e_phoff at 32, e_shoff 40, e_phentsize 54, e_phnum 56, e_shentsize 58, e_shnum 60. Program
// headers follow it, 56 bytes each; ld writes that of the table itself first, then that of the interpreter.
const ofElf: readonly Recipe[] = [
  program('program-headers-far-outside', { at: 32, put: far }),
  fixed('program-headers-far-outside-of-fixed', { at: 32, put: far }, { linkage: null }),
  program('program-headers-of-no-size', { at: 54, put: '0100' }),
  program('program-headers-too-many', { at: 56, put: 'feff' }),
  program('section-headers-far-outside', { at: 40, put: far }, runs),
  program('section-headers-of-no-size', { at: 58, put: '0100' }, runs),
  program('section-headers-too-many', { at: 60, put: 'feff' }, runs),
  program('interpreter-outside', { at: 64 + 56 + 8, put: far }, { ...runs, interpreter: null }),
  program('header-cut-off', { keep: 40 }),
  program('cut-off-in-program-headers', { keep: 200 }),
  program('cut-off-at-its-end', { keep: -100 }, runs),
  program('class-unknown', { at: 4, put: '07' }),
];

// ld's DOS program is 128 bytes long: the count of sections is at 134, data directories begin at 264, 8 bytes each.
const ofPe: readonly Recipe[] = [
  windows('pe-header-cut-off', { keep: 200 }),
  windows('pe-section-headers-cut-off', { keep: 600 }),
  windows('pe-sections-too-many', { at: 134, put: 'ffff' }),
  windows('pe-imports-outside', { at: 264 + 8, put: '0000007f' }),
  windows('pe-late-imports-outside', { at: 264 + 13 * 8, put: '0000007f00100000' }),
  windows('pe-cut-off-before-imports', { keep: 2048 }),
];

// The first member's header is at 8; its size is at 48, its end mark at 58.
const ofArchives: readonly Recipe[] = [
  library('archive-member-cut-off', { keep: -20 }),
  library('archive-header-cut-off', { keep: 8 + 30 }),
  library('archive-size-is-none', { at: 8 + 48, put: '78797a' }),
  library('archive-size-enormous', { at: 8 + 48, put: '39393939393939393939' }),
  library('archive-mark-is-none', { at: 8 + 58, put: '0000' }),
];

const ofOthers: readonly Recipe[] = [
  apple('mach-o-header-cut-off', { keep: 20 }),
  apple('mach-o-commands-cut-off', { keep: 100 }),
  apple(
    'mach-o-commands-too-many',
    { at: 16, put: 'ffff0000' },
    { findings: ['BINARY_DAMAGED', 'INSPECTION_INCOMPLETE'] },
  ),
  wasm('wasm-header-cut-off', { keep: 6 }),
  wasm('wasm-section-cut-off', { keep: -5 }),
  {
    name: 'damaged-universal-cut-off',
    truth: { ...macho, kind: 'universal' },
    make: [
      'zig cc -c -target x86_64-macos answer.c -o x86_64',
      'zig cc -c -target aarch64-macos answer.c -o aarch64',
      { pack: 'universal', files: ['x86_64', 'aarch64'] },
      { keep: 20000 },
    ],
  },
];

const noBinaries: readonly Recipe[] = [
  { name: 'no-binary-text', truth: unknown, make: ['copy hello.c'] },
  { name: 'no-binary-empty', truth: unknown, make: [{ at: 0, put: '' }] },
  // Its magic is that of universal files; then come the version 0.65 and the count of constants.
  { name: 'no-binary-java-class', truth: unknown, make: [{ at: 0, put: 'cafebabe00000041001d0a00020003' }] },
  { name: 'no-binary-dos-program', truth: unknown, make: [{ at: 0, put: `4d5a${'00'.repeat(126)}` }] },
];

/** Binaries with damage at a place that is known, and files that are none. */
export const damagedRecipes: readonly Recipe[] = [...ofElf, ...ofPe, ...ofArchives, ...ofOthers, ...noBinaries];
