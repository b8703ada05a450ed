import { readFile } from 'node:fs/promises';
import { cargoName, ccName, findTarget, isTriple, knownTargets } from '@mkcross/core';

const rows = (await readFile(new URL('../test/nixpkgs-targets.tsv', import.meta.url), 'utf8'))
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [attr = '', gnu = '', libc = '', triple = '', cargo = '', compiler = ''] = line.split('\t');
    return { attr, gnu, libc, triple, cargo, compiler };
  });

describe('known targets', () => {
  it('are sorted and unique', () => {
    const triples = knownTargets.map(({ triple }) => triple);
    expect(triples).toEqual([...new Set(triples)].toSorted());
  });

  it.each(rows)('hold nixpkgs’ $attr with the spellings of nixpkgs', ({ attr, gnu, libc, triple, cargo, compiler }) => {
    const target = findTarget(triple);
    if (target === undefined) throw new Error(`${triple} is missing`);
    const system = target.nixpkgs.find((candidate) => candidate.attr === attr || candidate.formerly.includes(attr));
    expect(system).toMatchObject({ libc: libc === 'null' ? null : libc, compiler });
    expect(system?.gnu ?? target.gnu).toBe(gnu);
    expect(cargoName(target.triple)).toBe(cargo);
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
