import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';
import { causeText, findingCause } from './config-findings.ts';

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
    title: 'A package is not a valid plugin',
    data: Type.Object({ id: Type.String(), problem: Type.Union([Type.String(), findingCause]) }),
    message: ({ id, problem }) =>
      `The plugin "${id}" breaks the contract: ${typeof problem === 'string' ? problem : causeText(problem)}.`,
    hint: () => 'Report this to its authors; @mkcross/plugin-kit finds such faults in their tests.',
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
  PLUGIN_REFINE_FAILED: defineFinding({
    code: 'PLUGIN_REFINE_FAILED',
    title: 'A plugin cannot fit itself to the configuration',
    data: Type.Object({ id: Type.String(), reason: Type.String() }),
    message: ({ id, reason }) => `The plugin "${id}" failed while fitting itself to the configuration: ${reason}.`,
    hint: () => 'Report this to its authors.',
  }),
  ENV_GLOBAL: defineFinding({
    code: 'ENV_GLOBAL',
    title: 'A plugin sets a variable that reaches every target',
    data: Type.Object({ name: Type.String(), owner: Type.String() }),
    message: ({ name, owner }) =>
      `The plugin "${owner}" sets ${name}, which reaches every target and the host's build scripts.`,
    hint: ({ name }) =>
      `Report this to its authors: ${name} has a form for one target, such as ${name}_x86_64_unknown_linux_musl.`,
  }),
} as const;
