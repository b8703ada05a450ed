import { describeFinding } from '@mkcross/core';
import { check, inspect, inspectFindings, type Expectation } from '@mkcross/inspect';
import { bytesOf, elf, macho, pe, wasm } from '../test/small-binaries.ts';

/** The codes and messages of what is wrong with a file. */
const wrong = (bytes: Uint8Array, expected: Expectation): readonly string[] =>
  check(inspect(bytes, 'file'), expected).map(
    (finding) => `${finding.code} ${describeFinding(inspectFindings, finding).message}`,
  );

const loader = '/lib64/ld-linux-x86-64.so.2\0';
const muslLoader = '/lib/ld-musl-x86_64.so.1\0';

/** A program that needs libraries. */
const needing = (interpreter: string, ...libraries: readonly string[]) => {
  let at = interpreter.length;
  const entries = libraries.map((name) => {
    const entry = [1, at] as const;
    at += name.length + 1;
    return entry;
  });
  return elf(entries, interpreter + libraries.map((name) => `${name}\0`).join(''));
};

/** A program that needs `pread` of a version from libc.so.6. */
function versioned(version: string): Uint8Array {
  const texts = `${loader}libc.so.6\0${version}\0pread\0`;
  const [library, name, symbol] = [loader.length, loader.length + 10, loader.length + 11 + version.length];
  // The dynamic section holds two entries of the builder, the seven here and its end.
  const behind = 64 + 3 * 56 + 10 * 16 + texts.length;
  const need = bytesOf(0x0001_0001, library, 16, 0, 0, 0x0002_0000, name, 0);
  const symbols = bytesOf(new Uint8Array(24), symbol, new Uint8Array(20));
  const hash = bytesOf(1, 2);
  const entries = [
    [1, library],
    [4, behind + need.length + symbols.length],
    [6, behind + need.length],
    [0x6ffffff0, behind + need.length + symbols.length + hash.length],
    [0x6ffffffe, behind],
    [0x6fffffff, 1],
  ] as const;
  return elf([...entries, [21, 0]], texts, bytesOf(need, symbols, hash, 0x0002_0000));
}

const linux = { arch: 'x86_64', bits: 64, endian: 'little', system: 'linux', format: 'elf' } as const;

describe('the target', () => {
  const program = needing(loader, 'libc.so.6');

  it('is held against the headers, whatever a plugin claims', () => {
    expect(wrong(program, { target: { ...linux, abi: 'gnu' } })).toEqual([]);
    expect(
      wrong(program, { target: { ...linux, arch: 'sparc64', endian: 'big', abi: 'gnu' }, linkage: 'dynamic' }),
    ).toEqual([
      'EXPECTATION_FAILED Expected arch "sparc64", found "x86_64".',
      'EXPECTATION_FAILED Expected endian "big", found "little".',
    ]);
  });

  it.each([
    ['another format', { ...linux, format: 'pe' }, 'format'],
    ['another width', { ...linux, bits: 32 }, 'bits'],
    ['another system', { ...linux, system: 'freebsd' }, 'system'],
    ['another C library', { ...linux, abi: 'musl' }, 'abi'],
    ['x32', { ...linux, abi: 'gnux32' }, 'arch'],
  ] as const)('of %s is an error', (_, target, property) => {
    expect(wrong(program, { target })).toEqual([expect.stringContaining(`Expected ${property} `)]);
  });

  it.each([
    ['i686', 'x86'],
    ['riscv64gc', 'riscv64'],
    ['armv7', 'arm'],
    ['thumbeb', 'arm'],
    ['arm64', 'aarch64'],
    ['sparcv9', 'sparc64'],
    ['mipsisa64r6el', 'mips64el'],
  ])('%s is spelled %s', (arch, spelled) => {
    expect(wrong(program, { target: { arch } })).toEqual([expect.stringContaining(`"${spelled}"`)]);
  });
});

describe('an ELF program', () => {
  it.each([
    [[loader, 'libc.so.6', 'libm.so.6', 'libpthread.so.0'], 'gnu', []],
    [[muslLoader, 'libc.so'], 'musl', []],
    [[loader, 'libc.so.6', 'libz.so.1'], 'gnu', ['"libz.so.1"']],
    [[muslLoader, 'libc.so', 'libm.so.6'], 'musl', ['"libm.so.6"']],
    [['/nix/store/glibc/lib/ld-linux-x86-64.so.2\0', 'libc.so.6'], 'gnu', ['Expected linkage "system"']],
  ] as const)('%j is linked with the system of %s, except for %j', ([interpreter, ...libraries], abi, parts) => {
    expect(wrong(needing(interpreter, ...libraries), { target: { ...linux, abi }, linkage: 'system' })).toEqual(
      parts.map((part) => {
        const containing: unknown = expect.stringContaining(part);
        return containing;
      }),
    );
  });

  it('may need the libraries of a list', () => {
    const program = needing(loader, 'libc.so.6', 'libz.so.1', 'libssl.so.3');
    const target = { ...linux, abi: 'gnu' };
    expect(wrong(program, { target, linkage: 'dynamic' })).toEqual([]);
    expect(wrong(program, { target, linkage: 'dynamic', libraries: ['libz.so.*'] })).toEqual([
      expect.stringContaining('"libssl.so.3"'),
    ]);
    expect(wrong(program, { target, linkage: 'system', libraries: ['libz.so.1', 'libssl.so.3'] })).toEqual([]);
  });

  it('that is newer than an allowed glibc is an error with symbol, version and library', () => {
    const program = versioned('GLIBC_2.34');
    expect(inspect(program, 'file').versions).toEqual([
      { library: 'libc.so.6', version: 'GLIBC_2.34', symbols: ['pread'] },
    ]);
    expect(wrong(program, { glibc: '2.34' })).toEqual([]);
    expect(wrong(program, { glibc: '2.9' })).toEqual([
      'GLIBC_TOO_NEW The program needs pread of version GLIBC_2.34 from libc.so.6. The highest allowed version is GLIBC_2.9.',
    ]);
    expect(wrong(versioned('GLIBC_ABI_DT_RELR'), { glibc: '2.35' })).toEqual([expect.stringContaining('DT_RELR')]);
    expect(wrong(versioned('GCC_3.0'), { glibc: '2.2' })).toEqual([]);
  });
});

describe('a PE program', () => {
  it('may need DLLs of Windows and of a list', () => {
    const program = pe(['KERNEL32.dll', 'api-ms-win-crt-heap-l1-1-0.dll', 'WINSPOOL.DRV', 'Mine-1.dll']);
    expect(wrong(program, { linkage: 'system' })).toEqual([expect.stringContaining('"Mine-1.dll"')]);
    expect(wrong(program, { linkage: 'static', libraries: ['mine-*.DLL'] })).toEqual([]);
    expect(wrong(program, { linkage: 'static-pie' })).toHaveLength(1);
  });

  it('has a subsystem, and a version of Windows by its DLLs', () => {
    const program = pe(['KERNEL32.dll', 'COMBASE.dll']);
    expect(wrong(program, { subsystem: 'windows' })).toEqual([expect.stringContaining('found "console"')]);
    expect(wrong(program, { windows: '6.2' })).toEqual([]);
    expect(wrong(program, { windows: '6.1' })).toEqual(['EXPECTATION_FAILED Expected windows "6.1", found "6.2".']);
  });
});

describe('a Mach-O program', () => {
  it('may need libraries of the system and of a list', () => {
    const program = macho(['/usr/lib/libSystem.B.dylib', '@rpath/libanswer.dylib']);
    expect(wrong(program, { linkage: 'system' })).toEqual([expect.stringContaining('"@rpath/libanswer.dylib"')]);
    expect(wrong(program, { linkage: 'system', libraries: ['@rpath/*'] })).toEqual([]);
    expect(wrong(program, { linkage: 'static' })).toHaveLength(1);
  });
});

describe('a WebAssembly module', () => {
  const target = { arch: 'wasm32', bits: 32, endian: 'little', system: 'wasi', abi: '', format: 'wasm' } as const;

  it('has no linkage, and passes where what it imports is allowed', () => {
    const module = wasm(['wasi_snapshot_preview1']);
    expect(wrong(module, { target })).toEqual([]);
    expect(wrong(module, { target, linkage: 'static' })).toEqual([]);
    expect(wrong(module, { target: { ...target, system: 'freestanding' } })).toHaveLength(1);
    expect(wrong(wasm([]), { target: { ...target, system: 'freestanding' }, linkage: 'system' })).toEqual([]);
  });

  it('imports modules of a list', () => {
    expect(wrong(wasm(['env', 'wasi_unstable']), { target, linkage: 'system' })).toEqual([
      expect.stringContaining('"env"'),
    ]);
    expect(wrong(wasm(['env']), { target, libraries: ['env'] })).toEqual([]);
  });
});
