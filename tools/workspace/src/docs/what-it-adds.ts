import { summarizePlugin } from '@mkcross/composer';
import type { EnvEntry, ToolchainPlugin } from '@mkcross/core';
import { markdownTable } from './markdown-table.ts';

/** The section "What it adds to the shell" of a plugin's README. `all` are the plugins of the repository, whose toolchains it may extend. */
export function whatItAdds(plugin: ToolchainPlugin, all: readonly ToolchainPlugin[]): string {
  const { shell = {}, toolchains = [], runners = [], launchers = [] } = plugin;
  const always = [
    ...(shell.tools ?? []).map((name) => `- the program \`${name}\`: ${plugin.tools?.[name]?.why ?? ''}`),
    ...envLines(shell.env),
    ...(shell.hooks ?? []).map(({ id, why }) => `- the hook \`${id}\`: ${why}`),
    ...launchers.map(({ languages, why }) => `- in front of the compilers of ${languages.join(', ')}: ${why}`),
  ];
  const forTargets = [...toolchains, ...runners].flatMap(({ env }) => envLines(env));
  const sections = [
    section('In every shell:', always),
    toolchainTable(plugin, all),
    runnerTable(plugin, all),
    section('In shells with a target of these toolchains or runners:', [...new Set(forTargets)]),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? '' : `${title}\n\n${lines.join('\n')}`;

const envLines = (env: Readonly<Partial<Record<string, Partial<EnvEntry>>>> = {}) =>
  Object.entries(env).map(([name, entry]) => `- \`${name}\`: ${entry?.why ?? ''}`);

const list = (names: readonly string[]) => names.join(', ');
const code = (names: readonly string[]) => list(names.map((name) => `\`${name}\``));

function toolchainTable(plugin: ToolchainPlugin, all: readonly ToolchainPlugin[]): string {
  const { id, toolchains } = summarizePlugin(plugin, all);
  if (toolchains.length === 0) return '';
  const rows = toolchains.map(({ id: name, targets, languages, hosts }) => [
    `\`${id}/${name}\``,
    list(languages),
    list(targets.map((key) => (key === 'host' ? 'the machine that builds' : `\`${key}\``))),
    hosts === undefined ? 'all' : code(hosts),
  ]);
  return markdownTable(['Toolchain', 'Languages', 'Targets', 'Machines'], rows);
}

function runnerTable(plugin: ToolchainPlugin, all: readonly ToolchainPlugin[]): string {
  const { runners } = summarizePlugin(plugin, all);
  if (runners.length === 0) return '';
  const rows = runners.map(({ command, runs, hosts }) => [
    `\`${command}\``,
    `${list(runs.system)}${runs.arch === undefined ? '' : ` on ${list(runs.arch)}`}${runs.abi === undefined ? '' : ` (${list(runs.abi)})`}`,
    hosts === undefined ? 'all' : code(hosts),
  ]);
  return markdownTable(['Runner', 'Runs programs for', 'Machines'], rows);
}
