import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with a plugin. */
export const pluginFindings = {
  PLUGIN_NOT_FOR_HOST: defineFinding({
    code: 'PLUGIN_NOT_FOR_HOST',
    severity: 'warning',
    title: 'A plugin does nothing on some of the project’s machines',
    data: Type.Object({ id: Type.String(), unserved: Type.Array(Type.String()), served: Type.Array(Type.String()) }),
    message: ({ id, unserved }) => `The plugin "${id}" does nothing on ${unserved.join(', ')}; the others still do.`,
    hint: ({ served }) =>
      served.length === 0
        ? 'Remove it from plugins.'
        : `Nothing needs doing; there are shells with it for ${served.join(', ')}.`,
  }),
  PLUGIN_NOT_INSTALLED: defineFinding({
    code: 'PLUGIN_NOT_INSTALLED',
    title: 'A plugin is not installed',
    data: Type.Object({
      id: Type.String(),
      package: Type.String(),
      neededBy: Type.String(),
      nearest: Type.Optional(Type.String()),
    }),
    message: ({ id, package: name, neededBy, nearest }) =>
      `The plugin "${id}" (package ${name}), asked for by ${neededBy}, is not installed.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    hint: ({ package: name }) => `Run "npm install --save-dev ${name}".`,
  }),
  PLUGIN_LOAD_FAILED: defineFinding({
    code: 'PLUGIN_LOAD_FAILED',
    title: 'A plugin cannot be loaded',
    data: Type.Object({ id: Type.String(), package: Type.String(), reason: Type.String() }),
    message: ({ id, package: name, reason }) => `Loading the plugin "${id}" (package ${name}) failed: ${reason}.`,
    hint: ({ package: name }) => `Reinstall it with "npm install --save-dev ${name}", or report this to its authors.`,
  }),
  PLUGIN_INVALID: defineFinding({
    code: 'PLUGIN_INVALID',
    data: Type.Object({
      id: Type.String(),
      problem: Type.String({ description: 'What is wrong, without a full stop.' }),
      fix: Type.Optional(Type.String({ description: 'What the author of the plugin does, as a sentence.' })),
    }),
    title: 'A plugin breaks the contract',
    message: ({ id, problem }) => `The plugin "${id}" is not valid: ${problem}.`,
    hint: ({ fix }) => fix ?? 'Correct it there, or report this to the authors of the plugin.',
  }),
  PLUGIN_SYNTAX: defineFinding({
    code: 'PLUGIN_SYNTAX',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    title: 'The file of a plugin is not valid JSON',
    message: ({ id, reason }) => `The file of the plugin "${id}" is not valid JSON: ${reason}.`,
    hint: () => 'Correct this line, or report this to the authors of the plugin.',
  }),
  PLUGIN_REFERENCE_UNKNOWN: defineFinding({
    code: 'PLUGIN_REFERENCE_UNKNOWN',
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
    title: 'A plugin refers to something that does not exist',
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
    data: Type.Object({
      id: Type.String(),
      key: Type.String(),
      name: Type.String(),
      nearest: Type.Optional(Type.String()),
      known: Type.Array(Type.String()),
    }),
    title: 'A plugin names a package manager that mkcross does not know',
    severity: 'warning',
    message: ({ id, key, name, nearest }) =>
      `The plugin "${id}" names the package manager "${name}" in ${key}, which mkcross does not know; it is never proposed.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    hint: ({ known }) => `Use one of: ${known.join(', ')}.`,
  }),
  PLUGIN_NO_FILE: defineFinding({
    code: 'PLUGIN_NO_FILE',
    data: Type.Object({ id: Type.String(), package: Type.String() }),
    title: 'A package is not a plugin',
    message: ({ package: name }) =>
      `The package ${name} is not a plugin of mkcross: its package.json names no plugin file.`,
    hint: ({ package: name }) =>
      `Remove it from plugins; authors of ${name} write  "mkcross": { "plugin": "./plugin.json" }  in its package.json.`,
  }),
  PLUGIN_FILE_OUTSIDE: defineFinding({
    code: 'PLUGIN_FILE_OUTSIDE',
    data: Type.Object({ id: Type.String(), file: Type.String(), folder: Type.String() }),
    title: 'The file of a plugin is outside its folder',
    message: ({ id, file, folder }) => `The file of the plugin "${id}", ${file}, leads out of ${folder}.`,
    hint: ({ folder }) => `Put the file itself into ${folder}; links and ".." that lead out of it are not followed.`,
  }),
  ENV_GLOBAL: defineFinding({
    code: 'ENV_GLOBAL',
    data: Type.Object({
      name: Type.String(),
      owner: Type.String(),
      allowed: Type.Array(Type.String(), { description: 'Forms of names that the plugin may set there.' }),
    }),
    title: 'A plugin sets a variable that affects other targets',
    message: ({ name, owner }) =>
      `The plugin "${owner}" sets ${name}, which affects all targets, the programs of the machine and the user’s other tools.`,
    hint: ({ allowed }) => `A plugin may set there: ${allowed.join(', ')}.`,
  }),
  PLUGIN_API_MISMATCH: defineFinding({
    code: 'PLUGIN_API_MISMATCH',
    title: 'A plugin was written for another version of mkcross',
    data: Type.Object({ id: Type.String(), package: Type.String(), found: Type.String(), supported: Type.String() }),
    message: ({ id, found, supported }) =>
      `The plugin "${id}" is written for plugin API ${found}; this mkcross takes ${supported}.`,
    hint: ({ package: name }) => `Run "npm install --save-dev mkcross@latest ${name}@latest".`,
  }),
  PLUGIN_REQUIRES_CYCLE: defineFinding({
    code: 'PLUGIN_REQUIRES_CYCLE',
    title: 'Plugins require one another in a circle',
    data: Type.Object({ cycle: Type.Array(Type.String()) }),
    message: ({ cycle }) => `The plugins require one another in a circle: ${cycle.join(' → ')}.`,
    hint: ({ cycle }) =>
      `Remove one of ${[...new Set(cycle)].join(', ')} from plugins, and report this to its authors.`,
  }),
  PLUGIN_DUPLICATE: defineFinding({
    code: 'PLUGIN_DUPLICATE',
    title: 'Two packages bring a plugin of one name',
    data: Type.Object({ id: Type.String(), packages: Type.Array(Type.String()) }),
    message: ({ id, packages }) => `The packages ${packages.join(' and ')} both call their plugin "${id}".`,
    hint: ({ packages }) => `Keep one of ${packages.join(', ')} in plugins.`,
  }),
} as const;
