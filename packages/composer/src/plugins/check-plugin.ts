import { API_VERSION, PluginSchema, type Finding, type ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { placeAt, type Places } from '../config/places.ts';
import { problemsOf, problemText } from '../config/schema-problems.ts';
import { keyOf } from '../config/schema-pointer.ts';
import {
  checkIds,
  checkInlined,
  checkInstalls,
  checkPatterns,
  checkTargets,
  checkTriples,
} from './check-declarations.ts';
import { checkOptionSchema } from './check-option-schema.ts';
import { checkOwnReferences } from './check-references.ts';
import { checkTargetNames } from './check-target-names.ts';
import { checkVariables } from './check-variables.ts';
import type { Fault } from './fault.ts';
import { isPackageName } from './plugin-name.ts';
import { hasPluginShape } from './plugin-shape.ts';
import { sitesOf } from './plugin-sites.ts';

/** The plugin that is asked for. */
export interface PluginRequest {
  /** Its id; for a JSON file of the project, whose id is its own matter, its path. */
  readonly id: string;
  /** The npm package that it comes from; undefined for a JSON file of the project. */
  readonly package?: string;
}

/**
 * Checks data against the contract: its shape, and then, all at once, that names, patterns, variables and references make sense. Errors:
 * PLUGIN_API_MISMATCH, PLUGIN_INVALID, PLUGIN_REFERENCE_UNKNOWN, ENV_GLOBAL, ENV_NAME_INVALID; warning: PLUGIN_PACKAGE_MANAGER_UNKNOWN.
 * Without errors, `plugin` is the checked plugin. References to other plugins are checked by `checkReferences`. Never throws.
 */
export function checkPlugin(
  data: unknown,
  request: PluginRequest,
  places: Places = { file: request.package ?? request.id, positions: {} },
): { readonly plugin?: ToolchainPlugin; readonly found: readonly Finding[] } {
  const invalid = ({ path, problem, fix }: Fault) =>
    findings.PLUGIN_INVALID({ id: request.id, problem, ...(fix === undefined ? {} : { fix }) }, placeAt(places, path));
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { found: [invalid({ path: [], problem: 'it must be a JSON object' })] };
  const apiVersion = keyOf(data, 'apiVersion');
  if (typeof apiVersion === 'number' && apiVersion !== API_VERSION) {
    const details = { ...request, package: request.package ?? request.id, found: String(apiVersion) };
    const where = placeAt(places, ['apiVersion']);
    return { found: [findings.PLUGIN_API_MISMATCH({ ...details, supported: String(API_VERSION) }, where)] };
  }
  // This takes a fraction of the time of a validator that collects errors, and most plugins have none.
  if (hasPluginShape(data)) return checkMeaning(data, request, places, invalid);
  const problems = problemsOf(PluginSchema, data, 'object');
  if (!isPlugin(data, problems.length))
    return {
      found: problems.map((problem) => {
        const valid = problem.kind === 'unknown key' && problem.valid.length > 0 ? problem.valid : undefined;
        return invalid({
          path: problem.path,
          problem: problemText(problem, 'object'),
          ...(valid === undefined ? {} : { fix: `Remove it, or use one of: ${valid.join(', ')}.` }),
        });
      }),
    };
  return checkMeaning(data, request, places, invalid);
}

function checkMeaning(
  plugin: ToolchainPlugin,
  request: PluginRequest,
  places: Places,
  invalid: (fault: Fault) => Finding,
): { readonly plugin?: ToolchainPlugin; readonly found: readonly Finding[] } {
  const sites = sitesOf(plugin);
  const faults = [
    ...checkMeta(plugin, request),
    ...checkIds(plugin),
    ...checkTargets(plugin),
    ...checkTriples(plugin),
    ...checkPatterns(sites),
    ...checkInlined(sites),
    ...checkOptionSchema(plugin.options),
    ...checkTargetNames(plugin, sites),
  ];
  const found = [
    ...faults.map(invalid),
    ...checkOwnReferences(plugin, sites.references, places),
    ...checkVariables(plugin, places),
    ...checkInstalls(plugin, sites, places),
  ];
  return found.some(({ severity }) => severity === 'error') ? { found } : { plugin, found };
}

/** Whether data that was checked against the schema has no problem: then it is a plugin. */
const isPlugin = (_: unknown, problems: number): _ is ToolchainPlugin => problems === 0;

/** The id and the package that a plugin says it has, against those by which it was asked for; and the plugins that it names. */
function checkMeta(plugin: ToolchainPlugin, request: PluginRequest): readonly Fault[] {
  const { meta } = plugin;
  const differ = (key: 'id' | 'package', expected: string): Fault => ({
    path: ['meta', key],
    problem: `meta.${key} must be "${expected}", by which the plugin is asked for, and is "${meta[key]}"`,
  });
  return [
    ...(request.package === undefined || meta.id === request.id ? [] : [differ('id', request.id)]),
    ...(request.package === undefined || meta.package === request.package ? [] : [differ('package', request.package)]),
    ...(['requires', 'uses'] as const).flatMap((key) =>
      (plugin[key] ?? []).flatMap((name, index) =>
        isPackageName(name)
          ? []
          : [
              {
                path: [key, index],
                problem: `${key}[${index}] must be the id or the package of a plugin, and is "${name}"`,
              },
            ],
      ),
    ),
  ];
}
