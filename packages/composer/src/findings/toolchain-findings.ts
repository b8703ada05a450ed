import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const listed = (names: readonly string[]) => quoted(names) || 'nothing';

/** What can go wrong when plugins are indexed, and toolchains are chosen and resolved. */
export const toolchainFindings = {
  TOOLCHAIN_CONFLICT: defineFinding({
    code: 'TOOLCHAIN_CONFLICT',
    data: Type.Object({
      triple: Type.String(),
      kinds: Type.Array(Type.String()),
      candidates: Type.Array(Type.String()),
      settle: Type.String(),
    }),
    title: 'Several toolchains for a target',
    cause:
      'Two enabled plugins have a toolchain for the same target and kind of project, and neither compiles less than the other.',
    example: '# mkcross.toml\nplugins = ["zig-cc", "other-cc"]\ntargets = ["x86_64-unknown-linux-musl"]',
    fix: 'Choose one with "toolchain" under [target.<triple>].',
    message: ({ triple, kinds, candidates }) =>
      `Several toolchains build ${kinds.join(' and ')} projects for ${triple} equally well: ${quoted(candidates)}.`,
    hint: ({ settle, triple }) => `Choose one in mkcross.toml:  [target.${triple}]  ${settle}`,
  }),
  TOOLCHAIN_UNKNOWN: defineFinding({
    code: 'TOOLCHAIN_UNKNOWN',
    data: Type.Object({
      key: Type.String(),
      name: Type.String(),
      target: Type.Optional(Type.String()),
      candidates: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    title: 'Unknown toolchain',
    cause: '"toolchain" names a plugin or a toolchain that no enabled plugin has for the target.',
    example: '# mkcross.toml\ntoolchain = "zgi"',
    fix: 'Correct the name, or enable the plugin that has the toolchain.',
    message: ({ key, name, target, nearest }) =>
      `${key} names the toolchain "${name}", which no plugin has for ${target ?? 'any of the targets'}.${orNearest(nearest)}`,
    hint: ({ candidates }) =>
      candidates.length === 0
        ? 'Remove the line, or add a plugin that has the toolchain to plugins.'
        : `Name one of ${quoted(candidates)}, or add a plugin that has the toolchain to plugins.`,
  }),
  TOOLCHAIN_INCOMPLETE: defineFinding({
    code: 'TOOLCHAIN_INCOMPLETE',
    data: Type.Object({ toolchain: Type.String(), missing: Type.Array(Type.String()) }),
    title: 'Incomplete toolchain',
    cause: 'A toolchain and its bases together lack a field that every toolchain needs.',
    example: '{ "toolchains": [{ "id": "gcc", "targets": { "x86_64-pc-windows-gnu": {} } }] }',
    fix: 'Add the fields to the toolchain.',
    message: ({ toolchain, missing }) =>
      `The toolchain "${toolchain}" has no ${missing.map((field) => `"${field}"`).join(' and no ')}, and neither has its base.`,
    hint: () => 'Add the fields to the toolchain, or report this to the authors of the plugin.',
  }),
  EXTENDS_CYCLE: defineFinding({
    code: 'EXTENDS_CYCLE',
    data: Type.Object({ cycle: Type.Array(Type.String()) }),
    title: 'Toolchains extend one another in a circle',
    cause: '"extends" of a toolchain leads back to itself.',
    example: '{ "toolchains": [{ "id": "a", "extends": "b" }, { "id": "b", "extends": "a" }] }',
    fix: 'Remove one "extends".',
    message: ({ cycle }) => `Toolchains extend one another in a circle: ${cycle.join(' → ')}.`,
    hint: () => 'Remove one "extends", or report this to the authors of the plugin.',
  }),
  REFERENCE_UNKNOWN: defineFinding({
    code: 'REFERENCE_UNKNOWN',
    data: Type.Object({
      owner: Type.String(),
      kind: Type.String(),
      name: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    title: 'Unknown name in a plugin',
    cause: 'The plugin names a declaration of its own or of another plugin that does not exist.',
    example: '{ "toolchains": [{ "id": "gcc", "extends": "zig-cc/rusty", "targets": {} }] }',
    fix: 'Correct the name, or declare what it names.',
    message: ({ owner, kind, name, nearest }) =>
      `The plugin "${owner}" refers to the ${kind} "${name}", which does not exist.${orNearest(nearest)}`,
    hint: ({ name, owner }) =>
      name.includes('/') && !name.startsWith(`${owner}/`)
        ? `List the plugin "${name.split('/')[0] ?? ''}" in "requires" or "uses" of "${owner}", or report this to its authors.`
        : 'Declare it, or report this to the authors of the plugin.',
  }),
  TARGET_UNKNOWN: defineFinding({
    code: 'TARGET_UNKNOWN',
    data: Type.Object({ triple: Type.String(), nearest: Type.Optional(Type.String()) }),
    title: 'Unknown target',
    cause: 'The triple is misspelled, or neither mkcross nor an enabled plugin describes the target.',
    example: '# mkcross.toml\ntargets = ["x86_64-linux-musl"]',
    fix: 'Write the triple as Rust does, or enable a plugin that declares the target.',
    message: ({ triple, nearest }) => `Neither mkcross nor a plugin knows the target "${triple}".${orNearest(nearest)}`,
    hint: () => 'Run "rustc --print target-list" for the triples of Rust; a plugin can declare others in "targets".',
  }),
  TARGET_CLASH: defineFinding({
    code: 'TARGET_CLASH',
    data: Type.Object({ triple: Type.String(), owners: Type.Array(Type.String()) }),
    title: 'Target is declared differently',
    cause: 'Two plugins declare one target with different facts, or a plugin contradicts mkcross.',
    example: '{ "targets": [{ "triple": "x86_64-pc-windows-gnu", "arch": "arm" }] }',
    fix: 'Keep one of the plugins.',
    message: ({ triple, owners }) => `${owners.join(' and ')} declare the target ${triple} differently.`,
    hint: () => 'Keep one of the plugins, or report this to their authors: facts about a target do not differ.',
  }),
  TARGET_NAME_MISSING: defineFinding({
    code: 'TARGET_NAME_MISSING',
    data: Type.Object({ owner: Type.String(), name: Type.String(), triple: Type.Optional(Type.String()) }),
    title: 'Target lacks a name',
    cause: 'A plugin uses a spelling of a target, such as that of qemu, which the target does not have.',
    example: '[{ "target": "go" }]',
    fix: 'Report it to the authors of the plugin.',
    message: ({ owner, name, triple }) =>
      triple === undefined
        ? `The plugin "${owner}" asks for the target's name "${name}" where no target is known.`
        : `The plugin "${owner}" asks for the name "${name}" of ${triple}, which has no such name.`,
    hint: () => 'Report this to the authors of the plugin.',
  }),
  HOST_UNKNOWN: defineFinding({
    code: 'HOST_UNKNOWN',
    data: Type.Object({ host: Type.String(), known: Type.Array(Type.String()), nearest: Type.Optional(Type.String()) }),
    title: 'Unknown system',
    cause: '"systems" names a machine of which mkcross does not know the triple.',
    example: '# mkcross.toml\n[nix]\nsystems = ["x86_64-linus"]',
    fix: 'Use one of the systems that the error lists.',
    message: ({ host, nearest }) =>
      `mkcross does not know the system "${host}", so it has no triple for it.${orNearest(nearest)}`,
    hint: ({ known }) => `Name one of ${known.join(', ')} in systems under [nix].`,
  }),
  OPTIONS_SCHEMA_INVALID: defineFinding({
    code: 'OPTIONS_SCHEMA_INVALID',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    title: 'Invalid options schema in a plugin',
    cause: 'The JSON Schema in "options" of a plugin cannot be used.',
    example: '{ "options": { "type": "objekt" } }',
    fix: 'Report it to the authors of the plugin.',
    message: ({ id, reason }) => `The plugin "${id}" has a broken JSON Schema in "options": ${reason}`,
    hint: () => 'Report this to the authors of the plugin; mkcross.toml is not at fault.',
  }),
  LAUNCHER_CONFLICT: defineFinding({
    code: 'LAUNCHER_CONFLICT',
    data: Type.Object({ language: Type.String(), owners: Type.Array(Type.String()) }),
    title: 'Several launchers for one compiler',
    cause: 'Two enabled plugins start the compilers of the same language.',
    example: '# mkcross.toml\nplugins = ["ccache", "sccache"]',
    fix: 'Keep one of the plugins.',
    message: ({ language, owners }) => `${quoted(owners)} all start the compilers of ${language}.`,
    hint: ({ owners }) => `Keep one of ${quoted(owners)} in plugins.`,
  }),
  NIXPKGS_CONFLICT: defineFinding({
    code: 'NIXPKGS_CONFLICT',
    data: Type.Object({ key: Type.String(), sides: Type.Array(Type.String()) }),
    title: 'Conflicting nixpkgs configuration',
    cause: 'Two enabled plugins give one key of the nixpkgs configuration different values.',
    example: '{ "nixpkgs": { "config": { "allowUnfree": true } } }',
    fix: 'Keep one of the plugins.',
    message: ({ key, sides }) =>
      `The nixpkgs configuration "${key}" is given different values:\n  ${sides.join('\n  ')}`,
    hint: () => 'Keep one of the plugins.',
  }),
  TARGET_ENV_CONFLICT: defineFinding({
    code: 'TARGET_ENV_CONFLICT',
    data: Type.Object({ name: Type.String(), sides: Type.Array(Type.String()) }),
    title: 'Variable differs between targets',
    cause:
      'The shell for all targets has one value for each variable, and mkcross.toml gives one variable different values for two targets.',
    example:
      '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nenv = { MODE = "a" }\n[target.x86_64-unknown-linux-musl]\nenv = { MODE = "b" }',
    fix: 'Write one value under [env].',
    message: ({ name, sides }) =>
      `${name} has different values, and the shell for all targets can have only one:\n  ${sides.join('\n  ')}`,
    hint: ({ name }) => `Remove all but one of these lines, or write one value for all:  [env]  ${name} = "…"`,
  }),
  PLUGIN_MISSING: defineFinding({
    code: 'PLUGIN_MISSING',
    data: Type.Object({ id: Type.String(), neededBy: Type.String(), known: Type.Array(Type.String()) }),
    title: 'Plugin is missing',
    cause: 'A plugin is needed that was not given to the composer.',
    example: '{ "requires": ["rust"] }',
    fix: 'Install the plugin.',
    message: ({ id, neededBy }) => `${neededBy} names the plugin "${id}", which is not there.`,
    hint: ({ known }) => `Install it. The plugins that are there: ${listed(known)}.`,
  }),
} as const;
