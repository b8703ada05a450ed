import { defineFinding, describeFinding, type FindingData, type JsonObject } from '@mkcross/core';
import * as Type from 'typebox';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);

/** A value that a schema refuses, as the cause of another finding: the code and data of a finding of this file. */
export const findingCause = Type.Object({ code: Type.String(), data: Type.Unsafe<JsonObject>({ type: 'object' }) });

/** {@link findingCause} as a type. */
export type FindingCause = FindingData<typeof findingCause>;

/** The message of a cause. */
export function causeText(cause: FindingCause): string {
  return describeFinding(configFindings, cause).message;
}

/** What can be wrong with mkcross.toml and rust-toolchain.toml. */
export const configFindings = {
  CONFIG_NOT_FOUND: defineFinding({
    code: 'CONFIG_NOT_FOUND',
    title: 'There is no mkcross.toml',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `Neither ${folder} nor a folder above it holds a mkcross.toml.`,
    hint: () => 'Run "npx mkcross init" in the root of your project.',
  }),
  CONFIG_UNREADABLE: defineFinding({
    code: 'CONFIG_UNREADABLE',
    title: 'A configuration file cannot be read',
    data: Type.Object({ file: Type.String(), reason: Type.String() }),
    message: ({ file, reason }) => `${file} is there but cannot be read: ${reason}.`,
    hint: ({ file }) => `Make ${file} a text file in UTF-8 that you may read.`,
  }),
  TOML_SYNTAX: defineFinding({
    code: 'TOML_SYNTAX',
    title: 'A file is not valid TOML',
    data: Type.Object({ reason: Type.String() }),
    message: ({ reason }) => `The file is not valid TOML: ${reason}.`,
    hint: () => 'Mend the line named; https://toml.io/en/v1.0.0 has the rules.',
  }),
  CONFIG_UNKNOWN_KEY: defineFinding({
    code: 'CONFIG_UNKNOWN_KEY',
    title: 'A key has no meaning',
    data: Type.Object({
      key: Type.String(),
      table: Type.String(),
      valid: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ key, table, nearest }) => `"${key}" means nothing in ${table}.${orNearest(nearest)}`,
    hint: ({ valid, table }) =>
      valid.length === 0 ? `Remove it: ${table} takes no keys.` : `Remove it, or use one of: ${valid.join(', ')}.`,
  }),
  CONFIG_WRONG_TYPE: defineFinding({
    code: 'CONFIG_WRONG_TYPE',
    title: 'A value has the wrong type',
    data: Type.Object({
      key: Type.String(),
      expected: Type.String(),
      found: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ key, expected, found, nearest }) => `${key} must be ${expected}, and is ${found}.${orNearest(nearest)}`,
    hint: ({ key, expected }) => `Give ${key} ${expected}.`,
  }),
  CONFIG_TABLE_FOR_LIST: defineFinding({
    code: 'CONFIG_TABLE_FOR_LIST',
    title: 'A list was written as a table',
    data: Type.Object({ key: Type.Union([Type.Literal('plugins'), Type.Literal('targets')]) }),
    message: ({ key }) =>
      `${key} is a list of names, and is written as a table here. TOML cannot have both under one name.`,
    hint: ({ key }) =>
      key === 'targets'
        ? 'Write the settings of one target as [target.<triple>], without the s.'
        : 'Write the options of one plugin as [plugin.<id>], without the s.',
  }),
  ENV_NAME_INVALID: defineFinding({
    code: 'ENV_NAME_INVALID',
    title: 'No shell accepts this name of a variable',
    data: Type.Object({ name: Type.String(), owner: Type.String() }),
    message: ({ name, owner }) =>
      `${owner} names a variable ${JSON.stringify(name)}; shells take letters, digits and underscores, and drop other names silently.`,
    hint: ({ name }) => `Call it ${JSON.stringify(name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)|^$/, '_'))}.`,
  }),
  VALUE_HAS_NUL: defineFinding({
    code: 'VALUE_HAS_NUL',
    title: 'A value cannot be held by an environment',
    data: Type.Object({ key: Type.String() }),
    message: ({ key }) =>
      `${key} holds a NUL character or half of a surrogate pair; neither an environment nor Nix can hold one.`,
    hint: () => 'Remove the character.',
  }),
  PATH_OUTSIDE_PROJECT: defineFinding({
    code: 'PATH_OUTSIDE_PROJECT',
    title: 'A path leads out of the project',
    data: Type.Object({ key: Type.String(), path: Type.String() }),
    message: ({ key, path }) => `${key}: ${JSON.stringify(path)} leads out of the project.`,
    hint: () => 'Give a path relative to the folder of mkcross.toml, without "..".',
  }),
  TARGETS_MISSING: defineFinding({
    code: 'TARGETS_MISSING',
    title: 'Nothing says what to build for',
    data: Type.Object({ supported: Type.Array(Type.String()), toolchainFile: Type.Boolean() }),
    message: ({ toolchainFile }) =>
      toolchainFile
        ? 'rust-toolchain.toml lists no targets, and neither does mkcross.toml.'
        : 'There is no rust-toolchain.toml, and mkcross.toml lists no targets.',
    hint: ({ supported, toolchainFile }) =>
      toolchainFile
        ? `Run "npx mkcross add target ${supported[0] ?? '<triple>'}". Your plugins build for: ${supported.join(', ') || 'none'}.`
        : `Write  targets = ["${supported[0] ?? '<triple>'}"]  in mkcross.toml. Your plugins build for: ${supported.join(', ') || 'none'}.`,
  }),
  TARGET_UNSUPPORTED: defineFinding({
    code: 'TARGET_UNSUPPORTED',
    title: 'No plugin builds for a target',
    data: Type.Object({
      triple: Type.String(),
      supported: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
      plugin: Type.Optional(Type.String()),
    }),
    message: ({ triple, nearest }) => `None of the plugins builds for ${triple}.${orNearest(nearest)}`,
    hint: ({ supported, plugin }) =>
      plugin === undefined
        ? `Remove it, or add a plugin that builds for it to plugins. Yours build for: ${supported.join(', ') || 'none'}.`
        : `Run "npm install --save-dev @mkcross/${plugin}" and add "${plugin}" to plugins in mkcross.toml.`,
  }),
  TARGET_UNSUPPORTED_HOST: defineFinding({
    code: 'TARGET_UNSUPPORTED_HOST',
    title: 'A target cannot be built on any of the chosen systems',
    data: Type.Object({ triple: Type.String(), systems: Type.Array(Type.String()), hosts: Type.Array(Type.String()) }),
    message: ({ triple, systems }) => `${triple} cannot be built on ${systems.join(' or ')}.`,
    hint: ({ hosts }) => `Add one of ${hosts.join(', ')} to systems under [nix], or remove the target.`,
  }),
  TARGET_NOT_SELECTED: defineFinding({
    code: 'TARGET_NOT_SELECTED',
    title: 'A setting is about a target that is not selected',
    data: Type.Object({ triple: Type.String(), key: Type.String(), selected: Type.Array(Type.String()) }),
    message: ({ triple, key }) => `${key} is about ${triple}, which is not among the targets.`,
    hint: ({ selected, triple }) => `Add "${triple}" to the targets, or name one of: ${selected.join(', ')}.`,
  }),
  PLUGIN_NOT_SELECTED: defineFinding({
    code: 'PLUGIN_NOT_SELECTED',
    title: 'Options are given for a plugin that is not selected',
    data: Type.Object({
      id: Type.String(),
      selected: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ id, nearest }) =>
      `[plugin.${id}] gives options, but "${id}" is not among the plugins.${orNearest(nearest)}`,
    hint: ({ id, selected }) => `Add "${id}" to plugins, or name one of: ${selected.join(', ') || 'none selected'}.`,
  }),
  TOOLCHAIN_FILE_LEGACY: defineFinding({
    code: 'TOOLCHAIN_FILE_LEGACY',
    title: 'A file called rust-toolchain hides rust-toolchain.toml',
    data: Type.Object({}),
    message: () =>
      'The folder holds a file "rust-toolchain"; rustup prefers it to rust-toolchain.toml, and mkcross reads only the latter.',
    hint: () => 'Run "git mv rust-toolchain rust-toolchain.toml", and write it as TOML: [toolchain] channel = "…".',
  }),
  TOOLCHAIN_FILE_MISSING: defineFinding({
    code: 'TOOLCHAIN_FILE_MISSING',
    title: 'There is no rust-toolchain.toml',
    data: Type.Object({}),
    message: () => 'There is no rust-toolchain.toml beside mkcross.toml.',
    hint: () => 'Run "npx mkcross init", or write one: [toolchain] channel = "stable".',
  }),
  TOOLCHAIN_FILE_INVALID: defineFinding({
    code: 'TOOLCHAIN_FILE_INVALID',
    title: 'rust-toolchain.toml is not what rustup takes',
    data: Type.Object({ cause: findingCause }),
    message: ({ cause }) => `rust-toolchain.toml is not what rustup takes: ${causeText(cause)}`,
    hint: () => 'See https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file.',
  }),
} as const;
