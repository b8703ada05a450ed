import type { Recipe, Step, Truth } from '../specimen.ts';

const windows = { os: 'windows', endian: 'little', findings: [] } as const satisfies Truth;
const program = {
  ...windows,
  format: 'pe',
  arch: 'x86_64',
  bits: 64,
  kind: 'executable',
  linkage: 'static',
  subsystem: 'console',
  needed: [],
} as const satisfies Truth;
const needsOther = {
  ...program,
  linkage: 'dynamic',
  needed: ['other.dll'],
  delayed: [],
  findings: ['DLL_UNKNOWN'],
} as const satisfies Truth;

const link = 'zig lld-link -entry:start -nodefaultlib -out:out.bin -subsystem:console';
const ofOther = (target: string, machine: string) =>
  [
    `zig cc -c -target ${target}-windows-gnu late.c -o late.obj`,
    `zig dlltool -d other.def -m ${machine} -l other.lib`,
  ] as const;
const parts = ofOther('x86_64', 'i386:x86-64');
const parts32 = ofOther('x86', 'i386');
const link32 = `${link} -machine:x86 -safeseh:no late.obj other.lib`;
const pe32 = { arch: 'x86', bits: 32 } as const satisfies Truth;

const linked: readonly Recipe[] = [
  {
    name: 'lld-uefi.efi',
    truth: { ...program, os: 'uefi', subsystem: 'efi-application' },
    make: [
      'zig build-exe -target x86_64-uefi -O ReleaseSmall -fno-compiler-rt -fno-ubsan-rt main.zig -femit-bin=out.bin',
    ],
  },
  {
    name: 'lld-delayed.exe',
    truth: { ...needsOther, delayed: ['other.dll'] },
    make: [...parts, `${link} late.obj other.lib -delayload:other.dll`],
  },
  { name: 'lld-not-delayed.exe', truth: needsOther, make: [...parts, `${link} late.obj other.lib`] },
  { name: 'lld-32.exe', truth: { ...needsOther, ...pe32 }, make: [...parts32, link32] },
  {
    name: 'lld-32-delayed.exe',
    truth: { ...needsOther, ...pe32, delayed: ['other.dll'] },
    make: [...parts32, `${link32} -delayload:other.dll`],
  },
  // As Visual C++ 6 wrote it: no attribute, and addresses that count from 0 instead of from the image's base, 0x400000.
  // lld puts the table at the beginning of .rdata; the attributes are its first word, the name's address the second.
  {
    name: 'lld-32-delayed-by-addresses.exe',
    truth: { ...needsOther, ...pe32, delayed: ['other.dll'] },
    make: [...parts32, `${link32} -delayload:other.dll`, { at: 0x600, put: '00000000' }, { at: 0x606, put: '40' }],
  },
  // As bind.exe leaves it: a stamp in the table of imports, which is at the beginning of .rdata, and a table of its own
  // behind the section headers, to which the 12th directory leads.
  {
    name: 'lld-32-bound.exe',
    truth: { ...needsOther, ...pe32 },
    make: [
      ...parts32,
      link32,
      { at: 0x604, put: 'ffffffffffffffff' },
      { at: 0x148, put: '4002000020000000' },
      { at: 0x240, put: `21cd066b10000000${'00'.repeat(8)}${Buffer.from('other.dll\0').toString('hex')}` },
    ],
  },
  {
    name: 'lld-checks-calls.exe',
    truth: { ...needsOther, cfg: true },
    make: [...parts, `${link} late.obj other.lib -guard:cf`],
  },
  {
    name: 'lld-names-pdb.exe',
    truth: { ...needsOther, cfg: false, pdb: 'answer.pdb' },
    make: [...parts, `${link} late.obj other.lib -debug -pdb:other.pdb -pdbaltpath:answer.pdb`],
  },
];

const ec: Step = 'zig clang --target=arm64ec-pc-windows-msvc -c hybrid.c -o ec.obj';

/** Code of two architectures in one image: the header of the first names x86-64, that of the second ARM64. */
const hybrid: readonly Recipe[] = [
  {
    name: 'lld-arm64ec.exe',
    truth: { ...program, arch: 'arm64ec' },
    make: [ec, `${link} -machine:arm64ec ec.obj`],
  },
  {
    name: 'lld-arm64x.exe',
    truth: { ...program, arch: 'arm64x' },
    make: [
      ec,
      'zig clang --target=aarch64-pc-windows-msvc -c hybrid.c -o arm64.obj',
      `${link} -machine:arm64x ec.obj arm64.obj`,
    ],
  },
  {
    name: 'clang-arm64ec.obj',
    truth: { ...windows, format: 'coff', arch: 'arm64ec', bits: 64, kind: 'object', linkage: null, debugInfo: false },
    make: ['zig clang --target=arm64ec-pc-windows-msvc -c answer.c -o out.bin'],
  },
];

/** What LLVM's linker makes for Windows, and what older linkers make, changed by hand. */
export const lldRecipes: readonly Recipe[] = [...linked, ...hybrid];
