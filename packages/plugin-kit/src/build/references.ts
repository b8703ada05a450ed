import type { ToolchainPlugin } from '@mkcross/core';

/** The kinds of declaration that a reference can name, with the keys of references to it. */
const kinds = {
  library: 'libraries',
  archive: 'libraries',
  option: 'options',
  script: 'scripts',
  through: 'scripts',
  tool: 'tools',
  extends: 'toolchains',
} as const;
type Kind = (typeof kinds)[keyof typeof kinds];

const isReferenceKey = (key: string): key is keyof typeof kinds => key in kinds;

/** References of a plugin that name nothing, as sentences. Those into plugins that are not among `companions` are left alone. */
export function brokenReferences(plugin: ToolchainPlugin, companions: readonly ToolchainPlugin[]): readonly string[] {
  const plugins = new Map([plugin, ...companions].map((one) => [one.meta.id, namesOf(one)]));
  const known = [...(plugin.requires ?? []), ...(plugin.uses ?? []), plugin.meta.id];
  const broken: string[] = [];
  const check = (ref: string, kind: Kind, place: string): void => {
    const slash = ref.indexOf('/');
    const id = slash === -1 ? plugin.meta.id : ref.slice(0, slash);
    const name = ref.slice(slash + 1);
    if (!known.includes(id)) broken.push(`${place}: "${ref}" is of a plugin that is not in "requires" or "uses"`);
    else if (plugins.get(id)?.[kind].includes(name) === false)
      broken.push(`${place}: there is no "${name}" in "${kind}" of ${id}`);
  };
  const visit = (value: unknown, place: string): void => {
    if (Array.isArray(value))
      value.forEach((item: unknown, index) => {
        visit(item, `${place}[${index}]`);
      });
    else if (isObject(value))
      for (const [key, inner] of Object.entries(value)) {
        const inside = place === '' ? key : `${place}.${key}`;
        // Schemas and files of fixtures contain the author's own keys.
        if (inside === 'options' || key === 'files' || key === 'of') continue;
        if (typeof inner === 'string' && isReferenceKey(key)) check(inner, kinds[key], inside);
        else if (isListOfReferences(key, inner))
          inner.forEach((ref, index) => {
            check(ref, key === 'tools' ? 'tools' : 'libraries', `${inside}[${index}]`);
          });
        else visit(inner, inside);
      }
  };
  visit(plugin, '');
  return broken;
}

/** Names of what a plugin declares, by kind. */
function namesOf(plugin: ToolchainPlugin): Readonly<Record<Kind, readonly string[]>> {
  const properties = plugin.options?.['properties'];
  return {
    libraries: Object.keys(plugin.libraries ?? {}),
    options: isObject(properties) ? Object.keys(properties) : [],
    scripts: Object.keys(plugin.scripts ?? {}),
    tools: Object.keys(plugin.tools ?? {}),
    toolchains: (plugin.toolchains ?? []).map(({ id }) => id),
  };
}

const isListOfReferences = (key: string, value: unknown): value is readonly string[] =>
  (key === 'tools' || key === 'libraries') && Array.isArray(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
