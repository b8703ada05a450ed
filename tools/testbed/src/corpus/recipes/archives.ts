import type { Recipe, Truth } from '../specimen.ts';

const elf = {
  format: 'elf',
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  kind: 'object',
  linkage: null,
  findings: [],
} as const satisfies Truth;
const coff = { ...elf, format: 'coff', os: 'windows' } as const satisfies Truth;
const macho = { ...elf, format: 'macho', os: 'macos' } as const satisfies Truth;
const archive = {
  format: 'archive',
  kind: 'archive',
  arch: 'x86_64',
  linkage: null,
  needed: [],
  findings: [],
} as const satisfies Truth;

const long = 'a-name-of-more-than-sixteen-characters';
const mingw = 'x86_64-w64-mingw32-gcc-posix -c answer.c -o';

/** Archives of all families: GNU's, thin ones, BSD's, Microsoft's; and those that no linker takes as a whole. */
export const archiveRecipes: readonly Recipe[] = [
  {
    name: 'gcc.a',
    truth: {
      ...archive,
      members: [
        { ...elf, name: 'answer.o' },
        { ...elf, name: 'hello.o' },
      ],
    },
    make: ['gcc -c answer.c hello.c', 'ar rcs out.bin answer.o hello.o'],
  },
  {
    name: 'gcc-without-table.a',
    truth: { ...archive, members: [{ ...elf, name: 'answer.o' }] },
    make: ['gcc -c answer.c', 'ar rcS out.bin answer.o'],
  },
  {
    name: 'gcc-long-names.a',
    truth: {
      ...archive,
      members: [
        { ...elf, name: `${long}.o` },
        { ...elf, name: 'short.o' },
        { ...elf, name: `${long}-2.o` },
      ],
    },
    make: [
      `gcc -c answer.c -o ${long}.o`,
      'gcc -c answer.c -o short.o',
      `gcc -c answer.c -o ${long}-2.o`,
      `ar rcs out.bin ${long}.o short.o ${long}-2.o`,
    ],
  },
  {
    // Its members are files, which are not kept beside it.
    name: 'gcc-thin.a',
    truth: {
      ...archive,
      arch: null,
      findings: ['INSPECTION_INCOMPLETE'],
      members: [
        { format: null, linkage: null, findings: [], name: 'answer.o' },
        { format: null, linkage: null, findings: [], name: `${long}.o` },
      ],
    },
    make: ['gcc -c answer.c', `gcc -c answer.c -o ${long}.o`, `ar rcsT out.bin answer.o ${long}.o`],
  },
  { name: 'empty.a', truth: { ...archive, arch: null, os: null, members: [] }, make: ['ar rc out.bin'] },
  {
    name: 'by-hand-bsd.a',
    truth: {
      ...archive,
      members: [
        { ...elf, name: `${long}.o` },
        { ...elf, name: 'answer.o' },
      ],
    },
    make: [
      `gcc -c answer.c -o ${long}.o`,
      'gcc -c answer.c',
      { pack: 'bsd-archive', files: [`${long}.o`, 'answer.o'] },
    ],
  },
  {
    name: 'zig-darwin.a',
    truth: {
      ...archive,
      os: 'macos',
      members: [
        { ...macho, name: 'answer.o' },
        { ...macho, name: `${long}.o` },
      ],
    },
    make: [
      'zig cc -target x86_64-macos -c answer.c -o answer.o',
      `zig cc -target x86_64-macos -c answer.c -o ${long}.o`,
      `zig ar --format=darwin rcs out.bin answer.o ${long}.o`,
    ],
  },
  {
    name: 'zig-lib.lib',
    truth: { ...archive, os: 'windows', members: [{ ...coff, name: 'answer.obj' }] },
    make: ['zig cc -target x86_64-windows-gnu -c answer.c -o answer.obj', 'zig lib /out:out.bin answer.obj'],
  },
  {
    name: 'zig-import.lib',
    truth: {
      ...archive,
      os: 'windows',
      // LLVM writes three objects that hold the tables together, then a short record for each function.
      members: (['object', 'object', 'object', 'import'] as const).map((kind) => ({
        ...coff,
        kind,
        name: 'other.dll',
      })),
    },
    make: ['zig dlltool -d other.def -m i386:x86-64 -l out.bin'],
  },
  {
    name: 'mingw.a',
    truth: { ...archive, os: 'windows', members: [{ ...coff, name: 'answer.obj' }] },
    make: [`${mingw} answer.obj`, 'ar rcs out.bin answer.obj'],
  },
  {
    name: 'mixed-formats.a',
    truth: {
      ...archive,
      os: null,
      findings: ['ARCHIVE_MIXED'],
      members: [
        { ...elf, name: 'answer.o' },
        { ...coff, name: 'answer.obj' },
      ],
    },
    make: ['gcc -c answer.c', `${mingw} answer.obj`, 'ar rc out.bin answer.o answer.obj'],
  },
  {
    name: 'mixed-architectures.a',
    truth: {
      ...archive,
      arch: null,
      findings: ['ARCHIVE_MIXED'],
      members: [
        { ...elf, name: 'answer.o' },
        { ...elf, arch: 'aarch64', name: 'other.o' },
      ],
    },
    make: ['gcc -c answer.c', 'zig cc -target aarch64-linux -c answer.c -o other.o', 'ar rc out.bin answer.o other.o'],
  },
  {
    name: 'in-archives.a',
    truth: {
      ...archive,
      arch: null,
      // The innermost lies too deep to be looked into.
      members: [
        {
          ...archive,
          arch: null,
          name: 'second.a',
          members: [{ ...archive, arch: null, name: 'first.a', members: [], findings: ['INSPECTION_INCOMPLETE'] }],
        },
      ],
    },
    make: ['gcc -c answer.c', 'ar rc first.a answer.o', 'ar rc second.a first.a', 'ar rc out.bin second.a'],
  },
  {
    name: 'with-text.a',
    truth: {
      ...archive,
      members: [
        { ...elf, name: 'answer.o' },
        { format: null, findings: [], name: 'answer.c' },
      ],
    },
    make: ['gcc -c answer.c', 'ar rc out.bin answer.o answer.c'],
  },
];
