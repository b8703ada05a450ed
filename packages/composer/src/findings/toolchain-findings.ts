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
    title: 'Several plugins have a toolchain for a target',
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
    title: 'The configured toolchain does not exist',
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
    title: 'A toolchain lacks a field that it needs',
    message: ({ toolchain, missing }) =>
      `The toolchain "${toolchain}" has no ${missing.map((field) => `"${field}"`).join(' and no ')}, and neither has its base.`,
    hint: () => 'Add the fields to the toolchain, or report this to the authors of the plugin.',
  }),
  EXTENDS_CYCLE: defineFinding({
    code: 'EXTENDS_CYCLE',
    data: Type.Object({ cycle: Type.Array(Type.String()) }),
    title: 'Toolchains extend one another in a circle',
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
    title: 'A plugin refers to something that does not exist',
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
    title: 'A target does not exist',
    message: ({ triple, nearest }) => `Neither mkcross nor a plugin knows the target "${triple}".${orNearest(nearest)}`,
    hint: () => 'Run "rustc --print target-list" for the triples of Rust; a plugin can declare others in "targets".',
  }),
  TARGET_CLASH: defineFinding({
    code: 'TARGET_CLASH',
    data: Type.Object({ triple: Type.String(), owners: Type.Array(Type.String()) }),
    title: 'One target is declared in different ways',
    message: ({ triple, owners }) => `${owners.join(' and ')} declare the target ${triple} differently.`,
    hint: () => 'Keep one of the plugins, or report this to their authors: facts about a target do not differ.',
  }),
  TARGET_NAME_MISSING: defineFinding({
    code: 'TARGET_NAME_MISSING',
    data: Type.Object({ owner: Type.String(), name: Type.String(), triple: Type.Optional(Type.String()) }),
    title: 'A plugin asks for a name that a target does not have',
    message: ({ owner, name, triple }) =>
      triple === undefined
        ? `The plugin "${owner}" asks for the target's name "${name}" where no target is known.`
        : `The plugin "${owner}" asks for the name "${name}" of ${triple}, which has no such name.`,
    hint: () => 'Report this to the authors of the plugin.',
  }),
  HOST_UNKNOWN: defineFinding({
    code: 'HOST_UNKNOWN',
    data: Type.Object({ host: Type.String(), known: Type.Array(Type.String()), nearest: Type.Optional(Type.String()) }),
    title: 'A machine that builds is not known',
    message: ({ host, nearest }) =>
      `mkcross does not know the system "${host}", so it has no triple for it.${orNearest(nearest)}`,
    hint: ({ known }) => `Name one of ${known.join(', ')} in systems under [nix].`,
  }),
  OPTIONS_SCHEMA_INVALID: defineFinding({
    code: 'OPTIONS_SCHEMA_INVALID',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    title: 'The schema of a plugin’s options is broken',
    message: ({ id, reason }) => `The plugin "${id}" has a broken JSON Schema in "options": ${reason}`,
    hint: () => 'Report this to the authors of the plugin; mkcross.toml is not at fault.',
  }),
  LAUNCHER_CONFLICT: defineFinding({
    code: 'LAUNCHER_CONFLICT',
    data: Type.Object({ language: Type.String(), owners: Type.Array(Type.String()) }),
    title: 'Several plugins run in front of one compiler',
    message: ({ language, owners }) => `${quoted(owners)} all start the compilers of ${language}.`,
    hint: ({ owners }) => `Keep one of ${quoted(owners)} in plugins.`,
  }),
  NIXPKGS_CONFLICT: defineFinding({
    code: 'NIXPKGS_CONFLICT',
    data: Type.Object({ key: Type.String(), sides: Type.Array(Type.String()) }),
    title: 'Two plugins configure nixpkgs differently',
    message: ({ key, sides }) =>
      `The nixpkgs configuration "${key}" is given different values:\n  ${sides.join('\n  ')}`,
    hint: () => 'Keep one of the plugins.',
  }),
  TARGET_ENV_CONFLICT: defineFinding({
    code: 'TARGET_ENV_CONFLICT',
    data: Type.Object({ name: Type.String(), sides: Type.Array(Type.String()) }),
    title: 'A variable has different values for targets of one shell',
    message: ({ name, sides }) =>
      `${name} has different values, and the shell for all targets can have only one:\n  ${sides.join('\n  ')}`,
    hint: ({ name }) => `Remove all but one of these lines, or write one value for all:  [env]  ${name} = "…"`,
  }),
  PLUGIN_MISSING: defineFinding({
    code: 'PLUGIN_MISSING',
    data: Type.Object({ id: Type.String(), neededBy: Type.String(), known: Type.Array(Type.String()) }),
    title: 'A plugin is needed that is not there',
    message: ({ id, neededBy }) => `${neededBy} names the plugin "${id}", which is not there.`,
    hint: ({ known }) => `Install it. The plugins that are there: ${listed(known)}.`,
  }),
} as const;
