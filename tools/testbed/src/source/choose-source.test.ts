import { chooseSource, type Machine } from '@mkcross/testbed';

const debian: Machine = { hasNix: false, reachesNixpkgs: false, hasApt: true, hasRustup: true, asked: undefined };
const nixos: Machine = { hasNix: true, reachesNixpkgs: true, hasApt: false, hasRustup: false, asked: undefined };

const neededOn = (machine: Machine) => {
  const source = chooseSource(machine);
  return source.kind === 'none' ? source.needed : source.kind;
};

describe('packages come from', () => {
  it('nixpkgs where Nix reaches it, with apt or without', () => {
    expect(chooseSource(nixos)).toEqual({ kind: 'nixpkgs' });
    expect(chooseSource({ ...nixos, hasApt: true, hasRustup: true })).toEqual({ kind: 'nixpkgs' });
  });

  it('the stand-in on Debian, without Nix or with one that reaches nothing', () => {
    expect(chooseSource(debian)).toEqual({ kind: 'stand-in' });
    expect(chooseSource({ ...debian, hasNix: true })).toEqual({ kind: 'stand-in' });
  });

  it('the stand-in where it is asked for', () => {
    expect(chooseSource({ ...debian, hasNix: true, reachesNixpkgs: true, asked: 'stand-in' })).toEqual({
      kind: 'stand-in',
    });
  });
});

describe('one line says what is needed', () => {
  it.each([
    ['a system with neither Nix nor apt', { ...debian, hasApt: false }, /^Nix is needed, from https:\/\/nixos\.org/],
    ['a NixOS that is offline', { ...nixos, reachesNixpkgs: false }, /^Nix cannot fetch the flake `nixpkgs`/],
    ['a NixOS that is asked for the stand-in', { ...nixos, asked: 'stand-in' }, /^Debian is needed/],
    ['a Debian without rustup', { ...debian, hasRustup: false }, /^rustup is needed/],
  ])('%s', (_, machine, line) => {
    expect(neededOn(machine)).toMatch(line);
    expect(neededOn(machine)).not.toContain('\n');
  });
});
