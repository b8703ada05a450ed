import { compose, modelOf, parseConfig, renderFlake, type Project } from '@mkcross/composer';
import { hostSystems, type ToolchainPlugin, type Triple } from '@mkcross/core';
import type { Check, CheckInput } from '../check.ts';

/** Every target gives a shell alone, and all of them together give one, whatever the order of plugins. */
export const shells: Check = {
  title: 'gives a shell for each target alone and for all together, the same from any order of plugins',
  problems: ({ plugin, companions }) => {
    const triples = plugin.targets.map(({ triple }) => triple);
    const selections = [...triples.map((triple) => [triple]), ...(triples.length > 1 ? [triples] : [])];
    return selections.flatMap((selection) => problemsOf({ plugin, companions }, selection));
  },
};

function problemsOf({ plugin, companions }: CheckInput, targets: readonly Triple[]): readonly string[] {
  const plugins = [plugin, ...companions];
  try {
    const one = renderFlake(modelOf(compose(projectFor(plugins, targets), plugins)));
    const other = renderFlake(modelOf(compose(projectFor(plugins, targets), plugins.toReversed())));
    return one === other ? [] : [`${targets.join(', ')}: the flake depends on the order of plugins`];
  } catch (error) {
    return [`${targets.join(', ')}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function projectFor(plugins: readonly ToolchainPlugin[], targets: readonly Triple[]): Project {
  const list = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const ids = plugins.map(({ meta }) => meta.package);
  const { parsed } = parseConfig(
    `plugins = ${list(ids)}\ntargets = ${list(targets)}\n[nix]\nsystems = ${list(hostSystems)}\n`,
  );
  if (parsed === undefined) throw new Error('the kit’s own configuration is wrong');
  return parsed;
}
