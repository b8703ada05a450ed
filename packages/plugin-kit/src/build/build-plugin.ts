import { inlineFiles } from './inline-files.ts';
import { problemsOf } from './problems.ts';

/** Where editors find the schema of plugin.json. */
export const pluginSchemaUrl = 'https://unpkg.com/@mkcross/core/plugin.schema.json';

/** A built plugin: the text of plugin.json, or why there is none. */
export type BuiltPlugin =
  | { readonly text: string; readonly problems: readonly [] }
  | { readonly text?: undefined; readonly problems: readonly string[] };

/** What a plugin is built from. */
export interface PluginSource {
  /** What src/plugin.ts exports as default; its bodies may be `{ file }`. */
  readonly plugin: unknown;
  /** The text of a file of the package, by its path below the package's folder; undefined if it does not exist. */
  readonly read: (path: string) => string | undefined;
  /** The plugins that it requires or uses, as data. References into plugins that are not given are not checked. */
  readonly companions?: readonly unknown[];
}

/**
 * The text of plugin.json: `$schema` first, bodies inlined, everything else in the author's order. `problems` are sentences that begin with the
 * place in the plugin: a key that the contract does not know, a reference to nothing, a script that does not exist, a value that is not JSON.
 */
export function buildPlugin({ plugin, read, companions = [] }: PluginSource): BuiltPlugin {
  const { value, problems } = inlineFiles(plugin, read);
  // What is missing would be reported twice.
  const found = problems.length > 0 ? problems : problemsOf(value, companions);
  if (found.length > 0) return { problems: found };
  return { text: `${JSON.stringify({ $schema: pluginSchemaUrl, ...Object(value) }, null, 2)}\n`, problems: [] };
}
