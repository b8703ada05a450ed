import { officialPlugins, packageOf } from '@mkcross/composer';
import { checkPlugin } from '@mkcross/composer';
import { findRoot, readProject } from '@mkcross/composer/node';
import type { Finding, ToolchainPlugin } from '@mkcross/core';
import { createColors } from 'picocolors';
import { composeProject } from '../compose-project.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import type { World } from '../world.ts';

/** A plugin as `mkcross list` shows it. */
type ListedPlugin = CommandData<'list'>['plugins'][number];

/** Lists plugins, the targets they build for, and their options. */
export async function list(world: World, { json }: { readonly json: boolean }): Promise<number> {
  const root = (await findRoot(world.files, world.folder)) ?? world.folder;
  const { project } = await readProject(world.files, root);
  const used = project === undefined ? [] : (await composeProject(world)).plugins.map(({ meta }) => meta.package);
  const names = [
    ...new Set([
      ...officialPlugins.map(({ id }) => packageOf(id)),
      ...(project?.config.plugins ?? []).map(packageOf),
      ...used,
    ]),
  ];
  const importPackage = world.importerFor(root);
  const found: Finding[] = [];
  const plugins = await Promise.all(
    names.toSorted().map(async (name): Promise<ListedPlugin> => {
      const id = name.split('/').at(-1) ?? name;
      const absent: ListedPlugin = {
        id,
        package: name,
        state: 'available',
        summary: `not installed; npm install --save-dev ${name}`,
        targets: [],
      };
      try {
        const checked = checkPlugin(await importPackage(name), { id, package: name });
        found.push(...checked.found);
        return checked.plugin === undefined
          ? absent
          : listed(checked.plugin, used.includes(name) ? 'used' : 'installed');
      } catch {
        return absent;
      }
    }),
  );
  return report(world, json, {
    data: { plugins },
    text: plugins.map((plugin) => pluginText(plugin, world.colour.out)).join('\n'),
    found,
  });
}

function listed({ meta, targets, options }: ToolchainPlugin, state: ListedPlugin['state']): ListedPlugin {
  return {
    id: meta.id,
    package: meta.package,
    state,
    summary: meta.summary,
    targets: targets.map(({ triple, hosts }) => ({ triple, hosts: hosts ?? 'all' })),
    ...(options === undefined ? {} : { options }),
  };
}

function pluginText({ id, state, summary, targets, options }: ListedPlugin, colour: boolean): string {
  const { bold, dim } = createColors(colour);
  const triples = targets.map(({ triple }) => `  target  ${triple}\n`);
  const properties: unknown = options?.['properties'];
  const described = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  const texts = described.map(([name, schema]: [string, unknown]) => `  option  ${name}  ${describeOption(schema)}\n`);
  return `${bold(id)}  ${dim(state)}\n  ${summary}\n${triples.join('')}${texts.join('')}`;
}

function describeOption(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return '';
  const value = (key: string): unknown => Reflect.get(schema, key);
  const description = value('description');
  const fallback = value('default') === undefined ? '' : ` (default ${JSON.stringify(value('default'))})`;
  return `${typeof description === 'string' ? description : ''}${fallback}`;
}
