import { defineFinding } from './finding.ts';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const listed = (names: readonly string[]) => quoted(names) || 'nothing';

/** What can go wrong when plugins are indexed, and toolchains are chosen and resolved. */
export const toolchainFindings = {
  TOOLCHAIN_CONFLICT: defineFinding<{
    readonly triple: string;
    readonly kinds: readonly string[];
    readonly candidates: readonly string[];
    readonly settle: string;
  }>('TOOLCHAIN_CONFLICT', {
    title: 'Several plugins have a toolchain for a target',
    message: ({ triple, kinds, candidates }) =>
      `Several toolchains build ${kinds.join(' and ')} projects for ${triple} equally well: ${quoted(candidates)}.`,
    hint: ({ settle, triple }) => `Choose one in mkcross.toml:  [target.${triple}]  ${settle}`,
  }),
  TOOLCHAIN_UNKNOWN: defineFinding<{
    readonly key: string;
    readonly name: string;
    readonly target?: string | undefined;
    readonly candidates: readonly string[];
    readonly nearest?: string | undefined;
  }>('TOOLCHAIN_UNKNOWN', {
    title: 'The configured toolchain does not exist',
    message: ({ key, name, target, nearest }) =>
      `${key} names the toolchain "${name}", which no plugin has for ${target ?? 'any of the targets'}.${orNearest(nearest)}`,
    hint: ({ candidates }) =>
      candidates.length === 0
        ? 'Remove the line, or add a plugin that has the toolchain to plugins.'
        : `Name one of ${quoted(candidates)}, or add a plugin that has the toolchain to plugins.`,
  }),
  TOOLCHAIN_INCOMPLETE: defineFinding<{ readonly toolchain: string; readonly missing: readonly string[] }>(
    'TOOLCHAIN_INCOMPLETE',
    {
      title: 'A toolchain lacks a field that it needs',
      message: ({ toolchain, missing }) =>
        `The toolchain "${toolchain}" has no ${missing.map((field) => `"${field}"`).join(' and no ')}, and neither has its base.`,
      hint: () => 'Add the fields to the toolchain, or report this to the authors of the plugin.',
    },
  ),
  EXTENDS_CYCLE: defineFinding<{ readonly cycle: readonly string[] }>('EXTENDS_CYCLE', {
    title: 'Toolchains extend one another in a circle',
    message: ({ cycle }) => `Toolchains extend one another in a circle: ${cycle.join(' → ')}.`,
    hint: () => 'Remove one "extends", or report this to the authors of the plugin.',
  }),
  REFERENCE_UNKNOWN: defineFinding<{
    readonly owner: string;
    readonly kind: string;
    readonly name: string;
    readonly nearest?: string | undefined;
  }>('REFERENCE_UNKNOWN', {
    title: 'A plugin refers to something that does not exist',
    message: ({ owner, kind, name, nearest }) =>
      `The plugin "${owner}" refers to the ${kind} "${name}", which does not exist.${orNearest(nearest)}`,
    hint: ({ name, owner }) =>
      name.includes('/') && !name.startsWith(`${owner}/`)
        ? `List the plugin "${name.split('/')[0] ?? ''}" in "requires" or "uses" of "${owner}", or report this to its authors.`
        : 'Declare it, or report this to the authors of the plugin.',
  }),
  TARGET_UNKNOWN: defineFinding<{ readonly triple: string; readonly nearest?: string | undefined }>('TARGET_UNKNOWN', {
    title: 'A target does not exist',
    message: ({ triple, nearest }) => `Neither mkcross nor a plugin knows the target "${triple}".${orNearest(nearest)}`,
    hint: () => 'Run "rustc --print target-list" for the triples of Rust; a plugin can declare others in "targets".',
  }),
  TARGET_CLASH: defineFinding<{ readonly triple: string; readonly owners: readonly string[] }>('TARGET_CLASH', {
    title: 'One target is declared in different ways',
    message: ({ triple, owners }) => `${owners.join(' and ')} declare the target ${triple} differently.`,
    hint: () => 'Keep one of the plugins, or report this to their authors: facts about a target do not differ.',
  }),
  TARGET_NAME_MISSING: defineFinding<{
    readonly owner: string;
    readonly name: string;
    readonly triple?: string | undefined;
  }>('TARGET_NAME_MISSING', {
    title: 'A plugin asks for a name that a target does not have',
    message: ({ owner, name, triple }) =>
      triple === undefined
        ? `The plugin "${owner}" asks for the target's name "${name}" where no target is known.`
        : `The plugin "${owner}" asks for the name "${name}" of ${triple}, which has no such name.`,
    hint: () => 'Report this to the authors of the plugin.',
  }),
  HOST_UNKNOWN: defineFinding<{
    readonly host: string;
    readonly known: readonly string[];
    readonly nearest?: string | undefined;
  }>('HOST_UNKNOWN', {
    title: 'A machine that builds is not known',
    message: ({ host, nearest }) =>
      `mkcross does not know the system "${host}", so it has no triple for it.${orNearest(nearest)}`,
    hint: ({ known }) => `Name one of ${known.join(', ')} in systems under [nix].`,
  }),
  OPTIONS_SCHEMA_INVALID: defineFinding<{ readonly id: string; readonly reason: string }>('OPTIONS_SCHEMA_INVALID', {
    title: 'The schema of a plugin’s options is broken',
    message: ({ id, reason }) => `The plugin "${id}" has a broken JSON Schema in "options": ${reason}`,
    hint: () => 'Report this to the authors of the plugin; mkcross.toml is not at fault.',
  }),
  LAUNCHER_CONFLICT: defineFinding<{ readonly language: string; readonly owners: readonly string[] }>(
    'LAUNCHER_CONFLICT',
    {
      title: 'Several plugins run in front of one compiler',
      message: ({ language, owners }) => `${quoted(owners)} all start the compilers of ${language}.`,
      hint: ({ owners }) => `Keep one of ${quoted(owners)} in plugins.`,
    },
  ),
  NIXPKGS_CONFLICT: defineFinding<{ readonly key: string; readonly sides: readonly string[] }>('NIXPKGS_CONFLICT', {
    title: 'Two plugins configure nixpkgs differently',
    message: ({ key, sides }) =>
      `The nixpkgs configuration "${key}" is given different values:\n  ${sides.join('\n  ')}`,
    hint: () => 'Keep one of the plugins.',
  }),
  TARGET_ENV_CONFLICT: defineFinding<{ readonly name: string; readonly sides: readonly string[] }>(
    'TARGET_ENV_CONFLICT',
    {
      title: 'A variable has different values for targets of one shell',
      message: ({ name, sides }) =>
        `${name} has different values, and the shell for all targets can have only one:\n  ${sides.join('\n  ')}`,
      hint: ({ name }) => `Remove all but one of these lines, or write one value for all:  [env]  ${name} = "…"`,
    },
  ),
  PLUGIN_MISSING: defineFinding<{ readonly id: string; readonly neededBy: string; readonly known: readonly string[] }>(
    'PLUGIN_MISSING',
    {
      title: 'A plugin is needed that is not there',
      message: ({ id, neededBy }) => `${neededBy} names the plugin "${id}", which is not there.`,
      hint: ({ known }) => `Install it. The plugins that are there: ${listed(known)}.`,
    },
  ),
} as const;
