import type { ModelLibrary, ModelTarget, ShellModel } from '@mkcross/composer';
import type { HostTool, Tool } from '@mkcross/core';
import type { ShellChoice } from '@mkcross/host';

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
  schemaVersion: 1,
  nixpkgs: { url: 'github:NixOS/nixpkgs', from: 'test' },
  defaultTarget: { value: false, from: 'test' },
  toolchainFile: false,
  systems: { 'x86_64-linux': { host: 'x86_64-unknown-linux-gnu', targets: [windows, musl] } },
  targets: Object.fromEntries([windows, musl].map((triple) => [triple, sampleTarget])),
  flakes: {},
  tools: {},
  libraries: {},
  packages: [],
  path: [],
  scripts: [],
  env: {},
  hooks: [],
  ...parts,
});

/** A target without a runner. */
export const sampleTarget: ModelTarget = {
  from: ['a'],
  systems: ['x86_64-linux'],
  runsOn: [],
  verification: [],
};

/** A tool that is looked up by its command, and installed by apt. */
export const sampleTool = (command: string, host: Partial<HostTool> = {}): Tool & { readonly from: string } => ({
  from: 'a',
  why: `Tests need ${command}.`,
  nix: { package: { attr: [command] }, program: command },
  host: { commands: [command], install: { apt: `${command}-package` }, ...host },
});

/** A library with folders of headers. */
export const sampleLibrary = (include: readonly string[]): ModelLibrary & { readonly from: string } => ({
  from: 'a',
  why: 'Tests need it.',
  nix: { package: { attr: ['sample'] } },
  host: { dirs: { include }, install: { apt: 'sample-dev' } },
});
