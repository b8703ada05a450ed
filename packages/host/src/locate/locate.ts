import type { ModelLibrary, ShellModel } from '@mkcross/composer';
import type { HostTool, LibraryDir, Tool } from '@mkcross/core';
import type { HostProbe } from './host-probe.ts';
import type { LibraryLocation, ToolLocation, ToolLocations } from './tool-locations.ts';
import { isOfSeries } from './version.ts';

/** Looks up every tool and library of a model. `root` is the project's folder, absolute. */
export async function locate(model: ShellModel, root: string, probe: HostProbe): Promise<ToolLocations> {
  const [tools, libraries] = await Promise.all([
    located(model.tools, (tool) => locateTool(tool, probe)),
    located(model.libraries, (library) => locateLibrary(library, root, probe)),
  ]);
  return { tools, libraries, bash: probe.find('bash') };
}

async function located<Item, Location>(
  items: Readonly<Record<string, Item>>,
  find: (item: Item) => Promise<Location>,
): Promise<Readonly<Record<string, Location>>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(items).map(async ([name, item]) => [name, await find(item)] as const)),
  );
}

async function locateTool({ host }: Tool, probe: HostProbe): Promise<ToolLocation> {
  const { series } = { series: undefined, ...host.version };
  for (const one of host.commands) {
    const { command, wrapper } = typeof one === 'string' ? { command: one, wrapper: undefined } : one;
    const path = probe.find(command);
    if (path === undefined || !(await isWanted(path, host, series, probe))) continue;
    return wrapper === undefined ? { status: 'on-path', path } : { status: 'on-path', path, wrapper };
  }
  const fetched = host.provision === undefined ? undefined : await probe.fetched(host.provision, series);
  if (fetched !== undefined) return { status: 'fetched', path: fetched };
  const [first] = host.commands;
  const command = typeof first === 'string' ? first : first.command;
  return { status: 'missing', message: `"${command}" is not installed. ${installHint(host, probe)}` };
}

async function isWanted(path: string, host: HostTool, series: string | undefined, probe: HostProbe): Promise<boolean> {
  if (series === undefined || host.version === undefined) return true;
  const version = await probe.version(path, host.version);
  return version !== undefined && isOfSeries(version, series);
}

/** The sentence of a missing tool's message that says how to install it. */
function installHint({ install, instead }: HostTool, { packageManager }: HostProbe): string {
  const packages = packageManager === undefined || packageManager === 'nix' ? undefined : install[packageManager];
  if (packages !== undefined) return `Install ${packages}, or run: npx mkcross doctor`;
  return instead ?? 'Run: npx mkcross doctor';
}

/** A library's folders: of the candidates for each, the first that exists, else the first. */
async function locateLibrary({ host }: ModelLibrary, root: string, probe: HostProbe): Promise<LibraryLocation> {
  const dirs: Partial<Record<LibraryDir, string>> = {};
  let isFound = host.standIn !== undefined;
  for (const dir of ['bin', 'include', 'lib', 'pkgconfig'] as const) {
    const candidates = (host.dirs[dir] ?? []).map((path) => (path.startsWith('./') ? `${root}${path.slice(1)}` : path));
    const folders = await Promise.all(candidates.map(probe.isFolder));
    const existing = candidates.find((_, index) => folders[index] === true);
    isFound ||= existing !== undefined;
    const chosen = existing ?? candidates[0];
    if (chosen !== undefined) dirs[dir] = chosen;
  }
  return { status: isFound ? 'found' : 'missing', dirs };
}
