import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';
import { causeText, findingCause } from './config-findings.ts';

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
    cause: 'A field of the plugin is missing or has a value that the plugin contract does not allow.',
    example: '{ "apiVersion": 1, "meta": { "id": "sample" }, "targets": "many" }',
    fix: 'Correct the plugin. Its authors can test it with @mkcross/plugin-kit.',
    data: Type.Object({ id: Type.String(), problem: Type.Union([Type.String(), findingCause]) }),
    message: ({ id, problem }) =>
      `The plugin "${id}" is invalid: ${typeof problem === 'string' ? `${problem}.` : causeText(problem)}`,
    hint: () => 'Report this to the authors of the plugin; they can test it with @mkcross/plugin-kit.',
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
  PLUGIN_REFINE_FAILED: defineFinding({
    code: 'PLUGIN_REFINE_FAILED',
    title: 'Plugin failed to apply its options',
    cause: 'The function "refine" of the plugin threw an exception for the options in mkcross.toml.',
    example: '# mkcross.toml\n[plugin.sample]\nversion = "0"',
    fix: 'Change the options of the plugin, and report the error to its authors.',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    message: ({ id, reason }) => `The plugin "${id}" failed to apply the options in [plugin.${id}]: ${reason}.`,
    hint: () => 'Report this to the authors of the plugin.',
  }),
  ENV_GLOBAL: defineFinding({
    code: 'ENV_GLOBAL',
    title: 'Plugin sets a variable that affects all targets',
    cause:
      'The plugin sets a variable, such as CFLAGS, that compilers read for every target and for the host. Build scripts would be compiled with the flags of another target.',
    example: '{ "shell": { "env": { "CFLAGS": { "kind": "set", "value": "-O2", "why": "speed" } } } }',
    fix: 'Remove the plugin, and report the variable to its authors.',
    data: Type.Object({ name: Type.String(), owner: Type.String() }),
    message: ({ name, owner }) =>
      `The plugin "${owner}" sets ${name}, which affects every target and the build scripts of the host.`,
    hint: ({ name }) =>
      `Report this to the authors of the plugin: they can set ${name} for one target, as ${name}_x86_64_unknown_linux_musl.`,
  }),
} as const;
