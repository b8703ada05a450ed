import type { ModelLibrary, ShellModel } from '@mkcross/composer';
import type { Finding, PackageManager, Tool } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import type { ShellChoice } from '../shell/shell-choice.ts';
import { packageNames } from './install-command.ts';
import { groupByLookup, requiredTools } from './required-tools.ts';
import type { ToolLocations } from './tool-locations.ts';

type Manager = PackageManager | 'nix' | undefined;

/** Required tools that are missing, by qualified name. */
export function missingTools(
  model: ShellModel,
  choice: ShellChoice,
  { tools }: ToolLocations,
): readonly { readonly name: string; readonly tool: Tool }[] {
  const required = requiredTools(model, choice);
  return Object.entries(model.tools).flatMap(([name, tool]) =>
    tools[name]?.status === 'missing' && required.tools.has(name) ? [{ name, tool }] : [],
  );
}

/**
 * What a shell requires and the machine does not have: an error for each tool and library that every project needs, a
 * warning for what only some need. `manager` is the package manager that the hints are for.
 */
export function missingFindings(
  model: ShellModel,
  choice: ShellChoice,
  locations: ToolLocations,
  manager: Manager,
): readonly Finding[] {
  const required = requiredTools(model, choice);
  return [
    ...(locations.bash === undefined ? [findings.BASH_MISSING({})] : []),
    ...groupByLookup(missingTools(model, choice, locations)).map(({ names, tool }) =>
      toolMissing(names, tool, manager),
    ),
    ...Object.entries(model.libraries)
      .filter(([name]) => locations.libraries[name]?.status === 'missing' && required.libraries.has(name))
      .map(([name, library]) => libraryMissing(name, library, manager)),
  ];
}

function toolMissing(names: readonly string[], { why, host, nix }: Tool, manager: Manager): Finding {
  const details = {
    tools: names,
    commands: host.commands.map((one) => (typeof one === 'string' ? one : one.command)),
    why,
    packages: manager === undefined ? [] : packageNames(manager, { install: host.install, nix: nix.package }),
    series: host.version?.series,
    fetchable: host.provision !== undefined,
    instead: host.instead,
  };
  return host.optional === true ? findings.TOOL_MISSING_OPTIONAL(details) : findings.TOOL_MISSING(details);
}

function libraryMissing(name: string, { why, host, nix }: ModelLibrary, manager: Manager): Finding {
  if ('folder' in nix.package) return findings.LIBRARY_FOLDER_MISSING({ folder: nix.package.folder });
  if (name.startsWith('mkcross.toml/')) return findings.LIBRARY_ONLY_IN_NIX({ library: nix.package.attr[0] });
  return findings.LIBRARY_MISSING({
    library: name,
    why,
    packages: manager === undefined ? [] : packageNames(manager, { install: host.install, nix: nix.package }),
    looked: [...new Set(Object.values(host.dirs).flat())],
  });
}
