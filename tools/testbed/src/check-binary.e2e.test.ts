import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, inspect, type Expectation, type Inspection } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { corpus, setUp } from '@mkcross/testbed';
import { checkScript, type CheckScript } from '../test/check-script.ts';

const specimens = await corpus(await setUp(() => undefined), console.info);

let script: CheckScript;
beforeAll(async () => {
  script = await checkScript();
});
afterAll(() => script.remove());

const read = (path: string): Inspection => withFile(path, (source) => inspect(source, path));

/** What the inspector says: the errors of the file, and where it is not as expected. */
const problems = (found: Inspection, expected: Expectation) =>
  [...found.findings, ...check(found, expected)].filter(({ severity }) => severity === 'error');

const linux = { system: 'linux', format: 'elf' } as const;

/** Every kind of expectation, met by some specimens and not by others. */
const expectations: readonly Expectation[] = [
  {},
  { target: { arch: 'x86_64' } },
  { target: { arch: 'i686', bits: 32, endian: 'little' } },
  { target: { arch: 'sparc64', bits: 64, endian: 'big', ...linux, abi: 'gnu' } },
  { target: { arch: 'riscv64gc', bits: 64, endian: 'little', ...linux, abi: 'musl' } },
  { target: { arch: 'x86_64', bits: 64, endian: 'little', ...linux, abi: 'gnu' }, linkage: 'dynamic' },
  { target: { arch: 'x86_64', ...linux, abi: 'gnu' }, linkage: 'system' },
  { target: { arch: 'x86_64', ...linux, abi: 'gnu' }, linkage: 'system', libraries: ['libstdc++.so.6'] },
  { target: { arch: 'x86_64', ...linux, abi: 'musl' }, linkage: 'system' },
  { target: { arch: 'x86_64', ...linux, abi: 'musl' }, linkage: 'static' },
  { target: { system: 'freebsd', abi: '' } },
  { target: { system: 'freestanding' } },
  { target: { system: 'windows', format: 'pe' }, linkage: 'system' },
  { target: { system: 'windows', format: 'pe' }, linkage: 'static', libraries: ['LIBSTDC++-6.dll', 'libgcc_s_*.dll'] },
  { target: { system: 'windows', arch: 'x86_64' }, subsystem: 'console' },
  { target: { system: 'windows' }, subsystem: 'windows', windows: '6.0' },
  { target: { format: 'pe' }, windows: '10.0' },
  { target: { format: 'pe' }, windows: '5.1' },
  { target: { system: 'uefi', format: 'pe' }, subsystem: 'efi-application' },
  { target: { system: 'macos', format: 'macho' }, linkage: 'system', macos: '11.0' },
  { target: { system: 'macos', format: 'macho' }, macos: '10.13' },
  { target: { format: 'macho' }, libraries: ['@rpath/libanswer*.dylib'] },
  { target: { system: 'wasi', format: 'wasm', arch: 'wasm32', bits: 32 }, linkage: 'system' },
  { target: { system: 'freestanding', format: 'wasm' }, libraries: [] },
  { target: { format: 'wasm' }, libraries: ['env', 'mine'] },
  { linkage: 'static' },
  { linkage: 'static-pie' },
  { linkage: 'dynamic' },
  { linkage: 'system' },
  { linkage: 'dynamic', libraries: [] },
  { libraries: ['libanswer.so.1'] },
  { glibc: '2.17' },
  { glibc: '2.34' },
  { glibc: '2.35' },
  { glibc: '2.36' },
];

/** PE files for architectures that this machine's objdump does not read; Nix checks use one for all of them. */
const isBeyondObjdump = ({ format, arch }: Inspection) => format === 'pe' && arch !== 'x86' && arch !== 'x86_64';

const formats = ['elf', 'macho', 'pe', 'wasm'] as const;

/** Whether a file is of a kind that a target's compiler links; not an archive, COFF object, bitcode or several programs in one. */
const isOfTarget = ({ format, kind }: Inspection) =>
  format === null || (formats.some((one) => one === format) && kind !== 'universal');

/** Several programs in one file: each part is held against what is expected by the inspector, and none is looked at by the script. */
const isUniversal = ({ kind }: Inspection) => kind === 'universal';

/** A whole target of each format, as it is in all expectations of Nix checks. */
const wholeTargets: readonly Expectation[] = [
  { target: { arch: 'x86_64', bits: 64, endian: 'little', ...linux, abi: 'gnu' } },
  { target: { arch: 'x86_64', bits: 64, endian: 'little', system: 'macos', abi: 'none', format: 'macho' } },
  { target: { arch: 'aarch64', bits: 64, endian: 'little', system: 'macos', abi: 'none', format: 'macho' } },
  { target: { arch: 'x86_64', bits: 64, endian: 'little', system: 'windows', abi: 'gnu', format: 'pe' } },
  { target: { arch: 'wasm32', bits: 32, endian: 'little', system: 'wasi', abi: 'musl', format: 'wasm' } },
];

/**
 * The expectations that the specimen of a number is held against: all for every eighth; for the others nothing expected, and a
 * fourth of the rest, the next fourth for the next specimen. All for all would take five minutes.
 */
const sampleFor = (number: number) =>
  expectations.filter((_, index) => number % 8 === 0 || index === 0 || (index + number) % 4 === 0);

const numbered = specimens.map(({ name, path }, number) => ({ name, path, number }));

it.each(numbered)('says of $name what the inspector says, whatever is expected', async ({ path, number }) => {
  const found = read(path);
  if (isBeyondObjdump(found)) return;
  // What no target builds is accepted by the inspector where nothing is expected; of a target it is for both not.
  const compared = isOfTarget(found) ? sampleFor(number) : wholeTargets;
  const said = await script.problems(compared.map((expected) => [path, expected]));
  if (!isOfTarget(found)) expect(said).not.toContain('');
  if (isUniversal(found)) return;
  const differences = compared.flatMap((expected, index) => {
    const wrong = problems(found, expected).map(({ code, data }) => ({ code, data }));
    const problem = said[index] ?? 'broken';
    const isSame = !problem.startsWith('broken') && (problem === '') === (wrong.length === 0);
    return isSame ? [] : [{ expected, inspector: wrong, script: problem }];
  });
  expect(differences).toEqual([]);
});

/** The headers of an ELF program with one segment, which is loaded and empty: static, for a machine. */
function elfHeaders(machine: number, bits: 32 | 64, endian: 'big' | 'little'): Uint8Array {
  const [headerSize, segmentSize] = bits === 64 ? [64, 56] : [52, 32];
  const bytes = new Uint8Array(headerSize + segmentSize);
  const view = new DataView(bytes.buffer);
  const little = endian === 'little';
  bytes.set([0x7f, 0x45, 0x4c, 0x46, bits / 32, little ? 1 : 2, 1]);
  view.setUint16(16, 2, little);
  view.setUint16(18, machine, little);
  view.setUint32(20, 1, little);
  if (bits === 64) view.setBigUint64(32, BigInt(headerSize), little);
  else view.setUint32(28, headerSize, little);
  const sizes = bits === 64 ? 52 : 40;
  view.setUint16(sizes, headerSize, little);
  view.setUint16(sizes + 2, segmentSize, little);
  view.setUint16(sizes + 4, 1, little);
  // PT_LOAD
  view.setUint32(headerSize, 1, little);
  return bytes;
}

/** Machines of ELF by number, and what targets for them are called. */
const machines = [
  [2, 'sparc'],
  [3, 'x86'],
  [4, 'm68k'],
  [8, 'mips'],
  [15, 'hppa'],
  [20, 'powerpc'],
  [21, 'powerpc64'],
  [22, 's390x'],
  [40, 'arm'],
  [42, 'sh4'],
  [43, 'sparc64'],
  [50, 'ia64'],
  [62, 'x86_64'],
  [92, 'or1k'],
  [94, 'xtensa'],
  [113, 'nios2'],
  [164, 'hexagon'],
  [183, 'aarch64'],
  [243, 'riscv64'],
  [252, 'csky'],
  [258, 'loongarch64'],
  [36902, 'alpha'],
] as const;

const forms = ([32, 64] as const).flatMap((bits) => (['big', 'little'] as const).map((endian) => ({ bits, endian })));

describe.each(forms)('of programs of $bits bits, $endian endian', ({ bits, endian }) => {
  it.each(machines)('says of machine %i (%s) what the inspector says', async (machine, name) => {
    const file = join(script.folder, `${name}-${String(bits)}-${endian}`);
    await writeFile(file, elfHeaders(machine, bits, endian));
    const found = read(file);
    const own = found.arch ?? '';
    const archs = [...new Set([own, 'sparc64', 'x86_64', 'mipsel', 'powerpc64le', name])];
    const expected = archs.map((arch): Expectation => ({
      target: { arch, ...linux, bits, endian },
      linkage: 'static',
    }));
    const said = await script.problems(expected.map((one) => [file, one]));
    const accepted = archs.filter((_, index) => said[index] === '');
    expect(accepted).toEqual(archs.filter((_, index) => problems(found, expected[index] ?? {}).length === 0));
    expect(accepted).toEqual([own]);
  });
});

it('fails for a file that does not exist', async () => {
  expect(await script.problems([[join(script.folder, 'missing'), {}]])).toEqual([
    expect.stringContaining('does not exist'),
  ]);
});
