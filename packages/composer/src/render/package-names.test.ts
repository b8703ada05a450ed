import type { NixPackage, Target, Triple } from '@mkcross/core';
import { compose, modelOf } from '@mkcross/composer';
import { sampleProject, samplePlugin, zig, zigCc } from '../../test/sample-plugin.ts';
import type { ShellModel } from '../model.ts';
import { printFile, set } from '../nix/index.ts';
import { namePackages, nixOf } from './package-names.ts';

const declared = 'x86_64-acme-linux-musl';
/** A target that only a plugin knows. */
const acme: Target = {
  triple: declared,
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  system: 'linux',
  abi: 'musl',
  format: 'elf',
  executableSuffix: '',
  names: { gnu: 'x86_64-acme-linux-muslx' },
};
const modelWith = (target: Target): ShellModel => {
  const toolchain = { ...zigCc.toolchains[0], id: 'gcc', programs: {}, targets: { [target.triple]: {} } };
  const plugin = samplePlugin('acme', { targets: [target], toolchains: [toolchain] });
  return modelOf(compose(sampleProject({ plugins: ['acme'], targets: [target.triple] }), [plugin, zig], []));
};
const model = modelWith(acme);
/** The bindings of a file with these packages. */
const bound = (packages: readonly NixPackage[], own?: Triple, reserved: readonly string[] = [], of = model) =>
  printFile('x', set(namePackages(of, packages, own, reserved).bindings))
    .split('\n')
    .slice(2, -2)
    .map((line) => line.slice(2))
    .join('\n');
const named = (packages: readonly NixPackage[], one: NixPackage, own?: Triple) =>
  printFile('x', namePackages(model, packages, own, []).expressionOf(one)).split('\n')[1];

describe('the package set of a target', () => {
  const imported = (crossSystem: string) => `cross = import pkgs.path {
  inherit system;
  inherit (pkgs) config overlays;
  crossSystem = {
    ${crossSystem}
  };
};
inherit (cross) zlib;`;
  const bindings = (target: Target) => bound([{ set: declared, attr: ['zlib'] }], declared, [], modelWith(target));

  test('fault 6: is imported by the GNU name that its plugin declares, not by its triple', () => {
    expect(bindings(acme)).toBe(imported('config = "x86_64-acme-linux-muslx";'));
  });
  test('is imported with what its plugin says', () => {
    const crossSystem = {
      config: 'x',
      useLLVM: true,
      bits: 64,
      none: null,
      flags: ['a'],
      gcc: { arch: 'b', abi: 'a' },
    };
    const lines = [
      'bits = 64;',
      'config = "x";',
      'flags = [ "a" ];',
      'gcc = {',
      '  abi = "a";',
      '  arch = "b";',
      '};',
      'none = null;',
      'useLLVM = true;',
    ];
    expect(bindings({ ...acme, nixpkgs: { crossSystem } })).toBe(imported(lines.join('\n    ')));
  });
  test('is that of nixpkgs, by its newest name', () => {
    const one = bindings({ ...acme, nixpkgs: { attr: ['new', 'old'] } });
    expect(one).toBe('cross = pkgs.pkgsCross.new or pkgs.pkgsCross.old;\ninherit (cross) zlib;');
  });
  test('of another target has the triple in its name', () => {
    expect(bound([{ set: 'a-b-c', attr: ['x'] }], declared)).toContain('cross-a-b-c = import pkgs.path {');
    expect(bound([{ set: 'a-b-c', attr: ['x'] }], declared)).toContain('config = "a-b-c";');
  });
});

describe('packages', () => {
  test('at the top of nixpkgs are named as they are', () => {
    expect(bound([{ attr: ['zlib'] }])).toBe('');
    expect(named([{ attr: ['zlib'] }], { attr: ['zlib'] })).toBe('pkgs.zlib');
    expect(named([], { attr: ['a.b'] })).toBe('pkgs.a.b');
  });
  test.each<[string, NixPackage, string]>([
    ['within a set', { attr: ['stdenv.cc'] }, 'stdenv-cc = pkgs.stdenv.cc;'],
    ['with an older name', { attr: ['new', 'old'] }, 'old = pkgs.new or pkgs.old;'],
    ['of a flake', { flake: 'sdk', attr: ['cc'] }, 'sdk-cc = sdk.packages.${system}.cc;'],
    [
      'with the name of its package',
      { attr: ['a', 'b'], named: 'wine-9' },
      'b = if lib.hasPrefix "wine-9" (pkgs.a.name or "") then pkgs.a else pkgs.b;',
    ],
    ['that is named, alone', { attr: ['a'], named: 'wine-9' }, 'inherit (pkgs) a;'],
    ['with another character', { attr: ['a+b'] }, ''],
    ['with another character in a set', { attr: ['x.a+b'] }, 'x-a-b = pkgs.x."a+b";'],
  ])('%s have a variable', (_, one, expected) => {
    expect(bound([one]).replaceAll(/\s+/g, ' ')).toBe(expected);
  });
  test('of a target are named without the parts that say so', () => {
    const packages = ['pkgsStatic.zlib', 'stdenv.cc', 'windows.pthreads'].map((attr): NixPackage => ({
      set: declared,
      attr: [attr],
    }));
    expect(bound(packages, declared).split('\n').slice(-3)).toEqual([
      'inherit (cross.stdenv) cc;',
      'inherit (cross.windows) pthreads;',
      'inherit (cross.pkgsStatic) zlib;',
    ]);
  });
  test('of one name have a number, and none has a name that is taken', () => {
    const packages: readonly NixPackage[] = [
      { set: declared, attr: ['zlib'] },
      { set: declared, attr: ['pkgsStatic.zlib'] },
      { set: declared, attr: ['lib'] },
      { set: declared, attr: ['cross'] },
    ];
    expect(
      bound([...packages, ...packages], declared, ['lib'])
        .split('\n')
        .slice(-4),
    ).toEqual([
      'cross-2 = cross.cross;',
      'lib-2 = cross.lib;',
      'inherit (cross.pkgsStatic) zlib;',
      'zlib-2 = cross.zlib;',
    ]);
  });
});

test.each<[unknown, string]>([
  ['a', '"a"'],
  [1, '1'],
  [false, 'false'],
  [null, 'null'],
  [[], '[ ]'],
  [{}, '{ }'],
  [undefined, '{ }'],
])('the JSON %j is %s in Nix', (value, text) => {
  expect(printFile('x', nixOf(value)).split('\n')[1]).toBe(text);
});
