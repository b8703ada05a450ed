import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with a plugin. */
export const pluginFindings = {
  PLUGIN_NOT_FOR_HOST: defineFinding({
    code: 'PLUGIN_NOT_FOR_HOST',
    severity: 'warning',
    title: 'Plugin does not support a system',
    cause:
      'The plugin supports only some of the systems that the project has shells for. Shells of the other systems do not contain it.',
    example: '# mkcross.toml\nplugins = ["rust-musl", "wine"]\n[nix]\nsystems = ["x86_64-linux", "aarch64-darwin"]',
    fix: 'Nothing, if the shells of the other systems work without the plugin. Otherwise remove the system or the plugin.',
    data: Type.Object({ id: Type.String(), unserved: Type.Array(Type.String()), served: Type.Array(Type.String()) }),
    message: ({ id, unserved }) =>
      `The plugin "${id}" does not support ${unserved.join(' and ')}; shells of ${unserved.length === 1 ? 'this system' : 'these systems'} do not contain it.`,
    hint: ({ served }) =>
      served.length === 0
        ? 'Remove it from "plugins".'
        : `Nothing to do if that is intended: shells of ${served.join(', ')} contain it.`,
  }),
  PLUGIN_NOT_INSTALLED: defineFinding({
    code: 'PLUGIN_NOT_INSTALLED',
    title: 'Plugin is not installed',
    cause:
      '"plugins" in mkcross.toml, or a plugin that requires another, names a package that node cannot find from the project.',
    example: '# mkcross.toml\nplugins = ["rust-mus"]',
    fix: 'Correct the name, or install the package.',
    data: Type.Object({
      id: Type.String(),
      package: Type.String(),
      neededBy: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ id, package: name, neededBy, nearest }) =>
      `The plugin "${id}" (package ${name}) is not installed, but ${neededBy} requires it.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    hint: ({ package: name }) => `Run "npm install --save-dev ${name}".`,
  }),
  PLUGIN_LOAD_FAILED: defineFinding({
    code: 'PLUGIN_LOAD_FAILED',
    title: 'Cannot load a plugin',
    cause: 'The package is installed, but reading it failed: a file is missing or damaged, or the plugin has an error.',
    example: '# mkcross.toml\nplugins = ["mkcross-plugin-broken"]',
    fix: 'Install the package again; if the error stays, report it to the authors of the plugin.',
    data: Type.Object({ id: Type.String(), package: Type.String(), reason: Type.String() }),
    message: ({ id, package: name, reason }) => `Cannot load the plugin "${id}" (package ${name}): ${reason}.`,
    hint: ({ package: name }) => `Reinstall it with "npm install --save-dev ${name}", or report this to its authors.`,
  }),
  PLUGIN_INVALID: defineFinding({
    code: 'PLUGIN_INVALID',
    title: 'Invalid plugin',
    cause: 'A field of plugin.json is missing, unknown, or has a value that the plugin contract does not allow.',
    example: '{ "apiVersion": 1, "meta": { "id": "sample" }, "toolchains": "many" }',
    fix: 'Correct the plugin. Its authors can test it with @mkcross/plugin-kit.',
    data: Type.Object({
      id: Type.String(),
      problem: Type.String({ description: 'What is wrong, without a full stop.' }),
      fix: Type.Optional(Type.String({ description: 'What the author of the plugin does, as a sentence.' })),
    }),
    message: ({ id, problem }) => `The plugin "${id}" is not valid: ${problem}.`,
    hint: ({ fix }) => fix ?? 'Correct it there, or report this to the authors of the plugin.',
  }),
  PLUGIN_SYNTAX: defineFinding({
    code: 'PLUGIN_SYNTAX',
    title: 'Plugin is not valid JSON',
    cause: 'The file of a plugin breaks the grammar of JSON at the line and column that the error names.',
    example: '{ "apiVersion": 1,',
    fix: 'Correct the syntax at the given position.',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    message: ({ id, reason }) => `The file of the plugin "${id}" is not valid JSON: ${reason}.`,
    hint: () => 'Correct this line, or report this to the authors of the plugin.',
  }),
  PLUGIN_REFERENCE_UNKNOWN: defineFinding({
    code: 'PLUGIN_REFERENCE_UNKNOWN',
    title: 'Plugin refers to something that does not exist',
    cause:
      'A tool, library, script, option, toolchain or target is named that neither the plugin nor one in its "requires" or "uses" declares.',
    example: '{ "shell": { "tools": ["rustpu"] } }',
    fix: 'Correct the name, declare it, or list its plugin in "uses".',
    data: Type.Object({
      id: Type.String(),
      key: Type.String(),
      kind: Type.String(),
      name: Type.String(),
      reason: Type.Union([
        Type.Literal('not declared'),
        Type.Literal('plugin not named'),
        Type.Literal('unknown target'),
      ]),
      owner: Type.Optional(Type.String({ description: 'The plugin that the name is looked up in.' })),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ id, key, kind, name, reason, owner = id, nearest }) => {
      const why = {
        'not declared': `the plugin "${owner}" does not declare it`,
        'plugin not named': `"${owner}" is in neither "requires" nor "uses"`,
        'unknown target': 'neither mkcross nor a plugin declares it',
      }[reason];
      const suggestion = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      return `The plugin "${id}" refers to the ${kind} "${name}" in ${key}, but ${why}.${suggestion}`;
    },
    hint: ({ reason, kind, owner }) =>
      reason === 'plugin not named'
        ? `Add "${owner ?? ''}" to "uses" in the plugin.`
        : reason === 'unknown target'
          ? 'Correct the triple, or declare the target in "targets" of the plugin.'
          : `Correct the name, or declare the ${kind}.`,
  }),
  PLUGIN_PACKAGE_MANAGER_UNKNOWN: defineFinding({
    code: 'PLUGIN_PACKAGE_MANAGER_UNKNOWN',
    title: 'Unknown package manager',
    cause: 'The plugin gives a package for a package manager that mkcross does not know, so that it is never proposed.',
    example: '{ "install": { "debian": "musl-tools" } }',
    fix: 'Use the name of the command that installs packages, such as "apt".',
    data: Type.Object({
      id: Type.String(),
      key: Type.String(),
      name: Type.String(),
      nearest: Type.Optional(Type.String()),
      known: Type.Array(Type.String()),
    }),
    severity: 'warning',
    message: ({ id, key, name, nearest }) =>
      `The plugin "${id}" names the package manager "${name}" in ${key}, which mkcross does not know; it is never proposed.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    hint: ({ known }) => `Use one of: ${known.join(', ')}.`,
  }),
  PLUGIN_NO_FILE: defineFinding({
    code: 'PLUGIN_NO_FILE',
    title: 'Package is not a plugin',
    cause: 'The package.json of a package in "plugins" names no plugin file.',
    example: '# mkcross.toml\nplugins = ["left-pad"]',
    fix: 'Remove the package from "plugins", or name its plugin file in its package.json.',
    data: Type.Object({ id: Type.String(), package: Type.String() }),
    message: ({ package: name }) =>
      `The package ${name} is not a plugin of mkcross: its package.json names no plugin file.`,
    hint: ({ package: name }) =>
      `Remove it from plugins; authors of ${name} write  "mkcross": { "plugin": "./plugin.json" }  in its package.json.`,
  }),
  PLUGIN_FILE_OUTSIDE: defineFinding({
    code: 'PLUGIN_FILE_OUTSIDE',
    title: 'Plugin file outside of its folder',
    cause:
      'The path of a plugin file leads out of its package or project, by ".." or by a link. Such files are not read.',
    example: '# mkcross.toml\nplugins = ["./link-to-elsewhere.json"]',
    fix: 'Put the file itself into the folder.',
    data: Type.Object({ id: Type.String(), file: Type.String(), folder: Type.String() }),
    message: ({ id, file, folder }) => `The file of the plugin "${id}", ${file}, leads out of ${folder}.`,
    hint: ({ folder }) => `Put the file itself into ${folder}; links and ".." that lead out of it are not followed.`,
  }),
  ENV_GLOBAL: defineFinding({
    code: 'ENV_GLOBAL',
    title: 'Plugin sets a variable that affects other targets',
    cause:
      'The plugin sets a variable that compilers read for every target, that changes other programs of the machine, or that belongs to another plugin.',
    example: '{ "shell": { "env": { "CFLAGS": { "kind": "set", "value": "-O2", "why": "speed" } } } }',
    fix: 'Use a name that contains the target or begins with the id of the plugin; build systems learn flags from toolchains.',
    data: Type.Object({
      name: Type.String(),
      owner: Type.String(),
      allowed: Type.Array(Type.String(), { description: 'Forms of names that the plugin may set there.' }),
    }),
    message: ({ name, owner }) =>
      `The plugin "${owner}" sets ${name}, which affects all targets, the programs of the machine and the user’s other tools.`,
    hint: ({ allowed }) => `A plugin may set there: ${allowed.join(', ')}.`,
  }),
  PLUGIN_API_MISMATCH: defineFinding({
    code: 'PLUGIN_API_MISMATCH',
    title: 'Unsupported version of the plugin API',
    cause: '"apiVersion" of the plugin is not one that this version of mkcross supports.',
    example: '{ "apiVersion": 0 }',
    fix: 'Update mkcross and the plugin to versions that fit together.',
    data: Type.Object({ id: Type.String(), package: Type.String(), found: Type.String(), supported: Type.String() }),
    message: ({ id, found, supported }) =>
      `The plugin "${id}" uses version ${found} of the plugin API; this version of mkcross supports ${supported}.`,
    hint: ({ package: name }) => `Run "npm install --save-dev mkcross@latest ${name}@latest".`,
  }),
  PLUGIN_REQUIRES_CYCLE: defineFinding({
    code: 'PLUGIN_REQUIRES_CYCLE',
    title: 'Plugins require one another in a cycle',
    cause: 'A plugin requires another one that, directly or through others, requires the first.',
    example: '{ "meta": { "id": "a" }, "requires": ["a"] }',
    fix: 'Remove one of the plugins, and report the cycle to its authors.',
    data: Type.Object({ cycle: Type.Array(Type.String()) }),
    message: ({ cycle }) => `Plugins require one another in a cycle: ${cycle.join(' → ')}.`,
    hint: ({ cycle }) =>
      `Remove one of ${[...new Set(cycle)].join(', ')} from plugins, and report this to the authors.`,
  }),
  PLUGIN_DUPLICATE: defineFinding({
    code: 'PLUGIN_DUPLICATE',
    title: 'Two plugins with the same id',
    cause:
      'Two selected packages contain plugins with the same id. Options and owners are named by id, so that an id has to be unique.',
    example: '# mkcross.toml\nplugins = ["mkcross-plugin-wine", "@mkcross/wine"]',
    fix: 'Keep one of the packages in "plugins".',
    data: Type.Object({ id: Type.String(), packages: Type.Array(Type.String()) }),
    message: ({ id, packages }) => `The packages ${packages.join(' and ')} both contain a plugin with the id "${id}".`,
    hint: ({ packages }) => `Keep one of ${packages.join(', ')} in plugins.`,
  }),
} as const;
