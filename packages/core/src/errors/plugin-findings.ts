import { defineFinding } from './finding.ts';

/** What can be wrong with a plugin. */
export const pluginFindings = {
  PLUGIN_NOT_FOR_HOST: defineFinding<{
    readonly id: string;
    readonly unserved: readonly string[];
    readonly served: readonly string[];
  }>('PLUGIN_NOT_FOR_HOST', {
    title: 'A plugin does nothing on some of the project’s machines',
    severity: 'warning',
    message: ({ id, unserved }) => `The plugin "${id}" does nothing on ${unserved.join(', ')}; the others still do.`,
    hint: ({ served }) =>
      served.length === 0
        ? 'Remove it from plugins.'
        : `Nothing needs doing; there are shells with it for ${served.join(', ')}.`,
  }),
  PLUGIN_NOT_INSTALLED: defineFinding<{
    readonly id: string;
    readonly package: string;
    readonly neededBy: string;
    readonly nearest?: string | undefined;
  }>('PLUGIN_NOT_INSTALLED', {
    title: 'A plugin is not installed',
    message: ({ id, package: name, neededBy, nearest }) =>
      `The plugin "${id}" (package ${name}), asked for by ${neededBy}, is not installed.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    hint: ({ package: name }) => `Run "npm install --save-dev ${name}".`,
  }),
  PLUGIN_LOAD_FAILED: defineFinding<{ readonly id: string; readonly package: string; readonly reason: string }>(
    'PLUGIN_LOAD_FAILED',
    {
      title: 'A plugin cannot be loaded',
      message: ({ id, package: name, reason }) => `Loading the plugin "${id}" (package ${name}) failed: ${reason}.`,
      hint: ({ package: name }) => `Reinstall it with "npm install --save-dev ${name}", or report this to its authors.`,
    },
  ),
  PLUGIN_INVALID: defineFinding<{ readonly id: string; readonly problem: string }>('PLUGIN_INVALID', {
    title: 'A package is not a valid plugin',
    message: ({ id, problem }) => `The plugin "${id}" breaks the contract: ${problem}.`,
    hint: () => 'Report this to its authors; @mkcross/plugin-kit finds such faults in their tests.',
  }),
  PLUGIN_API_MISMATCH: defineFinding<{
    readonly id: string;
    readonly package: string;
    readonly found: string;
    readonly supported: string;
  }>('PLUGIN_API_MISMATCH', {
    title: 'A plugin was written for another version of mkcross',
    message: ({ id, found, supported }) =>
      `The plugin "${id}" is written for plugin API ${found}; this mkcross takes ${supported}.`,
    hint: ({ package: name }) => `Run "npm install --save-dev mkcross@latest ${name}@latest".`,
  }),
  PLUGIN_REQUIRES_CYCLE: defineFinding<{ readonly cycle: readonly string[] }>('PLUGIN_REQUIRES_CYCLE', {
    title: 'Plugins require one another in a circle',
    message: ({ cycle }) => `The plugins require one another in a circle: ${cycle.join(' → ')}.`,
    hint: ({ cycle }) =>
      `Remove one of ${[...new Set(cycle)].join(', ')} from plugins, and report this to its authors.`,
  }),
  PLUGIN_DUPLICATE: defineFinding<{ readonly id: string; readonly packages: readonly string[] }>('PLUGIN_DUPLICATE', {
    title: 'Two packages bring a plugin of one name',
    message: ({ id, packages }) => `The packages ${packages.join(' and ')} both call their plugin "${id}".`,
    hint: ({ packages }) => `Keep one of ${packages.join(', ')} in plugins.`,
  }),
  ENV_GLOBAL: defineFinding<{ readonly name: string; readonly owner: string }>('ENV_GLOBAL', {
    title: 'A plugin sets a variable that reaches every target',
    message: ({ name, owner }) =>
      `The plugin "${owner}" sets ${name}, which reaches every target and the host's build scripts.`,
    hint: ({ name }) =>
      `Report this to its authors: ${name} has a form for one target, such as ${name}_x86_64_unknown_linux_musl.`,
  }),
} as const;
