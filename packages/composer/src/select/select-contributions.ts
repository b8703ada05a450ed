import {
  hostTriples,
  type Contribution,
  type Finding,
  type Fitted,
  type HostSystem,
  type JsonObject,
  type RefineContext,
  type TargetSupport,
  type ToolchainPlugin,
  type Triple,
} from '@mkcross/core';
import { checkSchema } from '../config/check-schema.ts';
import { nearestName } from '../config/nearest-name.ts';
import { checkContribution } from '../plugins/check-plugin.ts';
import { findings } from '../findings/index.ts';
import { checkCompilers } from './check-compilers.ts';
import type { ChosenTarget } from './choose-targets.ts';
import type { Project } from './project.ts';

/** What one plugin adds, fitted to the configuration. */
export interface Selected {
  readonly plugin: ToolchainPlugin;
  readonly contribution: Contribution;
  /** The target it is for; undefined for every shell. */
  readonly support?: TargetSupport;
  /** Where it applies. */
  readonly systems: readonly HostSystem[];
}

/** What every plugin adds to the shells of a project: once for all, and for each chosen target and each host. */
export function selectContributions(
  project: Project,
  plugins: readonly ToolchainPlugin[],
  chosen: readonly ChosenTarget[],
): { readonly selected: readonly Selected[]; readonly found: readonly Finding[] } {
  const found: Finding[] = [...checkPluginTables(project, plugins), ...checkHosts(project, plugins)];
  const ids = plugins.map(({ meta }) => meta.id);
  const targets = chosen.map(({ triple }) => triple);
  const selected = plugins.flatMap((plugin) => {
    const options = readOptions(project, plugin);
    found.push(...options.found);
    return contributionsOf(plugin, project, chosen).flatMap((one): readonly Selected[] => {
      const libraries = one.support === undefined ? [] : furtherLibraries(project, plugin, one.support.triple);
      const cc = one.support === undefined ? undefined : project.config.target[one.support.triple]?.cc;
      const refined = refineOne(one, {
        options: options.data,
        systems: one.systems,
        plugins: ids,
        targets,
        libraries,
        ...(cc === undefined ? {} : { cc }),
      });
      found.push(...refined.found);
      return refined.fitted === undefined ? [] : [fitted(one, refined.fitted)];
    });
  });
  found.push(...checkCompilers(project, plugins, selected));
  return { selected, found };
}

function contributionsOf(
  plugin: ToolchainPlugin,
  { config }: Project,
  chosen: readonly ChosenTarget[],
): readonly Selected[] {
  const supports = plugin.targets.flatMap((support): readonly Selected[] => {
    const wanted = config.nix.systems.filter(
      (system) =>
        hostTriples[system] === support.triple ||
        chosen.some(({ triple, systems }) => triple === support.triple && systems.includes(system)),
    );
    const systems = wanted.filter((system) => support.hosts === undefined || support.hosts.includes(system)).toSorted();
    return systems.length === 0 ? [] : [{ plugin, contribution: contributionOf(support), support, systems }];
  });
  const shell: Selected = {
    plugin,
    contribution: plugin.shell ?? {},
    systems: shellSystems(plugin, config.nix.systems),
  };
  return [...(shell.systems.length === 0 ? [] : [shell]), ...supports];
}

/** The systems of a project on which a plugin's shell is for something, sorted. */
function shellSystems({ hosts }: ToolchainPlugin, systems: readonly HostSystem[]): readonly HostSystem[] {
  return systems.filter((system) => hosts === undefined || hosts.includes(system)).toSorted();
}

/** Plugins of whose shell nothing is left on some of the project's systems. */
function checkHosts({ config, placeOf }: Project, plugins: readonly ToolchainPlugin[]): readonly Finding[] {
  return plugins.flatMap((plugin) => {
    const served = shellSystems(plugin, config.nix.systems);
    const unserved = config.nix.systems.filter((system) => !served.includes(system));
    if (unserved.length === 0) return [];
    return [findings.PLUGIN_NOT_FOR_HOST({ id: plugin.meta.id, unserved, served }, placeOf(['nix', 'systems']))];
  });
}

/** A selection with what `refine` made of it. */
function fitted(one: Selected, { c, runtime, verification, ...contribution }: Fitted): Selected {
  if (one.support === undefined) return { ...one, contribution };
  const support: TargetSupport = {
    ...one.support,
    ...(c === undefined ? {} : { c }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(verification === undefined ? {} : { verification }),
  };
  return { ...one, contribution, support };
}

function contributionOf({ inputs, env, hooks }: TargetSupport): Contribution {
  return {
    ...(inputs === undefined ? {} : { inputs }),
    ...(env === undefined ? {} : { env }),
    ...(hooks === undefined ? {} : { hooks }),
  };
}

function refineOne(
  { plugin, contribution, support }: Selected,
  context: Omit<RefineContext, 'target'>,
): { readonly fitted?: Fitted; readonly found: readonly Finding[] } {
  if (plugin.refine === undefined) return { fitted: contribution, found: [] };
  try {
    const target = support === undefined ? {} : { target: support.triple };
    const refined = plugin.refine(contribution, { ...target, ...context });
    const found = checkContribution(refined, plugin.meta.id);
    return found.length === 0 ? { fitted: refined, found } : { found };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { found: [findings.PLUGIN_REFINE_FAILED({ id: plugin.meta.id, reason }, { file: plugin.meta.package })] };
  }
}

function readOptions(
  { config, placeOf }: Project,
  plugin: ToolchainPlugin,
): { readonly data: JsonObject; readonly found: readonly Finding[] } {
  const schema = plugin.options ?? { type: 'object', additionalProperties: false };
  // A copy, for the check fills in defaults.
  const data: unknown = JSON.parse(JSON.stringify(config.plugin[plugin.meta.id] ?? {}));
  const checked = checkSchema<JsonObject>(schema, data, ['plugin', plugin.meta.id], placeOf);
  return { data: checked.data ?? {}, found: checked.found };
}

/** Tables of options for plugins that are not there. */
function checkPluginTables({ config, placeOf }: Project, plugins: readonly ToolchainPlugin[]): readonly Finding[] {
  const selected = plugins.map(({ meta }) => meta.id);
  return Object.keys(config.plugin)
    .filter((id) => !selected.includes(id))
    .map((id) =>
      findings.PLUGIN_NOT_SELECTED({ id, selected, nearest: nearestName(id, selected) }, placeOf(['plugin', id])),
    );
}

/** The libraries that the user lists for a target, without those that the plugin has anyway. */
function furtherLibraries({ config }: Project, plugin: ToolchainPlugin, triple: Triple): readonly string[] {
  const own = Object.values(plugin.libraries ?? {}).flatMap(({ nix }) => [
    ...nix.package.attr,
    nix.package.before?.attr,
  ]);
  return (config.target[triple]?.libraries ?? [])
    .filter((listed) => !own.includes(listed))
    .map((listed) => userLibrary(listed));
}

/** The name by which a plugin's holes call a library that the user lists: a package, or a folder of the project. */
function userLibrary(listed: string): string {
  return `listed:${listed}`;
}
