import type { ModelLibrary, ModelLookup, ModelTool, ShellModel } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { downloadSource, installerCommand } from '../fetch/download-source.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import type { ShellChoice } from '../shell/shell-choice.ts';
import type { HostProbe } from './host-probe.ts';
import { packageNames, type Missing } from './install-command.ts';
import { requiredTools } from './required-tools.ts';
import type { ToolLocations } from './tool-locations.ts';

/** Required tools that are missing, by their keys. */
export function missingTools(
  model: ShellModel,
  choice: ShellChoice,
  { tools }: ToolLocations,
): readonly { readonly name: string; readonly tool: ModelTool }[] {
  const required = requiredTools(model, choice);
  return Object.entries(model.tools).flatMap(([name, tool]) =>
    tools[name]?.status === 'missing' && required.tools.has(name) ? [{ name, tool }] : [],
  );
}

/** Required libraries that are missing, by their keys. */
export function missingLibraries(
  model: ShellModel,
  choice: ShellChoice,
  { libraries }: ToolLocations,
): readonly { readonly name: string; readonly library: ModelLibrary }[] {
  const required = requiredTools(model, choice);
  return Object.entries(model.libraries).flatMap(([name, library]) =>
    libraries[name]?.status === 'missing' && required.libraries.has(name) ? [{ name, library }] : [],
  );
}

/** A shell whose tools were looked up. */
interface Located {
  readonly model: ShellModel;
  readonly choice: ShellChoice;
  readonly locations: ToolLocations;
  readonly probe: Pick<HostProbe, 'packageManager'>;
}

/**
 * What a shell requires and the machine does not have: an error for each group of tools of one package and each library that every
 * project needs, a warning for what only some need.
 */
export function missingFindings(located: Located): readonly Finding[] {
  const { model, choice, locations } = located;
  return [
    ...(locations.bash === undefined ? [findings.BASH_MISSING({})] : []),
    ...groupByPackage(missingTools(model, choice, locations)).map((group) => toolMissing(group, located)),
    ...missingLibraries(model, choice, locations).map(({ name, library }) => libraryMissing(name, library, located)),
  ];
}

/** Tools of one package, in their order. */
type Group = readonly [NamedTool, ...NamedTool[]];
interface NamedTool {
  readonly name: string;
  readonly tool: ModelTool;
}

function groupByPackage(tools: readonly NamedTool[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of tools) {
    const { why, series, optional, install, installNote, provision } = one.tool;
    const key = JSON.stringify([why, series, optional, install, installNote, provision]);
    const group = groups.get(key);
    groups.set(key, group === undefined ? [one] : [...group, one]);
  }
  return [...groups.values()];
}

function toolMissing(group: Group, { choice, probe: { packageManager } }: Located): Finding {
  const [{ tool }] = group;
  const { why, series, installNote, provision } = tool;
  const details = {
    tools: group.map(({ name }) => name),
    commands: distinct(group.map(({ tool: { find } }) => find.map(lookupText))),
    why,
    packages: packagesOf(packageManager, tool.install, tool.nix.package),
    series,
    fetchable: downloadSource(provision, choice.system) !== undefined,
    installer: installerCommand(provision),
    installNote,
  };
  return tool.optional === true ? findings.TOOL_MISSING_OPTIONAL(details) : findings.TOOL_MISSING(details);
}

const distinct = (lists: readonly (readonly string[])[]) => [
  ...new Map(lists.map((list) => [JSON.stringify(list), list])).values(),
];

function libraryMissing(name: string, library: ModelLibrary, { choice, probe: { packageManager } }: Located): Finding {
  const { why, find, nix, installNote, provision } = library;
  if ('folder' in nix.package) return findings.LIBRARY_FOLDER_MISSING({ folder: nix.package.folder });
  const looked = Object.values(find).flatMap((folders) => folders.map(folderText));
  const fetchable = downloadSource(provision, choice.system) !== undefined;
  if (looked.length === 0 && !fetchable)
    return findings.LIBRARY_ONLY_IN_NIX({ library: nix.joined?.attribute ?? nix.package.attr[0] ?? name });
  return findings.LIBRARY_MISSING({
    library: name,
    why,
    packages: packagesOf(packageManager, library.install, nix.package),
    looked: [...new Set(looked)],
    fetchable,
    installNote,
  });
}

const packagesOf = (
  manager: string | undefined,
  install: Missing['install'],
  nix: Missing['nix'],
): readonly string[] =>
  manager === undefined ? [] : packageNames(manager, { ...(install === undefined ? {} : { install }), nix });

const lookupText = (lookup: ModelLookup): string => ('command' in lookup ? lookup.command : folderText(lookup));

/** A place as people write it: `/opt/sdk`, `$ANDROID_HOME/ndk`, `./vendor`. */
function folderText(folder: NonNullable<ModelLibrary['find']['lib']>[number]): string {
  if ('variable' in folder) return `$${folder.variable}${folder.path === '.' ? '' : `/${folder.path}`}`;
  const { path } = folder;
  if (typeof path === 'string') return path;
  const texts = path.map((part) => {
    if (typeof part === 'string') return part;
    return 'project' in part && typeof part.project === 'string' ? `./${part.project}` : '…';
  });
  return texts.join('');
}
