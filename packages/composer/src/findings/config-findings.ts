import { defineFinding, describeFinding, type FindingData, type JsonObject } from '@mkcross/core';
import * as Type from 'typebox';

const orNearest = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean "${nearest}"?`);

/** A value that a schema refuses, as the cause of another finding: the code and data of a finding of this file. */
const findingCause = Type.Object({ code: Type.String(), data: Type.Unsafe<JsonObject>({ type: 'object' }) });

/** {@link findingCause} as a type. */
type FindingCause = FindingData<typeof findingCause>;

/** The message of a cause. */
function causeText(cause: FindingCause): string {
  return describeFinding(configFindings, cause).message;
}

/** What can be wrong with mkcross.toml and rust-toolchain.toml. */
export const configFindings = {
  CONFIG_NOT_FOUND: defineFinding({
    code: 'CONFIG_NOT_FOUND',
    title: 'mkcross.toml not found',
    cause:
      'Commands read mkcross.toml in the current folder or the nearest folder above it, and none of these folders has one.',
    example: '$ cd /tmp\n$ npx mkcross plan',
    fix: 'Run the command inside the project, or create the file with "npx mkcross init".',
    data: Type.Object({
      folder: Type.String(),
      /** The folder of another user at which the search ended. */
      ended: Type.Optional(Type.String()),
    }),
    message: ({ folder, ended }) =>
      ended === undefined
        ? `There is no mkcross.toml in ${folder} or in a folder above it.`
        : `There is no mkcross.toml in ${folder} or above it up to ${ended}, which belongs to another user.`,
    hint: () => 'Run "npx mkcross init" in the root of your project.',
  }),
  PROJECT_NOT_OWNED: defineFinding({
    code: 'PROJECT_NOT_OWNED',
    title: 'The project belongs to another user',
    cause:
      'What mkcross.toml and the files beside it say is executed as you. mkcross follows the rule of git: the file and its folder have to belong to the user who runs the command, or, under sudo, to the user who called it.',
    example: '$ sudo mkdir /srv/p && sudo touch /srv/p/mkcross.toml && cd /srv/p\n$ npx mkcross plan',
    fix: 'If you trust the project, add its folder to safe.directory of git, which mkcross reads too, or make the folder yours.',
    data: Type.Object({ folder: Type.String(), owner: Type.Number(), user: Type.Number() }),
    message: ({ folder, owner, user }) =>
      `Detected dubious ownership in the project at ${folder}: it belongs to user ${String(owner)}, and you are user ${String(user)}.`,
    hint: ({ folder }) => `If you trust it, run "git config --global --add safe.directory ${folder}".`,
  }),
  CONFIG_UNREADABLE: defineFinding({
    code: 'CONFIG_UNREADABLE',
    title: 'Cannot read a configuration file',
    cause:
      'The file exists, but reading it failed: it is a folder, the permissions forbid it, or it is not UTF-8 text.',
    example: '$ mkdir mkcross.toml\n$ npx mkcross plan',
    fix: 'Make it a readable text file in UTF-8.',
    data: Type.Object({ file: Type.String(), reason: Type.String() }),
    message: ({ file, reason }) => `Cannot read ${file}: ${reason}.`,
    hint: ({ file }) => `Make ${file} a readable text file in UTF-8.`,
  }),
  TOML_SYNTAX: defineFinding({
    code: 'TOML_SYNTAX',
    title: 'Invalid TOML',
    cause: 'The file breaks the grammar of TOML at the line and column that the error names.',
    example: '# mkcross.toml\nplugins = ["rust-musl"',
    fix: 'Correct the syntax at the given position.',
    data: Type.Object({ reason: Type.String() }),
    message: ({ reason }) => `Invalid TOML: ${reason}.`,
    hint: () => 'Correct this line; https://toml.io/en/v1.1.0 describes the syntax.',
  }),
  CONFIG_UNKNOWN_KEY: defineFinding({
    code: 'CONFIG_UNKNOWN_KEY',
    title: 'Unknown key',
    cause:
      'The key is misspelled, belongs to another table, or does not exist in this version of mkcross or of the plugin.',
    example: '# mkcross.toml\n[nix]\nnixpgks = "github:NixOS/nixpkgs/nixos-25.05"',
    fix: 'Correct the name of the key, or remove the line.',
    data: Type.Object({
      key: Type.String(),
      table: Type.String(),
      valid: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ key, table, nearest }) => `Unknown key "${key}" in ${table}.${orNearest(nearest)}`,
    hint: ({ valid, table }) =>
      valid.length === 0 ? `Remove it: ${table} has no keys.` : `Remove it, or use one of: ${valid.join(', ')}.`,
  }),
  CONFIG_WRONG_TYPE: defineFinding({
    code: 'CONFIG_WRONG_TYPE',
    title: 'Invalid value',
    cause: 'The value has another type or form than the key accepts, or a required key is missing.',
    example: '# mkcross.toml\nplugins = "rust-musl"',
    fix: 'Write a value of the expected form.',
    data: Type.Object({
      key: Type.String(),
      expected: Type.String(),
      found: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ key, expected, found, nearest }) => `${key} must be ${expected}, found ${found}.${orNearest(nearest)}`,
    hint: ({ key, expected }) => `Set ${key} to ${expected}.`,
  }),
  CONFIG_REPLACED: defineFinding({
    code: 'CONFIG_REPLACED',
    title: 'Key replaced by another',
    cause: 'The key belongs to an earlier form of mkcross.toml. What it said is said by another key.',
    example: '# mkcross.toml\n[plugin.rust-musl]\nlinker = "zig"',
    fix: 'Write the line that the error shows instead.',
    data: Type.Object({
      key: Type.String(),
      lines: Type.Array(Type.String(), { description: 'The lines of mkcross.toml that say the same.' }),
    }),
    message: ({ key }) => `${key} is not supported; another key replaces it.`,
    hint: ({ lines }) => `Remove it and write:  ${lines.join('  ')}`,
  }),
  CONFIG_TABLE_FOR_LIST: defineFinding({
    code: 'CONFIG_TABLE_FOR_LIST',
    title: 'Table instead of a list',
    cause:
      '"plugins" and "targets" are lists of names. Settings of one plugin or target are in [plugin.<id>] and [target.<triple>], in the singular.',
    example: '# mkcross.toml\n[targets.x86_64-pc-windows-gnu]\nlibraries = []',
    fix: 'Remove the "s" from the name of the table.',
    data: Type.Object({ key: Type.Union([Type.Literal('plugins'), Type.Literal('targets')]) }),
    message: ({ key }) => `"${key}" is a list of names, not a table.`,
    hint: ({ key }) =>
      key === 'targets'
        ? 'Write the settings of one target as [target.<triple>], without the s.'
        : 'Write the options of one plugin as [plugin.<id>], without the s.',
  }),
  ENV_NAME_INVALID: defineFinding({
    code: 'ENV_NAME_INVALID',
    title: 'Invalid name of an environment variable',
    cause:
      'Shells accept only letters, digits and underscores in names of variables, and drop other variables without an error.',
    example: '# mkcross.toml\n[env]\n"CC_x86_64-pc-windows-gnu" = "gcc"',
    fix: 'Rename the variable. Tools that accept hyphens accept underscores too.',
    data: Type.Object({ name: Type.String(), owner: Type.String() }),
    message: ({ name, owner }) =>
      `${owner} sets a variable named "${name}"; shells accept only letters, digits and underscores, and drop other variables without an error.`,
    hint: ({ name }) => `Rename it to "${name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)|^$/, '_')}".`,
  }),
  ENV_RESERVED: defineFinding({
    code: 'ENV_RESERVED',
    title: 'A variable that only the user can set',
    cause:
      'MKCROSS_TRUST allows projects to run what they configure. If a project or a plugin could set it, a shell of one project would allow others.',
    example: '# mkcross.toml\n[env]\nMKCROSS_TRUST = "all"',
    fix: 'Remove the variable.',
    data: Type.Object({ name: Type.String() }),
    message: ({ name }) => `${name} can be set by the user only, not by a project or a plugin.`,
    hint: ({ name }) => `Remove ${name}. "npx mkcross trust" allows this project.`,
  }),
  VALUE_HAS_NUL: defineFinding({
    code: 'VALUE_HAS_NUL',
    title: 'Invalid character in a value',
    cause: 'Environment variables and Nix strings cannot contain a NUL character or half of a surrogate pair.',
    example: '# mkcross.toml\n[env]\nA = "\\u0000"',
    fix: 'Remove the character from the value.',
    data: Type.Object({ key: Type.String() }),
    message: ({ key }) =>
      `${key} contains a NUL character or half of a surrogate pair, which environment variables and Nix cannot contain.`,
    hint: () => 'Remove the character.',
  }),
  PATH_OUTSIDE_PROJECT: defineFinding({
    code: 'PATH_OUTSIDE_PROJECT',
    title: 'Path outside the project',
    cause:
      'The path is absolute or contains "..". Paths in mkcross.toml are relative to its folder, so that all checkouts and the Nix sandbox have the same files.',
    example: '# mkcross.toml\n[plugin.wine]\nprefix = "../wine"',
    fix: 'Use a path inside the folder of mkcross.toml.',
    data: Type.Object({ key: Type.String(), path: Type.String() }),
    message: ({ key, path }) => `${key}: "${path}" is outside the project.`,
    hint: () => 'Use a path relative to the folder of mkcross.toml, without "..".',
  }),
  TARGETS_MISSING: defineFinding({
    code: 'TARGETS_MISSING',
    title: 'No targets',
    cause: 'Neither "targets" in mkcross.toml nor "targets" in rust-toolchain.toml names a target.',
    example: '# mkcross.toml\nplugins = ["rust-musl"]',
    fix: 'List the targets to build for: in rust-toolchain.toml for a Rust project, otherwise in mkcross.toml.',
    data: Type.Object({
      supported: Type.Array(Type.String()),
      toolchainFile: Type.Boolean(),
      below: Type.Array(Type.String(), { description: 'Files rust-toolchain.toml in folders of the project.' }),
    }),
    message: ({ toolchainFile, below: [below] }) =>
      toolchainFile
        ? 'rust-toolchain.toml lists no targets, and neither does mkcross.toml.'
        : below === undefined
          ? 'mkcross.toml lists no targets, and there is no rust-toolchain.toml.'
          : `mkcross.toml lists no targets, and there is no rust-toolchain.toml beside it, only ${below}.`,
    hint: ({ supported, toolchainFile, below: [below] }) =>
      below !== undefined && !toolchainFile
        ? `Move mkcross.toml to the folder of ${below}, or move ${below} beside mkcross.toml: rustup finds it from every folder below.`
        : toolchainFile
          ? `Run "npx mkcross add target ${supported[0] ?? '<triple>'}". The selected plugins build for: ${supported.join(', ') || 'none'}.`
          : `Write  targets = ["${supported[0] ?? '<triple>'}"]  in mkcross.toml. The selected plugins build for: ${supported.join(', ') || 'none'}.`,
  }),
  TARGET_UNSUPPORTED: defineFinding({
    code: 'TARGET_UNSUPPORTED',
    title: 'Unsupported target',
    cause: 'The triple is misspelled, or the plugin that builds for it is not listed in "plugins".',
    example: '# mkcross.toml\nplugins = ["rust-musl"]\ntargets = ["x86_64-pc-windows-gnu"]',
    fix: 'Correct the triple, or add a plugin that builds for the target.',
    data: Type.Object({
      triple: Type.String(),
      supported: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
      plugin: Type.Optional(Type.String()),
    }),
    message: ({ triple, nearest }) => `No selected plugin builds for ${triple}.${orNearest(nearest)}`,
    hint: ({ supported, plugin }) =>
      plugin === undefined
        ? `Remove the target, or add a plugin that builds for it. The selected plugins build for: ${supported.join(', ') || 'none'}.`
        : `Run "npm install --save-dev @mkcross/${plugin}" and add "${plugin}" to plugins in mkcross.toml.`,
  }),
  TARGET_UNSUPPORTED_HOST: defineFinding({
    code: 'TARGET_UNSUPPORTED_HOST',
    title: 'Target is not supported on these systems',
    cause: 'A plugin builds for the target, but on none of the systems that the project has shells for.',
    example:
      '# mkcross.toml\nplugins = ["rust-mingw"]\ntargets = ["x86_64-pc-windows-gnu"]\n[nix]\nsystems = ["aarch64-darwin"]',
    fix: 'Add a system on which the plugin works to "systems" under [nix], or remove the target.',
    data: Type.Object({ triple: Type.String(), systems: Type.Array(Type.String()), hosts: Type.Array(Type.String()) }),
    message: ({ triple, systems }) => `${triple} cannot be built on ${systems.join(' or ')}.`,
    hint: ({ hosts }) => `Add one of ${hosts.join(', ')} to systems under [nix], or remove the target.`,
  }),
  TARGET_NOT_SELECTED: defineFinding({
    code: 'TARGET_NOT_SELECTED',
    title: 'Setting for a target that is not selected',
    cause: 'A setting names a triple that is not among the targets of the project. The setting would have no effect.',
    example:
      '# mkcross.toml\nplugins = ["rust-musl"]\ntargets = ["x86_64-unknown-linux-musl"]\n[target.aarch64-unknown-linux-musl]\nrunner = "qemu"',
    fix: 'Add the triple to the targets, or correct or remove the setting.',
    data: Type.Object({ triple: Type.String(), key: Type.String(), selected: Type.Array(Type.String()) }),
    message: ({ triple, key }) => `${key} is for ${triple}, which is not among the targets of the project.`,
    hint: ({ selected, triple }) => `Add "${triple}" to the targets, or use one of: ${selected.join(', ')}.`,
  }),
  PLUGIN_NOT_SELECTED: defineFinding({
    code: 'PLUGIN_NOT_SELECTED',
    title: 'Options for a plugin that is not selected',
    cause:
      'mkcross.toml has a table [plugin.<id>] for a plugin that is not listed in "plugins". The table would have no effect.',
    example: '# mkcross.toml\nplugins = ["rust-musl"]\n[plugin.wine]\nprefix = ".wine"',
    fix: 'Add the plugin to "plugins", or correct or remove the table.',
    data: Type.Object({
      id: Type.String(),
      selected: Type.Array(Type.String()),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ id, nearest }) =>
      `[plugin.${id}] sets options of a plugin that is not in "plugins".${orNearest(nearest)}`,
    hint: ({ id, selected }) => `Add "${id}" to plugins, or use one of: ${selected.join(', ') || 'none selected'}.`,
  }),
  TOOLCHAIN_FILE_LEGACY: defineFinding({
    code: 'TOOLCHAIN_FILE_LEGACY',
    title: 'The file rust-toolchain hides rust-toolchain.toml',
    cause:
      'rustup reads a file "rust-toolchain" before rust-toolchain.toml, so cargo would use another toolchain than mkcross reads.',
    example: '$ echo stable > rust-toolchain\n$ npx mkcross plan',
    fix: 'Rename the file to rust-toolchain.toml and write its content as TOML.',
    data: Type.Object({}),
    message: () =>
      'rustup reads the file "rust-toolchain" instead of rust-toolchain.toml, and mkcross reads only rust-toolchain.toml.',
    hint: () =>
      'Run "git mv rust-toolchain rust-toolchain.toml", and write its content as TOML:  [toolchain]  channel = "stable"',
  }),
  TOOLCHAIN_FILE_INVALID: defineFinding({
    code: 'TOOLCHAIN_FILE_INVALID',
    title: 'Invalid rust-toolchain.toml',
    cause: 'A key of rust-toolchain.toml has a value that rustup does not accept.',
    example: '# rust-toolchain.toml\n[toolchain]\ntargets = "x86_64-unknown-linux-musl"',
    fix: 'Correct the value as the documentation of rustup describes the file.',
    data: Type.Object({ cause: findingCause }),
    message: ({ cause }) => `Invalid rust-toolchain.toml: ${causeText(cause)}`,
    hint: () => 'The format is described at https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file.',
  }),
} as const;
