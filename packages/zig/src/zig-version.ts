import type { Contribution, Env, Hole, Inputs, Tool, Value } from '@mkcross/core';

/** The versions of Zig that nixpkgs has under names of their own. */
export const zigVersions = ['0.13', '0.14', '0.15', '0.16'] as const;

/** The option that pins Zig, as JSON Schema. */
export const versionOption = {
  enum: [...zigVersions],
  description: 'The version of Zig; by default that of nixpkgs. A nixpkgs without it gives its own.',
} as const;

const tool = (attr: readonly [string, ...string[]], series?: string): Tool => ({
  why: 'Compiles Zig, C and C++ for every target, with no toolchain beside it.',
  nix: { package: { attr }, program: 'zig' },
  host: {
    commands: ['zig'],
    version: { args: ['version'], pattern: '^(\\d+\\.\\d+\\.\\d+)', ...(series === undefined ? {} : { series }) },
    provision: { pypi: 'ziglang', program: 'ziglang/zig' },
    install: { apk: 'zig', brew: 'zig', dnf: 'zig', pacman: 'zig', pip: 'ziglang', zypper: 'zig' },
  },
});

/** `zig`, and each version that can be asked for as `zig-0.15`. */
export const zigTools: Readonly<Record<string, Tool>> = {
  zig: tool(['zig']),
  ...Object.fromEntries(
    zigVersions.map((version) => [`zig-${version}`, tool([`zig_${version.replace('.', '_')}`, 'zig'], version)]),
  ),
};

/** A contribution with the tool `zig` in the version that the option `version` asks for. */
export function withZigVersion(contribution: Contribution, version: unknown): Contribution {
  const wanted = zigVersions.find((one) => one === version);
  if (wanted === undefined) return contribution;
  const name = `zig-${wanted}`;
  const { inputs, env, hooks } = contribution;
  const inValues = <T extends { readonly values: Readonly<Record<string, Value>> }>(part: T): T => ({
    ...part,
    values: mapValues(part.values, (value) => replaced(value, name)),
  });
  return {
    ...(inputs === undefined ? {} : { inputs: inInputs(inputs, name, inValues) }),
    ...(env === undefined ? {} : { env: inEnv(env, name) }),
    ...(hooks === undefined ? {} : { hooks: hooks.map(inValues) }),
  };
}

function inInputs(
  inputs: Inputs,
  name: string,
  inValues: <T extends { readonly values: Readonly<Record<string, Value>> }>(part: T) => T,
): Inputs {
  const named = (tools: readonly string[]) => tools.map((one) => (one === 'zig' ? name : one));
  return {
    ...inputs,
    ...(inputs.packages === undefined ? {} : { packages: named(inputs.packages) }),
    ...(inputs.path === undefined ? {} : { path: named(inputs.path) }),
    ...(inputs.scripts === undefined ? {} : { scripts: inputs.scripts.map(inValues) }),
  };
}

function inEnv(env: Env, name: string): Env {
  return mapValues(env, (entry) =>
    'value' in entry
      ? { ...entry, value: replaced(entry.value, name) }
      : { ...entry, values: entry.values.map((value) => replaced(value, name)) },
  );
}

function replaced(value: Value, name: string): Value {
  if (typeof value === 'string') return value;
  return value.map((part): string | Hole => {
    if (typeof part === 'string') return part;
    if ('text' in part) return { text: { ...part.text, content: replaced(part.text.content, name) } };
    return 'tool' in part && part.tool === 'zig' ? { tool: name } : part;
  });
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
