import type { ModelFixture, ModelPlaceholder, ModelTarget, ShellModel } from '@mkcross/composer';
import { findTarget, type Target, type Triple } from '@mkcross/core';
import { targetsToVerify, verifyPlan, type PlanRequest, type VerifyPlan, type VerifySettings } from '@mkcross/verify';

export const system = 'x86_64-linux';
export const host = 'x86_64-unknown-linux-gnu';
export const musl = 'x86_64-unknown-linux-musl';
export const windows = 'x86_64-pc-windows-gnu';
export const root = '/project';

export function targetOf(triple: Triple): Target {
  const target = findTarget(triple);
  if (target === undefined) throw new Error(`${triple} is unknown`);
  return target;
}

/** A fixture that is built by the compiler of its target; the rest as in `parts`. */
export const fixtureOf = (triple: Triple, parts: Partial<ModelFixture> = {}): ModelFixture => ({
  from: 'sample',
  id: 'c',
  files: { 'hello.c': 'int main(void) {}\n' },
  build: [[{ program: `${triple}-cc` }], 'hello.c', '-o', 'hello'],
  artifact: 'hello',
  expect: { linkage: 'static' },
  runs: [{ args: ['{token}'], stdout: 'hello {reversed}\n' }],
  ...parts,
});

/** A target with a C toolchain, which the host starts by itself; the rest as in `parts`. */
export const modelTarget = (triple: Triple, parts: Partial<ModelTarget> = {}): ModelTarget => ({
  from: ['sample'],
  target: targetOf(triple),
  systems: [system],
  runsOn: [system],
  choices: [choiceOf('c')],
  fixtures: [fixtureOf(triple)],
  ...parts,
});

export const choiceOf = (
  kind: 'c' | 'go' | 'rust' | 'zig',
  parts: Partial<ModelTarget['choices'][number]> = {},
): ModelTarget['choices'][number] => ({
  kind,
  systems: [system],
  toolchain: 'sample/gcc',
  because: 'only candidate',
  candidates: ['sample/gcc'],
  languages: kind === 'rust' ? ['rust'] : kind === 'zig' ? ['zig'] : ['c', 'c++'],
  linkage: 'static',
  ...parts,
});

/** What starts programs for Windows here. */
export const wine: NonNullable<ModelTarget['runner']> = {
  from: 'wine',
  systems: [system],
  command: 'wine',
  program: `wine-${windows}`,
  why: 'Runs them.',
};

/** A model of these targets, with a compiler for each; the host is one of them or has a target of its own without anything. */
export function sampleModel(targets: readonly ModelTarget[], parts: Partial<ShellModel> = {}): ShellModel {
  const all = targets.some(({ target }) => target.triple === host)
    ? targets
    : [...targets, modelTarget(host, { fixtures: [], choices: [] })];
  const compilers = all.map(({ target: { triple } }) => ({
    from: 'sample',
    targets: [triple],
    name: `${triple}-cc`,
    link: [{ tool: `sample/gcc@${triple}` }],
    why: 'Compiles.',
  }));
  const runners = all.flatMap(({ target: { triple }, runner }) =>
    runner === undefined
      ? []
      : [{ from: runner.from, targets: [triple], name: runner.program, values: {}, body: 'true\n', why: 'Runs.' }],
  );
  return {
    schemaVersion: 2,
    nixpkgs: { url: 'github:NixOS/nixpkgs', from: '' },
    defaultTarget: { value: false, from: '' },
    toolchainFile: false,
    systems: { [system]: { host, targets: targets.map(({ target }) => target.triple).filter((one) => one !== host) } },
    targets: Object.fromEntries(all.map((target) => [target.target.triple, target])),
    flakes: {},
    tools: {},
    libraries: {},
    packages: [],
    path: [],
    programs: [...compilers, ...runners],
    files: {},
    env: {},
    hooks: [],
    ...parts,
  };
}

/** A shell that has a path for each program and tool except those that are left out. */
export const fillWithout =
  (...missing: readonly string[]) =>
  (placeholder: ModelPlaceholder): string | undefined => {
    const [name] = Object.values(placeholder).map(String);
    return name === undefined || missing.includes(name) ? undefined : `/shell/${name}`;
  };

export const settings: VerifySettings = { artifacts: [], buildLimit: 60, runLimit: 5, run: {} };

/** The plan of a model for all of its targets, in a project with these files; without files and a build, of the fixtures alone. */
export function planOf(
  model: ShellModel,
  { names, ...parts }: Partial<PlanRequest> & { readonly names?: readonly string[] } = {},
): VerifyPlan {
  const project = names !== undefined || parts.settings?.build !== undefined;
  return verifyPlan(model, {
    system,
    targets: targetsToVerify(model, system, []).targets.map((one) => (project ? one : { ...one, project })),
    projectFolder: { path: root, names: names ?? [] },
    settings,
    linkage: {},
    env: {},
    fill: fillWithout(),
    ...parts,
  });
}
