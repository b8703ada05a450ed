import type { ModelLibrary, ModelScalar, ModelTarget, ModelTool, ShellModel, Value } from '@mkcross/composer';
import { findTarget, type Triple } from '@mkcross/core';
import { projectFolders, type RenderContext, type ShellChoice, type ToolLocations } from '@mkcross/host';

/** The targets of the sample models. */
export const [musl, windows] = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] as const;

/** The shell of all targets of a sample model. */
export const allTargets: ShellChoice = {
  system: 'x86_64-linux',
  name: 'default',
  targets: [windows, musl],
  defaultTarget: undefined,
};

/** The shell of one target of a sample model. */
export const shellOf = (triple: typeof musl | typeof windows): ShellChoice => ({
  ...allTargets,
  name: triple,
  targets: [triple],
});

/** A model of two targets that contains nothing else but `parts`. */
export const sampleModel = (parts: Partial<ShellModel>): ShellModel => ({
  schemaVersion: 2,
  nixpkgs: { url: 'github:NixOS/nixpkgs', from: 'test' },
  defaultTarget: { value: false, from: 'test' },
  toolchainFile: false,
  systems: { 'x86_64-linux': { host: 'x86_64-unknown-linux-gnu', targets: [windows, musl] } },
  targets: { [windows]: sampleTarget(windows), [musl]: sampleTarget(musl) },
  flakes: {},
  tools: {},
  libraries: {},
  packages: [],
  path: [],
  programs: [],
  files: {},
  env: {},
  hooks: [],
  ...parts,
});

const rust: ModelTarget['choices'][number] = {
  kind: 'rust',
  systems: ['x86_64-linux'],
  toolchain: 'a/gcc',
  because: 'only candidate',
  candidates: ['a/gcc'],
  languages: ['rust'],
  linkage: 'static',
};

/** A target without a runner, for which one toolchain compiles Rust. */
export function sampleTarget(triple: Triple): ModelTarget {
  const target = findTarget(triple);
  if (target === undefined) throw new Error(`unknown target ${triple}`);
  return { from: ['a'], target, systems: ['x86_64-linux'], runsOn: [], choices: [rust], fixtures: [] };
}

/** A tool that is looked up by its command, and installed by apt. */
export const sampleTool = (command: string, parts: Partial<ModelTool> = {}): ModelTool => ({
  from: 'a',
  why: `Tests need ${command}.`,
  nix: { package: { attr: [command] }, program: command },
  find: [{ command }],
  install: { apt: `${command}-package` },
  ...parts,
});

/** A library with folders of headers. */
export const sampleLibrary = (include: readonly string[], parts: Partial<ModelLibrary> = {}): ModelLibrary => ({
  from: 'a',
  why: 'Tests need it.',
  nix: { package: { attr: ['sample'] } },
  find: { include: include.map((path) => ({ path })) },
  install: { apt: 'sample-dev' },
  ...parts,
});

/** A variable that is set to a value. */
export const sampleEntry = (value: Value, parts: Partial<ModelScalar> = {}): ModelScalar => ({
  kind: 'set',
  from: 'a',
  value,
  why: 'test',
  agreeing: [],
  overridden: [],
  ...parts,
});

/** What the shell of all targets of a model is rendered from, in the project /p. */
export const sampleContext = (parts: Partial<ShellModel>, locations: Partial<ToolLocations> = {}): RenderContext => ({
  model: sampleModel(parts),
  choice: allTargets,
  locations: { tools: {}, libraries: {}, bash: '/bin/bash', ...locations },
  folders: projectFolders('/p', '/cache'),
});
