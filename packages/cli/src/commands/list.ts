import { idOf, officialPlugins, packageOf, summarizePlugin, type PluginSummary, type Project } from '@mkcross/composer';
import { findRoot, readPlugin, readProject } from '@mkcross/composer/node';
import { visibleLine, type Finding, type ToolchainPlugin } from '@mkcross/core';
import { createColors } from 'picocolors';
import { composeProject } from '../compose-project.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import { textTable } from '../output/text-table.ts';

/** A plugin as `mkcross list` shows it. */
type ListedPlugin = CommandData<'list'>['plugins'][number];

/**
 * Lists plugins with their toolchains, runners and options: those of the project, as they are composed, and those of mkcross, as installed or
 * as they are on npm.
 */
export async function list(context: CommandContext, { json }: { readonly json: boolean }): Promise<number> {
  const { root, found: unowned } = await findRoot(context.files, context.folder, context.machine);
  const isOutside = unowned.some(({ code }) => code === 'CONFIG_NOT_FOUND');
  const { project, found: unread } =
    root === undefined ? { project: undefined, found: [] } : await readProject(context.files, root);
  const composed = project === undefined ? undefined : await composeProject(context);
  const loaded = composed?.plugins ?? [];
  const enabled = composed?.project === undefined ? new Set<string>() : enabledIds(composed.project, loaded);
  const others = officialPlugins.filter(({ id }) => !loaded.some(({ meta }) => meta.id === id));
  const read = await Promise.all(others.map((summary) => installedPlugin(context, root, summary)));
  const installed = read.flatMap(({ plugin }) => plugin ?? []);
  const known = [...loaded, ...installed];
  const plugins = [
    ...known.map((plugin) => listed(plugin, known, enabled.has(plugin.meta.id) ? 'used' : 'installed')),
    ...read.flatMap(({ plugin, summary }) => (plugin === undefined ? [available(summary)] : [])),
  ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return report(context, json, {
    data: { plugins } satisfies CommandData<'list'>,
    text: plugins.map((plugin) => pluginText(plugin, context.colour.out)).join('\n'),
    found: [...(isOutside ? [] : unowned), ...(composed?.found ?? unread), ...read.flatMap(({ found }) => found)],
  });
}

/** The plugins that a project lists, and those that they require; others are loaded because a plugin refers to them. */
function enabledIds({ config, pluginIds = {} }: Project, plugins: readonly ToolchainPlugin[]): ReadonlySet<string> {
  const enabled = new Set(config.plugins.map((name) => pluginIds[name] ?? idOf(name)));
  for (const id of enabled)
    for (const required of plugins.find(({ meta }) => meta.id === id)?.requires ?? []) enabled.add(idOf(required));
  return enabled;
}

/** A plugin of mkcross, if it is installed. */
async function installedPlugin(
  { plugins: { files, own }, folder }: CommandContext,
  root: string | undefined,
  summary: PluginSummary,
): Promise<{ readonly summary: PluginSummary; readonly plugin?: ToolchainPlugin; readonly found: readonly Finding[] }> {
  const from = [root ?? folder, own];
  const wanted = {
    name: summary.id,
    neededBy: 'mkcross',
    where: () => ({ file: 'mkcross.toml' }),
    from,
    trusted: { root, own },
  };
  const { loaded, found } = await readPlugin(files, root ?? folder, wanted);
  const isMissing = found.some(({ code }) => code === 'PLUGIN_NOT_INSTALLED');
  return { summary, ...(loaded === undefined ? {} : { plugin: loaded.plugin }), found: isMissing ? [] : found };
}

function listed(
  plugin: ToolchainPlugin,
  others: readonly ToolchainPlugin[],
  state: 'installed' | 'used',
): ListedPlugin {
  const { meta, options } = plugin;
  const offers = offersOf(summarizePlugin(plugin, others));
  return { package: meta.package, state, ...offers, ...(options === undefined ? {} : { options }) };
}

const available = (summary: PluginSummary): ListedPlugin => ({
  package: packageOf(summary.id),
  state: 'available',
  ...offersOf(summary),
});

const offersOf = ({ id, summary, requires, toolchains, runners }: PluginSummary) => ({
  id,
  summary,
  requires,
  toolchains,
  runners,
});

function pluginText(plugin: ListedPlugin, colour: boolean): string {
  const { id, state, summary, toolchains, runners, options } = plugin;
  const { bold, dim } = createColors(colour);
  const install = state === 'available' ? `; npm install --save-dev ${plugin.package}` : '';
  const properties: unknown = options?.['properties'];
  const described = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  const tables = [
    toolchains.flatMap(({ id: name, targets, languages, hosts }) =>
      targets.map((target) => ['toolchain', `${id}/${name}`, target, `${languages.join(', ')}${onHosts(hosts)}`]),
    ),
    runners.map(({ command, runs, hosts }) => ['runner', command, `${runsText(runs)}${onHosts(hosts)}`]),
    described.map(([name, schema]: [string, unknown]) => ['option', name, describeOption(schema)]),
  ];
  return `${bold(visibleLine(id))}  ${dim(visibleLine(`${state}${install}`))}\n  ${visibleLine(summary)}\n${tables.map(textTable).join('')}`;
}

const onHosts = (hosts: readonly string[] | undefined) => (hosts === undefined ? '' : ` (on ${hosts.join(', ')})`);

const runsText = ({ system, arch, abi }: ListedPlugin['runners'][number]['runs']) =>
  [system, arch ?? [], abi ?? []]
    .filter((names) => names.length > 0)
    .map((names) => names.join(', '))
    .join('; ');

function describeOption(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return '';
  const value = (key: string): unknown => Reflect.get(schema, key);
  const description = value('description');
  const fallback = value('default') === undefined ? '' : ` (default ${JSON.stringify(value('default'))})`;
  return `${typeof description === 'string' ? description : ''}${fallback}`;
}
