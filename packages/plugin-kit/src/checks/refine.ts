import { hostSystems, type Contribution, type RefineContext, type ToolchainPlugin } from '@mkcross/core';
import type { Check } from '../check.ts';
import { difference } from '../difference.ts';

/** `refine` is a function of its arguments alone, and leaves them alone. */
export const refine: Check = {
  title: 'refine is pure: frozen input survives, twice the same, and the result is JSON',
  problems: ({ plugin }) =>
    contributionsOf(plugin).flatMap(({ contribution, context }) => problemsOf(plugin, contribution, context)),
};

function problemsOf(plugin: ToolchainPlugin, contribution: Contribution, context: RefineContext): readonly string[] {
  if (plugin.refine === undefined) return [];
  const name = context.target ?? 'shell';
  try {
    const frozen = deepFreeze(contribution);
    const first = plugin.refine(frozen, deepFreeze(context));
    const second = plugin.refine(frozen, deepFreeze(context));
    const unequal = difference(first, second, name);
    const lost = difference(first, JSON.parse(JSON.stringify(first)), name);
    return [
      ...(unequal === undefined ? [] : [`called twice, refine differs at ${unequal}`]),
      ...(lost === undefined ? [] : [`refine gives something that JSON loses at ${lost}`]),
    ];
  } catch (error) {
    return [`refine fails for ${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function contributionsOf(
  plugin: ToolchainPlugin,
): readonly { readonly contribution: Contribution; readonly context: RefineContext }[] {
  const options = defaultsOf(plugin.options);
  const project = {
    options,
    systems: hostSystems,
    plugins: [plugin.meta.id],
    targets: plugin.targets.map(({ triple }) => triple),
  };
  return [
    { contribution: plugin.shell ?? {}, context: { ...project, libraries: [] } },
    ...plugin.targets.flatMap(({ triple, inputs, env, hooks }) => {
      const contribution = { ...(inputs && { inputs }), ...(env && { env }), ...(hooks && { hooks }) };
      return [[], ['nixpkgs:openssl']].map((libraries) => ({
        contribution,
        context: { ...project, target: triple, libraries },
      }));
    }),
  ];
}

function defaultsOf(schema: ToolchainPlugin['options']): RefineContext['options'] {
  const properties = schema?.['properties'];
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, option]) =>
      typeof option === 'object' && option !== null && !Array.isArray(option) && 'default' in option
        ? [[name, option['default']]]
        : [],
    ),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
