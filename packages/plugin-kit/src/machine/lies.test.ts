import { findTarget } from '@mkcross/core';
import type { ModelFixture, ModelTarget, ShellModel } from '@mkcross/composer';
import { execa } from 'execa';
import { liesAbout } from '@mkcross/plugin-kit';

const host = 'x86_64-linux';
const triple = 'aarch64-unknown-linux-musl';
const target = findTarget(triple);
if (target === undefined) throw new Error(`${triple} is known`);

const fixture = (parts: Partial<ModelFixture> = {}): ModelFixture => ({
  from: 'sample',
  id: 'c',
  files: { 'hello.c': '' },
  build: [[{ program: `${triple}-gcc` }], 'hello.c', '-o', 'hello'],
  artifact: 'hello',
  expect: {},
  runs: [{ args: ['{token}'], stdout: "it's {reversed}\n" }],
  ...parts,
});
const modelTarget: ModelTarget = {
  from: ['sample'],
  target,
  systems: [host],
  runsOn: [],
  runner: { from: 'qemu', systems: [host], command: 'qemu', program: `qemu-${triple}`, why: 'Runs.' },
  choices: [],
  fixtures: [],
};
const model: ShellModel = {
  schemaVersion: 2,
  nixpkgs: { url: 'nixpkgs', from: '' },
  defaultTarget: { value: false, from: '' },
  toolchainFile: false,
  systems: { [host]: { host: 'x86_64-unknown-linux-gnu', targets: [triple] } },
  targets: {},
  flakes: {},
  tools: {},
  libraries: {},
  packages: [],
  path: [],
  programs: [],
  files: {},
  env: { CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER: [] },
  hooks: [],
};
const lies = (fixtures: readonly ModelFixture[], isRunnerHere = true) =>
  liesAbout({ model, target: modelTarget, host, fixtures, isRunnerHere });

describe('the lies that a shell is told', () => {
  it('are of its compiler and its runner', () => {
    expect(lies([fixture()]).map(({ title }) => title)).toEqual([
      `a runner that runs nothing, in place of qemu-${triple}`,
      `a runner that prints what programs usually print, in place of qemu-${triple}`,
      `a runner that prints its arguments, in place of qemu-${triple}`,
      `a runner that prints its arguments as the program would, in place of qemu-${triple}`,
      `a program that does nothing, in place of ${triple}-gcc`,
      `a program that copies one of this machine, in place of ${triple}-gcc`,
      `the compiler of this machine, in place of ${triple}-gcc`,
      `the compiler of this machine, linking statically, in place of ${triple}-gcc`,
      `a program for another architecture, in place of ${triple}-gcc`,
    ]);
  });

  it('are of the linker where cargo builds, without the host’s, which can link right', () => {
    const rust = lies([fixture({ id: 'rust', build: ['cargo', 'build'] })], false);
    expect(new Set(rust.map(({ replaces }) => replaces))).toEqual(
      new Set([{ variable: 'CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER' }]),
    );
    expect(rust.map(({ title }) => title.split(',')[0])).toEqual([
      'a program that does nothing',
      'a program that copies one of this machine',
      'a program for another architecture',
    ]);
  });

  it('replace each program once', () => {
    const twice = lies([fixture(), fixture({ id: 'again' })], false);
    expect(twice.map(({ fixture: name }) => name)).toEqual(Array.from({ length: 5 }, () => 'sample/c'));
  });

  it('are told to the fixture that prints its argument backwards', () => {
    const weak = fixture({ id: 'weak', runs: [{ stdout: 'hello\n' }] });
    const told = lies([weak, fixture()]).filter(({ title }) => title.includes('runner'));
    expect(new Set(told.map((one) => one.fixture))).toEqual(new Set(['sample/c']));
  });

  it('print what the program would, with the word as it is', async () => {
    const lie = lies([fixture()]).find(({ title }) => title.includes('as the program would'));
    const { stdout } = await execa('bash', ['-c', lie?.script ?? '', 'runner', '/tmp/hello', 'word']);
    expect(stdout).toBe("it's word");
  });
});
