import {
  API_VERSION,
  globalBuildVariables,
  isEnvName,
  type Contribution,
  type Finding,
  type ToolchainPlugin,
} from '@mkcross/core';
import { checkSchema } from '../config/check-schema.ts';
import type { FindingCause } from '../findings/config-findings.ts';
import { findings } from '../findings/index.ts';
import { pluginSchema } from './plugin-schema.ts';
import { holesOf, valuesOf } from './holes.ts';

/** The plugin that a package is asked to bring. */
export interface PluginRequest {
  readonly id: string;
  readonly package: string;
}

/** Checks what a package exports against the contract. Without findings, `plugin` is the checked plugin. */
export function checkPlugin(
  exported: unknown,
  request: PluginRequest,
): { readonly plugin?: ToolchainPlugin; readonly found: readonly Finding[] } {
  const invalid = (problem: string | FindingCause) =>
    findings.PLUGIN_INVALID({ id: request.id, problem }, { file: request.package });
  if (typeof exported !== 'object' || exported === null)
    return { found: [invalid('its default export is not a plugin; definePlugin({ … }) makes one')] };
  const apiVersion: unknown = Reflect.get(exported, 'apiVersion');
  if (apiVersion !== API_VERSION) {
    const details = {
      ...request,
      found: apiVersion === undefined ? 'none' : JSON.stringify(apiVersion),
      supported: String(API_VERSION),
    };
    return { found: [findings.PLUGIN_API_MISMATCH(details, { file: request.package })] };
  }
  const { data: plugin, found } = checkSchema<ToolchainPlugin>(pluginSchema, exported, [], () => ({
    file: request.package,
  }));
  if (plugin === undefined) return { found: found.map(({ code, data }) => invalid({ code, data })) };
  const refine: unknown = Reflect.get(plugin, 'refine');
  const wrong = [
    ...(refine === undefined || typeof refine === 'function' ? [] : ['refine is not a function']),
    ...checkNames(plugin),
  ].map(invalid);
  const contributions = [plugin.shell ?? {}, ...plugin.targets];
  const env = contributions.flatMap((contribution) => checkContribution(contribution, plugin.meta.id));
  const all = [...wrong, ...env];
  return all.length === 0 ? { plugin, found: [] } : { found: all };
}

/** What of a contribution no plugin may say: names that shells drop, and variables that reach every target. */
export function checkContribution(contribution: Contribution, owner: string): readonly Finding[] {
  return Object.keys(contribution.env ?? {}).flatMap((name) => [
    ...(isEnvName(name) ? [] : [findings.ENV_NAME_INVALID({ name, owner })]),
    ...(globalBuildVariables.includes(name) ? [findings.ENV_GLOBAL({ name, owner })] : []),
  ]);
}

/** Every name that a plugin uses must be one that it declares. */
function checkNames(plugin: ToolchainPlugin): readonly string[] {
  const tools = Object.keys(plugin.tools ?? {});
  const libraries = Object.keys(plugin.libraries ?? {});
  const contributions: readonly Contribution[] = [plugin.shell ?? {}, ...plugin.targets];
  const named = [
    ...contributions.flatMap(({ inputs }) => [...(inputs?.packages ?? []), ...(inputs?.path ?? [])]),
    ...contributions
      .flatMap(valuesOf)
      .concat((plugin.runners ?? []).flatMap(({ script }) => Object.values(script.values)))
      .flatMap(holesOf)
      .flatMap((hole) => ('tool' in hole ? [hole.tool] : [])),
  ];
  const namedLibraries = [
    ...plugin.targets.flatMap(({ runtime }) => (runtime ?? []).map(({ library }) => library)),
    ...contributions
      .flatMap(valuesOf)
      .flatMap(holesOf)
      .flatMap((hole) => ('library' in hole ? [hole.library] : [])),
  ];
  const scripts = contributions.flatMap(({ inputs }) => (inputs?.scripts ?? []).map(({ name }) => name));
  const namedScripts = [
    ...contributions.flatMap(valuesOf),
    ...(plugin.runners ?? []).flatMap(({ script }) => Object.values(script.values)),
  ]
    .flatMap(holesOf)
    .flatMap((hole) => ('script' in hole ? [hole.script] : []));
  return [
    ...missing(namedScripts, scripts).map((name) => `it uses a script "${name}" that it does not have`),
    ...missing(named, tools).map((name) => `it uses a tool "${name}" that it does not declare`),
    ...missing(namedLibraries, libraries).map((name) => `it uses a library "${name}" that it does not declare`),
  ];
}

const missing = (used: readonly string[], declared: readonly string[]) =>
  [...new Set(used)].filter((name) => !declared.includes(name)).toSorted();
