import { defineFinding } from './finding.ts';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);

/** What can be wrong with mkcross.toml and rust-toolchain.toml. */
export const configFindings = {
  CONFIG_NOT_FOUND: defineFinding<{ readonly folder: string }>('CONFIG_NOT_FOUND', {
    title: 'There is no mkcross.toml',
    message: ({ folder }) => `Neither ${folder} nor a folder above it holds a mkcross.toml.`,
    hint: () => 'Run "npx mkcross init" in the root of your project.',
  }),
  CONFIG_UNREADABLE: defineFinding<{ readonly file: string; readonly reason: string }>('CONFIG_UNREADABLE', {
    title: 'A configuration file cannot be read',
    message: ({ file, reason }) => `${file} is there but cannot be read: ${reason}.`,
    hint: ({ file }) => `Make ${file} a text file in UTF-8 that you may read.`,
  }),
  TOML_SYNTAX: defineFinding<{ readonly reason: string }>('TOML_SYNTAX', {
    title: 'A file is not valid TOML',
    message: ({ reason }) => `The file is not valid TOML: ${reason}.`,
    hint: () => 'Correct this line; https://toml.io/en/v1.1.0 has the rules.',
  }),
  CONFIG_UNKNOWN_KEY: defineFinding<{
    readonly key: string;
    readonly table: string;
    readonly valid: readonly string[];
    readonly nearest?: string | undefined;
  }>('CONFIG_UNKNOWN_KEY', {
    title: 'A key is unknown',
    message: ({ key, table, nearest }) => `${table} has no key "${key}".${orNearest(nearest)}`,
    hint: ({ valid, table }) =>
      valid.length === 0 ? `Remove it: ${table} takes no keys.` : `Remove it, or use one of: ${valid.join(', ')}.`,
  }),
  CONFIG_WRONG_TYPE: defineFinding<{
    readonly key: string;
    readonly expected: string;
    readonly found: string;
    readonly nearest?: string | undefined;
  }>('CONFIG_WRONG_TYPE', {
    title: 'A value has the wrong type',
    message: ({ key, expected, found, nearest }) => `${key} must be ${expected}, and is ${found}.${orNearest(nearest)}`,
    hint: ({ key, expected }) => `Give ${key} ${expected}.`,
  }),
  CONFIG_REPLACED: defineFinding<{
    readonly key: string;
    /** The lines of mkcross.toml that say the same. */
    readonly lines: readonly string[];
  }>('CONFIG_REPLACED', {
    title: 'A key of mkcross.toml was replaced by another',
    message: ({ key }) => `${key} is not supported; another key replaces it.`,
    hint: ({ lines }) => `Remove it and write:  ${lines.join('  ')}`,
  }),
  CONFIG_TABLE_FOR_LIST: defineFinding<{ readonly key: 'plugins' | 'targets' }>('CONFIG_TABLE_FOR_LIST', {
    title: 'A list was written as a table',
    message: ({ key }) =>
      `${key} is a list of names, and is written as a table here. TOML cannot have both under one name.`,
    hint: ({ key }) =>
      key === 'targets'
        ? 'Write the settings of one target as [target.<triple>], without the s.'
        : 'Write the options of one plugin as [plugin.<id>], without the s.',
  }),
  ENV_NAME_INVALID: defineFinding<{ readonly name: string; readonly owner: string }>('ENV_NAME_INVALID', {
    title: 'No shell accepts this name of a variable',
    message: ({ name, owner }) =>
      `${owner} names a variable ${JSON.stringify(name)}; shells take letters, digits and underscores, and drop other names silently.`,
    hint: ({ name }) => `Call it ${JSON.stringify(name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)|^$/, '_'))}.`,
  }),
  VALUE_HAS_NUL: defineFinding<{ readonly key: string }>('VALUE_HAS_NUL', {
    title: 'A value cannot be held by an environment',
    message: ({ key }) =>
      `${key} holds a NUL character or half of a surrogate pair; neither an environment nor Nix can hold one.`,
    hint: () => 'Remove the character.',
  }),
  PATH_OUTSIDE_PROJECT: defineFinding<{ readonly key: string; readonly path: string }>('PATH_OUTSIDE_PROJECT', {
    title: 'A path leads out of the project',
    message: ({ key, path }) => `${key}: ${JSON.stringify(path)} leads out of the project.`,
    hint: () => 'Give a path relative to the folder of mkcross.toml, without "..".',
  }),
  TARGETS_MISSING: defineFinding<{ readonly supported: readonly string[]; readonly toolchainFile: boolean }>(
    'TARGETS_MISSING',
    {
      title: 'Nothing says what to build for',
      message: ({ toolchainFile }) =>
        toolchainFile
          ? 'rust-toolchain.toml lists no targets, and neither does mkcross.toml.'
          : 'There is no rust-toolchain.toml, and mkcross.toml lists no targets.',
      hint: ({ supported, toolchainFile }) =>
        toolchainFile
          ? `Run "npx mkcross add target ${supported[0] ?? '<triple>'}". Your plugins build for: ${supported.join(', ') || 'none'}.`
          : `Write  targets = ["${supported[0] ?? '<triple>'}"]  in mkcross.toml. Your plugins build for: ${supported.join(', ') || 'none'}.`,
    },
  ),
  TARGET_UNSUPPORTED: defineFinding<{
    readonly triple: string;
    readonly supported: readonly string[];
    readonly nearest?: string | undefined;
    readonly plugin?: string | undefined;
  }>('TARGET_UNSUPPORTED', {
    title: 'No plugin builds for a target',
    message: ({ triple, nearest }) => `None of the plugins builds for ${triple}.${orNearest(nearest)}`,
    hint: ({ supported, plugin }) =>
      plugin === undefined
        ? `Remove it, or add a plugin that builds for it to plugins. Yours build for: ${supported.join(', ') || 'none'}.`
        : `Run "npm install --save-dev @mkcross/${plugin}" and add "${plugin}" to plugins in mkcross.toml.`,
  }),
  TARGET_UNSUPPORTED_HOST: defineFinding<{
    readonly triple: string;
    readonly systems: readonly string[];
    readonly hosts: readonly string[];
  }>('TARGET_UNSUPPORTED_HOST', {
    title: 'A target cannot be built on any of the chosen systems',
    message: ({ triple, systems }) => `${triple} cannot be built on ${systems.join(' or ')}.`,
    hint: ({ hosts }) => `Add one of ${hosts.join(', ')} to systems under [nix], or remove the target.`,
  }),
  TARGET_NOT_SELECTED: defineFinding<{
    readonly triple: string;
    readonly key: string;
    readonly selected: readonly string[];
  }>('TARGET_NOT_SELECTED', {
    title: 'A setting is about a target that is not selected',
    message: ({ triple, key }) => `${key} is about ${triple}, which is not among the targets.`,
    hint: ({ selected, triple }) => `Add "${triple}" to the targets, or name one of: ${selected.join(', ')}.`,
  }),
  PLUGIN_NOT_SELECTED: defineFinding<{
    readonly id: string;
    readonly selected: readonly string[];
    readonly nearest?: string | undefined;
  }>('PLUGIN_NOT_SELECTED', {
    title: 'Options are given for a plugin that is not selected',
    message: ({ id, nearest }) =>
      `[plugin.${id}] gives options, but "${id}" is not among the plugins.${orNearest(nearest)}`,
    hint: ({ id, selected }) => `Add "${id}" to plugins, or name one of: ${selected.join(', ') || 'none selected'}.`,
  }),
  TOOLCHAIN_FILE_LEGACY: defineFinding<object>('TOOLCHAIN_FILE_LEGACY', {
    title: 'A file called rust-toolchain hides rust-toolchain.toml',
    message: () =>
      'The folder holds a file "rust-toolchain"; rustup prefers it to rust-toolchain.toml, and mkcross reads only the latter.',
    hint: () => 'Run "git mv rust-toolchain rust-toolchain.toml", and write it as TOML: [toolchain] channel = "…".',
  }),
  TOOLCHAIN_FILE_MISSING: defineFinding<object>('TOOLCHAIN_FILE_MISSING', {
    title: 'There is no rust-toolchain.toml',
    message: () => 'There is no rust-toolchain.toml beside mkcross.toml.',
    hint: () => 'Run "npx mkcross init", or write one: [toolchain] channel = "stable".',
  }),
  TOOLCHAIN_FILE_INVALID: defineFinding<{ readonly problem: string }>('TOOLCHAIN_FILE_INVALID', {
    title: 'rust-toolchain.toml is not what rustup takes',
    message: ({ problem }) => `rust-toolchain.toml is not what rustup takes: ${problem}`,
    hint: () => 'See https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file.',
  }),
} as const;
