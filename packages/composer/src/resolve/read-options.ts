import type { Finding, JsonObject, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { checkSchema } from '../config/check-schema.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt } from '../config/places.ts';
import type { Project } from '../select/project.ts';

/** The options of plugins, checked, with the defaults of their schemas; by id. */
export function readOptions(
  project: Project,
  plugins: readonly ToolchainPlugin[],
): { readonly options: ReadonlyMap<string, JsonObject>; readonly found: readonly Finding[] } {
  const { config, places } = project;
  const ids = new Set(plugins.map(({ meta }) => meta.id));
  const selected = [...ids].toSorted();
  const found: Finding[] = Object.keys(config.plugin)
    .filter((id) => !ids.has(id))
    .map((id) =>
      findings.PLUGIN_NOT_SELECTED(
        { id, selected, nearest: nearestName(id, selected) },
        placeAt(places, ['plugin', id]),
      ),
    );
  const options = plugins.map((plugin) => {
    const { data, found: faults } = optionsOf(project, plugin);
    found.push(...faults);
    return [plugin.meta.id, data] as const;
  });
  return { options: new Map(options), found };
}

const isJsonSchema = (schema: unknown): schema is JsonObject =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema);

function optionsOf(
  { config, places }: Project,
  plugin: ToolchainPlugin,
): { readonly data: JsonObject; readonly found: readonly Finding[] } {
  const { id } = plugin.meta;
  const schema: unknown = plugin.options ?? { type: 'object', additionalProperties: false };
  const data = config.plugin[id] ?? {};
  if (!isJsonSchema(schema)) return { data: {}, found: [] };
  // Most plugins have no options, and are given none.
  if (plugin.options === undefined && Object.keys(data).length === 0) return { data, found: [] };
  try {
    const checked = checkSchema<JsonObject>(schema, data, ['plugin', id], (path) => placeAt(places, path));
    return { data: checked.data ?? {}, found: checked.found };
  } catch (error) {
    // A pattern that is not a regular expression, or a $ref that leads nowhere.
    const reason = error instanceof Error ? error.message : String(error);
    return { data: {}, found: [findings.OPTIONS_SCHEMA_INVALID({ id, reason }, { file: plugin.meta.package })] };
  }
}
