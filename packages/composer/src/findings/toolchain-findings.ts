import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const listed = (names: readonly string[]) => quoted(names) || 'nothing';

/** What can go wrong when plugins are indexed, and toolchains are chosen and resolved. */
export const toolchainFindings = {
  TOOLCHAIN_CONFLICT: defineFinding({
    code: 'TOOLCHAIN_CONFLICT',
    title: 'Several toolchains fit equally well',
    cause:
      'Two plugins have a toolchain for the target that compiles the same languages. Objects of two toolchains cannot be linked, so one has to be chosen.',
    example: '# mkcross.toml\nplugins = ["rust-mingw", "other-mingw"]',
    fix: 'Write the line that the error shows.',
    data: Type.Object({
      triple: Type.String(),
      kinds: Type.Array(Type.String()),
      candidates: Type.Array(Type.String()),
      settle: Type.String(),
    }),
    message: ({ triple, kinds, candidates }) =>
      `Several toolchains build ${kinds.join(' and ')} projects for ${triple} equally well: ${quoted(candidates)}.`,
    hint: ({ settle, triple }) => `Choose one in mkcross.toml:  [target.${triple}]  ${settle}`,
  }),
  TOOLCHAIN_UNKNOWN: defineFinding({
    code: 'TOOLCHAIN_UNKNOWN',
    title: 'Unknown toolchain',
    cause: '"toolchain" names a plugin or a toolchain that does not build for the target.',
    example: '# mkcross.toml\ntoolchain = "gcc-dlll"',
    fix: 'Correct the name, or add the plugin that has the toolchain.',
    data: Type.Object({
      key: Type.String(),
      name: Type.String(),
      target: Type.Optional(Type.String()),
      candidates: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ key, name, target, nearest }) =>
      `${key} names the toolchain "${name}", which no plugin has for ${target ?? 'any of the targets'}.${orNearest(nearest)}`,
    hint: ({ candidates }) =>
      candidates.length === 0
        ? 'Remove the line, or add a plugin that has the toolchain to plugins.'
        : `Name one of ${quoted(candidates)}, or add a plugin that has the toolchain to plugins.`,
  }),
  TOOLCHAIN_INCOMPLETE: defineFinding({
    code: 'TOOLCHAIN_INCOMPLETE',
    title: 'Toolchain lacks a field',
    cause: 'Neither the toolchain, nor its base, nor the patch of the target has a field that every toolchain needs.',
    example: '{ "id": "gcc", "targets": { "x86_64-pc-windows-gnu": {} }, "languages": ["c"] }',
    fix: 'Add the field, or the base that has it in "extends".',
    data: Type.Object({ toolchain: Type.String(), missing: Type.Array(Type.String()) }),
    message: ({ toolchain, missing }) =>
      `The toolchain "${toolchain}" has no ${missing.map((field) => `"${field}"`).join(' and no ')}, and neither has its base.`,
    hint: () => 'Add the fields to the toolchain, or report this to the authors of the plugin.',
  }),
  EXTENDS_CYCLE: defineFinding({
    code: 'EXTENDS_CYCLE',
    title: 'Toolchains extend one another',
    cause: 'A toolchain extends itself through others.',
    example: '{ "toolchains": [{ "id": "a", "extends": "b" }, { "id": "b", "extends": "a" }] }',
    fix: 'Remove one "extends".',
    data: Type.Object({ cycle: Type.Array(Type.String()) }),
    message: ({ cycle }) => `Toolchains extend one another in a circle: ${cycle.join(' → ')}.`,
    hint: () => 'Remove one "extends", or report this to the authors of the plugin.',
  }),
  REFERENCE_UNKNOWN: defineFinding({
    code: 'REFERENCE_UNKNOWN',
    title: 'Reference to something that does not exist',
    cause: 'A plugin refers to something of another plugin that this version of it does not declare.',
    example: '{ "extends": "rust-mingw/clang" }',
    fix: 'Correct the name, or install a version of the plugin that declares it.',
    data: Type.Object({
      owner: Type.String(),
      kind: Type.String(),
      name: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ owner, kind, name, nearest }) =>
      `The plugin "${owner}" refers to the ${kind} "${name}", which does not exist.${orNearest(nearest)}`,
    hint: ({ name, owner }) =>
      name.includes('/') && !name.startsWith(`${owner}/`)
        ? `List the plugin "${name.split('/')[0] ?? ''}" in "requires" or "uses" of "${owner}", or report this to its authors.`
        : 'Declare it, or report this to the authors of the plugin.',
  }),
  TARGET_UNKNOWN: defineFinding({
    code: 'TARGET_UNKNOWN',
    title: 'Unknown target',
    cause: 'The triple is misspelled, or belongs to a plugin that is not selected.',
    example: '# mkcross.toml\ntargets = ["x86_64-unknow-linux-musl"]',
    fix: 'Correct the triple. "rustc --print target-list" shows the triples of Rust.',
    data: Type.Object({ triple: Type.String(), nearest: Type.Optional(Type.String()) }),
    message: ({ triple, nearest }) => `Neither mkcross nor a plugin knows the target "${triple}".${orNearest(nearest)}`,
    hint: () => 'Run "rustc --print target-list" for the triples of Rust; a plugin can declare others in "targets".',
  }),
  TARGET_CLASH: defineFinding({
    code: 'TARGET_CLASH',
    title: 'Target declared in different ways',
    cause: 'Two plugins declare the same triple with different facts, or one contradicts what mkcross knows.',
    example: '{ "targets": [{ "triple": "x86_64-unknown-linux-musl", "endian": "big" }] }',
    fix: 'Keep one of the plugins, and report the difference to their authors.',
    data: Type.Object({ triple: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ triple, owners }) => `${owners.join(' and ')} declare the target ${triple} differently.`,
    hint: () => 'Keep one of the plugins, or report this to their authors: facts about a target do not differ.',
  }),
  TARGET_NAME_MISSING: defineFinding({
    code: 'TARGET_NAME_MISSING',
    title: 'Target has no such name',
    cause:
      'A placeholder asks for a name of the target that it does not have, such as "zig" for a target that zig does not know.',
    example: '{ "prefixes": [[{ "target": "zig" }, "-"]] }',
    fix: 'Declare the name in the target, or use a name that every target of the toolchain has.',
    data: Type.Object({ owner: Type.String(), name: Type.String(), triple: Type.Optional(Type.String()) }),
    message: ({ owner, name, triple }) =>
      triple === undefined
        ? `The plugin "${owner}" asks for the target's name "${name}" where no target is known.`
        : `The plugin "${owner}" asks for the name "${name}" of ${triple}, which has no such name.`,
    hint: () => 'Report this to the authors of the plugin.',
  }),
  HOST_UNKNOWN: defineFinding({
    code: 'HOST_UNKNOWN',
    title: 'Unknown system',
    cause: '"systems" under [nix] names a machine whose Rust triple mkcross does not know.',
    example: '# mkcross.toml\n[nix]\nsystems = ["x86_64-lunix"]',
    fix: 'Correct the name.',
    data: Type.Object({ host: Type.String(), known: Type.Array(Type.String()), nearest: Type.Optional(Type.String()) }),
    message: ({ host, nearest }) =>
      `mkcross does not know the system "${host}", so it has no triple for it.${orNearest(nearest)}`,
    hint: ({ known }) => `Name one of ${known.join(', ')} in systems under [nix].`,
  }),
  OPTIONS_SCHEMA_INVALID: defineFinding({
    code: 'OPTIONS_SCHEMA_INVALID',
    title: 'Plugin has an invalid option schema',
    cause:
      'The JSON Schema in "options" of the plugin has a broken pattern or reference. mkcross.toml is not at fault.',
    example: '{ "options": { "properties": { "a": { "pattern": "(" } } } }',
    fix: 'Report this to the authors of the plugin.',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    message: ({ id, reason }) => `The plugin "${id}" has a broken JSON Schema in "options": ${reason}`,
    hint: () => 'Report this to the authors of the plugin; mkcross.toml is not at fault.',
  }),
  LAUNCHER_CONFLICT: defineFinding({
    code: 'LAUNCHER_CONFLICT',
    title: 'Several launchers for a compiler',
    cause: 'Two selected plugins run in front of the compilers of one language.',
    example: '# mkcross.toml\nplugins = ["ccache", "sccache"]',
    fix: 'Keep one of the plugins.',
    data: Type.Object({ language: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ language, owners }) => `${quoted(owners)} all start the compilers of ${language}.`,
    hint: ({ owners }) => `Keep one of ${quoted(owners)} in plugins.`,
  }),
  NIXPKGS_CONFLICT: defineFinding({
    code: 'NIXPKGS_CONFLICT',
    title: 'Conflicting nixpkgs configuration',
    cause: 'Two plugins ask for nixpkgs with different values of one setting.',
    example: '{ "nixpkgs": { "config": { "allowUnfree": false } } }',
    fix: 'Keep one of the plugins.',
    data: Type.Object({ key: Type.String(), sides: Type.Array(Type.String()) }),
    message: ({ key, sides }) =>
      `The nixpkgs configuration "${key}" is given different values:\n  ${sides.join('\n  ')}`,
    hint: () => 'Keep one of the plugins.',
  }),
  TARGET_ENV_CONFLICT: defineFinding({
    code: 'TARGET_ENV_CONFLICT',
    title: 'Variable differs between targets of one shell',
    cause:
      'Two [target.<triple>] tables set one variable to different values. The shell for all targets can have only one.',
    example:
      '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nenv = { LOG = "1" }\n[target.x86_64-unknown-linux-musl]\nenv = { LOG = "2" }',
    fix: 'Keep one of the lines, or set the variable under [env].',
    data: Type.Object({ name: Type.String(), sides: Type.Array(Type.String()) }),
    message: ({ name, sides }) =>
      `${name} has different values, and the shell for all targets can have only one:\n  ${sides.join('\n  ')}`,
    hint: ({ name }) => `Remove all but one of these lines, or write one value for all:  [env]  ${name} = "…"`,
  }),
  PLUGIN_MISSING: defineFinding({
    code: 'PLUGIN_MISSING',
    title: 'Plugin is not loaded',
    cause: 'A plugin names another one in "requires" or "uses" that is not installed.',
    example: '{ "uses": ["zig-cc"] }',
    fix: 'Install the plugin.',
    data: Type.Object({ id: Type.String(), neededBy: Type.String(), known: Type.Array(Type.String()) }),
    message: ({ id, neededBy }) => `${neededBy} names the plugin "${id}", which is not there.`,
    hint: ({ known }) => `Install it. The plugins that are there: ${listed(known)}.`,
  }),
} as const;
