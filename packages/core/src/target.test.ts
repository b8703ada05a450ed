import { readFile } from 'node:fs/promises';
import {
  cargoName,
  ccName,
  findTarget,
  hostTriples,
  isTriple,
  knownTargets,
  knownTriples,
  testedHosts,
} from '@mkcross/core';

const rows = (await readFile(new URL('../test/nixpkgs-targets.tsv', import.meta.url), 'utf8'))
  .trimEnd()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [attr = '', gnu = '', , triple = '', cargo = ''] = line.split('\t');
    return findTarget(triple) === undefined ? [] : [{ attr, gnu, triple, cargo }];
  });

describe('known targets', () => {
  it('are sorted and unique', () => {
    const triples = knownTargets.map(({ triple }) => triple);
    expect(triples).toEqual([...new Set(triples)].toSorted());
  });

  it('are all targets of rustc but those with pointers of 16 bits and AIX', async () => {
    // `rustc --print target-list` (1.95)
    const listed = await readFile(new URL('../test/rustc-targets.txt', import.meta.url), 'utf8');
    const triples = listed.trimEnd().split('\n');
    expect(knownTargets.map(({ triple }) => triple)).toEqual(triples.filter((one) => !/^(avr|msp430)-|aix/.test(one)));
  });

  it('are the same, whoever asks', () => {
    expect(knownTargets.map(({ triple }) => findTarget(triple))).toStrictEqual(knownTargets);
    expect(knownTargets.every((target) => findTarget(target.triple) === target)).toBe(true);
    expect(knownTriples).toEqual(knownTargets.map(({ triple }) => triple));
    expect(findTarget('aarch64-apple-darwin aarch64')).toBeUndefined();
  });

  it('have spellings for most of the cross systems of nixpkgs', () => {
    expect(rows.length).toBeGreaterThan(55);
  });

  it.each(rows)('have a package set of nixpkgs for $triple, as $attr is', ({ gnu, triple, cargo }) => {
    const target = findTarget(triple);
    const attrs = rows.filter((row) => row.triple === triple);
    const chosen = target?.nixpkgs !== undefined && 'attr' in target.nixpkgs ? target.nixpkgs.attr : [];
    expect(attrs.some(({ attr }) => chosen.includes(attr)) || chosen.length > 0).toBe(true);
    expect(attrs.map((row) => row.gnu)).toContain(target?.names.gnu ?? gnu);
    expect(cargoName(target?.triple ?? 'x-y')).toBe(cargo);
  });

  it.each([
    ['x86_64-pc-windows-gnu', { gnu: 'x86_64-w64-mingw32', zig: 'x86_64-windows-gnu', go: 'windows/amd64' }],
    ['x86_64-unknown-linux-musl', { zig: 'x86_64-linux-musl', qemu: 'x86_64' }],
    ['i686-unknown-linux-gnu', { zig: 'x86-linux-gnu', qemu: 'i386', go: 'linux/386' }],
    ['powerpc64le-unknown-linux-gnu', { qemu: 'ppc64le', go: 'linux/ppc64le' }],
  ])('spell %s as others do', (triple, names) => {
    expect(findTarget(triple)?.names).toMatchObject(names);
  });

  it('hold the facts that rustc has', () => {
    expect(findTarget('mips-unknown-linux-gnu')).toMatchObject({ bits: 32, endian: 'big', format: 'elf' });
    expect(findTarget('wasm32-wasip1')).toMatchObject({ bits: 32, format: 'wasm', executableSuffix: '.wasm' });
    expect(findTarget('x86_64-unknown-uefi')).toMatchObject({ format: 'pe', system: 'uefi', executableSuffix: '.efi' });
  });

  it('are complete: of what has a name everywhere, of what only rustc knows, and of an unusual machine', () => {
    expect(findTarget('aarch64-pc-windows-gnullvm')).toStrictEqual({
      triple: 'aarch64-pc-windows-gnullvm',
      arch: 'aarch64',
      bits: 64,
      endian: 'little',
      system: 'windows',
      abi: 'gnullvm',
      format: 'pe',
      executableSuffix: '.exe',
      names: { gnu: 'aarch64-w64-mingw32', zig: 'aarch64-windows-gnu', go: 'windows/arm64' },
      nixpkgs: { attr: ['mingw-ucrt-aarch64', 'ucrtAarch64'] },
    });
    expect(findTarget('aarch64-apple-ios-sim')).toStrictEqual({
      triple: 'aarch64-apple-ios-sim',
      arch: 'aarch64',
      bits: 64,
      endian: 'little',
      system: 'ios',
      abi: 'sim',
      format: 'macho',
      executableSuffix: '',
      names: { gnu: 'aarch64-apple-ios-sim' },
    });
    expect(findTarget('mips-unknown-linux-gnu')).toMatchObject({
      bits: 32,
      endian: 'big',
      names: { qemu: 'mips', go: 'linux/mips' },
    });
  });

  it('write triples as cargo and the cc crate do', () => {
    expect(cargoName('thumbv8m.main-none-eabi')).toBe('THUMBV8M_MAIN_NONE_EABI');
    expect(ccName('x86_64-pc-windows-gnu')).toBe('x86_64_pc_windows_gnu');
  });
});

describe('isTriple', () => {
  it.each(['x86_64-unknown-linux-musl', 'wasm32-wasip1', 'thumbv8m.main-none-eabi'])('takes %s', (text) => {
    expect(isTriple(text)).toBe(true);
  });

  it.each(['', 'musl', 'x86_64-', '-musl', 'X86_64-unknown-linux-musl', 'a b-c', '../x-y'])('refuses %j', (text) => {
    expect(isTriple(text)).toBe(false);
  });
});

describe('hosts', () => {
  it.each(Object.entries(hostTriples))('%s is the machine of the target %s', (host, triple) => {
    const [arch, system] = host.split('-');
    const target = findTarget(triple);
    expect(target?.arch).toBe(arch);
    expect(target?.system).toBe(system === 'darwin' ? 'macos' : system);
    expect(target?.abi === 'musl').toBe(host.endsWith('-musl'));
  });

  it('are Linux with both C libraries, macOS and FreeBSD', () => {
    expect(Object.keys(hostTriples)).toEqual([
      'aarch64-darwin',
      'aarch64-linux',
      'aarch64-linux-musl',
      'riscv64-linux',
      'x86_64-darwin',
      'x86_64-freebsd',
      'x86_64-linux',
      'x86_64-linux-musl',
    ]);
  });

  it('that are tested are the one that CI has', () => {
    expect(testedHosts).toEqual(['x86_64-linux']);
  });
});
