import { readFile } from 'node:fs/promises';
import { cargoName, ccName, findTarget, isTriple, knownTargets } from '@mkcross/core';

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
    expect(triples.length).toBeGreaterThan(300);
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
