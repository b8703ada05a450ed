import { compose, modelOf, type Config } from '@mkcross/composer';
import type { ProjectKind, ToolchainPlugin } from '@mkcross/core';
import {
  rust,
  rustMingw,
  samplePlugin,
  samplePlugins,
  sampleProject,
  targetTable,
  zig,
  zigCc,
} from './sample-plugin.ts';
import { textOf } from './text-of.ts';

const windows = 'x86_64-pc-windows-gnu';
const result = (parts: Partial<Config>, plugins: readonly ToolchainPlugin[] = samplePlugins) =>
  compose(sampleProject(parts), plugins);
const codes = (parts: Partial<Config>, plugins?: readonly ToolchainPlugin[]) =>
  result(parts, plugins).found.map(({ code }) => code);
const choiceOf = (parts: Partial<Config>, kind: ProjectKind, plugins?: readonly ToolchainPlugin[]) => {
  const choice = modelOf(result(parts, plugins)).targets[windows]?.choices.find((one) => one.kind === kind);
  return choice && [choice.toolchain, choice.because];
};

describe('the toolchain of a kind of project', () => {
  test('is the first of its plugin', () => {
    expect(choiceOf({ plugins: ['rust-mingw'] }, 'rust')).toEqual(['rust-mingw/gcc', 'default of its plugin']);
  });
  test('is the one that compiles least besides', () => {
    expect(choiceOf({ plugins: ['rust-mingw', 'zig-cc'] }, 'c')).toEqual(['zig-cc/zig-windows', 'closest fit']);
    expect(choiceOf({ plugins: ['rust-mingw', 'zig-cc'] }, 'go')).toEqual(['zig-cc/zig-windows', 'closest fit']);
  });
  test('is the only one', () => {
    expect(choiceOf({ plugins: ['zig-cc'] }, 'c')).toEqual(['zig-cc/zig-windows', 'only candidate']);
    expect(choiceOf({ plugins: ['zig-cc'] }, 'rust')).toBeUndefined();
    expect(choiceOf({ plugins: ['zig'] }, 'zig')).toEqual(['zig/zig', 'only candidate']);
  });
  test.each([
    ['a plugin', 'rust-mingw', 'rust-mingw/gcc'],
    ['a toolchain', 'gcc-dll', 'rust-mingw/gcc-dll'],
    ['both', 'rust-mingw/zig', 'rust-mingw/zig'],
  ])('is what mkcross.toml names by %s', (_, name, chosen) => {
    const target = { [windows]: targetTable({ toolchain: name }) };
    expect(choiceOf({ plugins: ['rust-mingw', 'zig-cc'], target }, 'c')).toEqual([chosen, 'configured']);
  });
  test('is named for each kind, and go follows c', () => {
    const parts = {
      plugins: ['rust-mingw', 'zig-cc'],
      target: { [windows]: targetTable({ toolchain: { rust: 'zig', c: 'rust-mingw/gcc' } }) },
    };
    expect(choiceOf(parts, 'rust')).toEqual(['rust-mingw/zig', 'configured']);
    expect(choiceOf(parts, 'c')).toEqual(['rust-mingw/gcc', 'configured']);
    expect(choiceOf(parts, 'go')).toEqual(['rust-mingw/gcc', 'configured']);
  });
  test('is that of the whole project where a target has it', () => {
    const parts = {
      plugins: ['rust-mingw', 'rust-musl'],
      targets: [windows, 'x86_64-unknown-linux-musl'] as const,
      toolchain: 'gcc-dll',
    };
    const model = modelOf(result(parts));
    expect(model.targets[windows]?.choices[0]?.toolchain).toBe('rust-mingw/gcc-dll');
    expect(model.targets['x86_64-unknown-linux-musl']?.choices[0]?.because).toBe('only candidate');
  });
  test('is for its hosts only', () => {
    const nix = { nixpkgs: 'nixpkgs', packages: [], systems: ['aarch64-darwin', 'x86_64-linux'] as const };
    const { choices } = modelOf(result({ plugins: ['rust-mingw'], nix })).targets[windows] ?? { choices: [] };
    expect(choices.filter(({ kind }) => kind === 'rust').map(({ systems, toolchain }) => [systems, toolchain])).toEqual(
      [
        [['aarch64-darwin'], 'rust-mingw/zig'],
        [['x86_64-linux'], 'rust-mingw/gcc'],
      ],
    );
  });
});

const otherMingw = samplePlugin('other', {
  requires: ['rust'],
  toolchains: [
    { ...rustMingw.toolchains[0], id: 'clang', libraries: [], cxx: { runtime: 'libc++', link: 'static' }, runtime: [] },
  ],
});

test('two plugins conflict, whatever their order, and the line that settles it does', () => {
  const plugins = [rust, zig, zigCc, rustMingw, otherMingw];
  for (const order of [plugins, plugins.toReversed()]) {
    const { found, model } = result({ plugins: ['rust-mingw', 'other'] }, order);
    expect(model).toBeUndefined();
    const conflicts = found.filter(({ code }) => code === 'TOOLCHAIN_CONFLICT');
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ where: { file: 'mkcross.toml', line: 1 } });
    expect(textOf(conflicts[0]).message).toContain('"other/clang", "rust-mingw/gcc"');
    expect(textOf(conflicts[0]).hint).toContain('toolchain = { rust = "other", c = "other" }');
  }
  const target = { [windows]: targetTable({ toolchain: { rust: 'other', c: 'other' } }) };
  expect(codes({ plugins: ['rust-mingw', 'other'], target }, plugins)).toEqual([]);
});

test('a toolchain that does not exist is named with the nearest', () => {
  const target = { [windows]: targetTable({ toolchain: { c: 'gcc-dl' } }) };
  const { found } = result({ plugins: ['rust-mingw'], target });
  expect(found.map(({ code }) => code)).toEqual(['TOOLCHAIN_UNKNOWN']);
  expect(textOf(found[0]).message).toContain('Did you mean "gcc-dll"?');
  expect(codes({ plugins: ['rust-mingw'], toolchain: 'clang' })).toEqual(['TOOLCHAIN_UNKNOWN']);
  // zig-cc is only used: it has no effect until it is listed.
  expect(codes({ plugins: ['rust-mingw'], toolchain: { c: 'zig-cc' } })).toEqual(['TOOLCHAIN_UNKNOWN']);
  // zig-cc has a toolchain for the target, but none for Rust.
  expect(codes({ plugins: ['rust-mingw', 'zig-cc'], toolchain: { rust: 'zig-cc' } })).toEqual(['TOOLCHAIN_UNKNOWN']);
});

describe('targets', () => {
  test('that do not exist are named with the nearest', () => {
    const { found } = result({ plugins: ['rust-musl'], targets: ['x86_64-unknow-linux-musl'] });
    expect(found[0]).toMatchObject({ code: 'TARGET_UNKNOWN', where: { line: 2 } });
    expect(textOf(found[0]).message).toContain('"x86_64-unknown-linux-musl"');
  });
  test('that no toolchain builds for are named with those that are', () => {
    const { found } = result({ plugins: ['rust-musl'], targets: ['riscv64gc-unknown-linux-musl'] });
    expect(found[0]?.code).toBe('TARGET_UNSUPPORTED');
    expect(textOf(found[0]).hint).toContain('x86_64-unknown-linux-musl');
  });
  test('that no host of the project builds for are named with hosts that do', () => {
    const plugin = samplePlugin('only', {
      toolchains: [
        { ...zigCc.toolchains[0], id: 'a', hosts: ['aarch64-linux'], programs: {}, targets: { [windows]: {} } },
      ],
    });
    const { found } = result({ plugins: ['only'] }, [plugin]);
    expect(found.map(({ code }) => code)).toContain('TARGET_UNSUPPORTED_HOST');
    expect(textOf(found.find(({ code }) => code === 'TARGET_UNSUPPORTED_HOST')).hint).toContain('aarch64-linux');
  });
  test('may be declared by plugins, but not in two ways', () => {
    const board = {
      ...(modelOf(result({ plugins: ['zig-cc'] })).targets[windows]?.target ?? never()),
      triple: 'riscv32-board-none' as const,
    };
    const toolchain = { ...zigCc.toolchains[0], programs: {}, targets: { 'riscv32-board-none': {} } };
    const plugin = samplePlugin('board', { targets: [board], toolchains: [toolchain] });
    const other = samplePlugin('other', { targets: [{ ...board, bits: 32 }] });
    const parts = { plugins: ['board'], targets: ['riscv32-board-none'] as const };
    expect(codes(parts, [plugin, other])).toEqual([]);
    expect(codes({ ...parts, plugins: ['board', 'other'] }, [plugin, other])).toEqual(['TARGET_CLASH']);
  });
  test('need a host that is known', () => {
    const nix = { nixpkgs: 'nixpkgs', packages: [], systems: ['x86_64-linus'] as const };
    const { found } = result({ plugins: ['zig-cc'], nix });
    expect(found[0]?.code).toBe('HOST_UNKNOWN');
    expect(textOf(found[0]).message).toContain('x86_64-linux');
  });
  test('must be given', () => {
    expect(codes({ plugins: ['zig-cc'], targets: undefined })).toEqual(['TARGETS_MISSING']);
  });
});

const never = (): never => {
  throw new Error('the sample is there');
};
