import type { ModelLibrary, ShellModel } from '@mkcross/composer';
import type { Finding, HostTool, LibraryDir, Tool } from '@mkcross/core';
import type { ShellChoice } from '../shell/shell-choice.ts';
import type { Places, ToolPlace } from '../shell/places.ts';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { packageNames } from './install-command.ts';
import { isOfSeries, type Machine } from './machine.ts';
import { needs } from './needs.ts';
import { sameTools } from './same-tools.ts';

/** Where everything is that a model's shells need, and what of it is nowhere: errors for what every project needs. */
export interface Located {
  readonly places: Places;
  readonly found: readonly Finding[];
  /** Tools that are missing or of another version than asked for, but could be fetched without root. */
  readonly fetchable: readonly string[];
}

/** Looks for every tool and library that a shell needs. */
export async function locate(
  model: ShellModel,
  { choice, root }: { readonly choice: ShellChoice; /** The project, absolute. */ readonly root: string },
  machine: Machine,
): Promise<Located> {
  const needed = needs(model, choice);
  const tools = await Promise.all(
    Object.entries(model.tools).map(async ([name, tool]) => ({ name, tool, place: await locateTool(tool, machine) })),
  );
  const libraries = Object.entries(model.libraries).map(([name, library]) => ({
    name,
    library,
    ...locateLibrary(library, root, machine),
  }));
  const missing = tools.filter(({ name, place }) => place.by === 'nobody' && needed.tools.has(name));
  const bash = machine.find('bash');
  return {
    places: {
      tools: Object.fromEntries(tools.map(({ name, place }) => [name, place])),
      libraries: Object.fromEntries(libraries.map(({ name, dirs }) => [name, dirs])),
      bash: bash ?? '/bin/bash',
    },
    found: [
      ...(bash === undefined ? [findings.BASH_MISSING({})] : []),
      ...sameTools(missing).map(({ names, tool }) => toolMissing(names, tool, machine)),
      ...libraries
        .filter(({ name, isThere }) => !isThere && needed.libraries.has(name))
        .map(({ name, library }) => libraryMissing(name, library, machine)),
    ],
    fetchable: missing.filter(({ tool }) => tool.host.provision !== undefined).map(({ name }) => name),
  };
}

async function locateTool({ host }: Tool, machine: Machine): Promise<ToolPlace> {
  const { series } = { series: undefined, ...host.version };
  for (const one of host.commands) {
    const { command, wrapper } = typeof one === 'string' ? { command: one, wrapper: undefined } : one;
    const path = machine.find(command);
    if (path === undefined || !(await isWanted(path, host, series, machine))) continue;
    return wrapper === undefined ? { by: 'path', path } : { by: 'path', path, wrapper };
  }
  const fetched = host.provision === undefined ? undefined : await machine.fetched(host.provision, series);
  if (fetched !== undefined) return { by: 'cache', path: fetched };
  const [first] = host.commands;
  return {
    by: 'nobody',
    message: `${typeof first === 'string' ? first : first.command} is not installed${hintOf(host, machine)}`,
  };
}

async function isWanted(path: string, host: HostTool, series: string | undefined, machine: Machine): Promise<boolean> {
  if (series === undefined || host.version === undefined) return true;
  const version = await machine.version(path, host.version);
  return version !== undefined && isOfSeries(version, series);
}

/** How a message goes on that says what is missing. */
const hintOf = ({ install, instead }: HostTool, { packageManager }: Machine): string => {
  const names = packageManager === undefined || packageManager === 'nix' ? undefined : install[packageManager];
  if (names !== undefined) return `; install ${names}, or see: npx mkcross doctor`;
  return instead === undefined ? '; run: npx mkcross doctor' : `. ${instead}`;
};

/** A library's folders: of the candidates for each the first that is there, else the first. */
function locateLibrary({ host }: ModelLibrary, root: string, { isFolder }: Machine) {
  const dirs: Partial<Record<LibraryDir, string>> = {};
  let isThere = host.standIn !== undefined;
  for (const dir of ['bin', 'include', 'lib', 'pkgconfig'] as const) {
    const candidates = (host.dirs[dir] ?? []).map((path) => (path.startsWith('./') ? `${root}${path.slice(1)}` : path));
    const place = candidates.find(isFolder);
    isThere ||= place !== undefined;
    const chosen = place ?? candidates[0];
    if (chosen !== undefined) dirs[dir] = chosen;
  }
  return { dirs, isThere };
}

function toolMissing(names: readonly string[], { why, host, nix }: Tool, { packageManager }: Machine): Finding {
  const commands = host.commands.map((one) => (typeof one === 'string' ? one : one.command));
  const packages =
    packageManager === undefined ? [] : packageNames(packageManager, { install: host.install, nix: nix.package });
  const details = {
    tools: names,
    commands,
    why,
    packages,
    series: host.version?.series,
    fetchable: host.provision !== undefined,
    instead: host.instead,
  };
  return host.optional === true ? findings.TOOL_MISSING_OPTIONAL(details) : findings.TOOL_MISSING(details);
}

function libraryMissing(name: string, { why, host, nix }: ModelLibrary, { packageManager }: Machine): Finding {
  if ('folder' in nix.package) return findings.LIBRARY_FOLDER_MISSING({ folder: nix.package.folder });
  if (name.startsWith('mkcross.toml/')) return findings.LIBRARY_ONLY_IN_NIX({ library: nix.package.attr[0] });
  const packages =
    packageManager === undefined ? [] : packageNames(packageManager, { install: host.install, nix: nix.package });
  return findings.LIBRARY_MISSING({
    library: name,
    why,
    packages,
    looked: [...new Set(Object.values(host.dirs).flat())],
  });
}
