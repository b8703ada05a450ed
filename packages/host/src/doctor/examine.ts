import type { Finding, PackageManager, Tool } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { installCommand, type Missing } from '../locate/install-command.ts';
import type { HostProbe } from '../locate/host-probe.ts';
import { groupByLookup, requiredTools } from '../locate/required-tools.ts';
import type { ToolLocation } from '../locate/tool-locations.ts';
import { compareVersions } from '../locate/version.ts';
import { toolFindings, type LocatedShell } from '../shell/locate-shell.ts';
import type { System } from '../system.ts';
import type { Examination, ExaminedLibrary, ExaminedTool } from './examination.ts';
import { examineRust } from './examine-rust.ts';
import { checkUserEnvironment } from './user-environment.ts';

const managers: readonly (PackageManager | 'nix')[] = ['apk', 'apt', 'brew', 'dnf', 'nix', 'pacman', 'pip', 'zypper'];

/** Checks everything that a located shell requires of its machine, and the user's settings that would interfere with it. */
export async function examine(system: System, located: LocatedShell): Promise<Examination> {
  const { model, choice, user, probe, locations, locked } = located;
  const required = requiredTools(model, choice);
  const tools = Object.entries(model.tools).flatMap(([name, tool]) =>
    required.tools.has(name) ? [{ name, tool }] : [],
  );
  const examined = await Promise.all(
    groupByLookup(tools).map(({ names, tool }) => examineTool(names, tool, locations.tools[names[0] ?? ''], probe)),
  );
  const libraries = Object.entries(model.libraries)
    .filter(([name]) => required.libraries.has(name))
    .map(([name, { why, host, nix }]): ExaminedLibrary & { readonly missing: readonly Missing[] } => {
      const { status, dirs } = locations.libraries[name] ?? { status: 'missing', dirs: {} };
      const packages = 'folder' in nix.package ? [] : [{ install: host.install, nix: nix.package }];
      const isThere = status === 'found';
      return { name, why, isThere, folders: dirs, missing: isThere ? [] : packages };
    });
  const missing = [
    ...examined
      .filter(({ row }) => row.place === 'missing' && !row.optional)
      .map(({ tool }) => ({ install: tool.host.install, nix: tool.nix.package })),
    ...libraries.flatMap((library) => library.missing),
  ];
  return {
    packageManager: probe.packageManager,
    tools: examined.map(({ row }) => row),
    libraries: libraries.map(({ missing: _, ...library }) => library),
    install: Object.fromEntries(
      managers.flatMap((manager) => {
        const command = installCommand(manager, missing);
        return command === undefined ? [] : [[manager, command]];
      }),
    ),
    isLocked: locked !== undefined,
    findings: [
      ...(await toolFindings(system, located)),
      ...examined.flatMap((one) => one.findings),
      ...checkUserEnvironment(model, user),
      ...(await examineRust(system, located)),
    ],
  };
}

async function examineTool(
  names: readonly string[],
  tool: Tool,
  location: ToolLocation | undefined,
  probe: HostProbe,
): Promise<{ readonly row: ExaminedTool; readonly tool: Tool; readonly findings: readonly Finding[] }> {
  const { why, host } = tool;
  const path = location === undefined || location.status === 'missing' ? null : location.path;
  const version = path === null ? null : ((await probe.version(path, host.version)) ?? null);
  const oldest = host.version?.oldest;
  const isOld = version !== null && oldest !== undefined && compareVersions(version, oldest.version) < 0;
  const row: ExaminedTool = {
    names,
    why,
    place: path === null ? 'missing' : location?.status === 'fetched' ? 'cache' : 'path',
    path,
    version,
    wanted: host.version?.series ?? (oldest === undefined ? null : `${oldest.version} or later`),
    optional: host.optional === true,
    wrapped: location?.status === 'on-path' && location.wrapper !== undefined ? whyWrapped(tool, location.path) : null,
  };
  const old = isOld ? [findings.TOOL_OLD({ path: path ?? '', version, oldest: oldest.version, why: oldest.why })] : [];
  return { row, tool, findings: [...old, ...(path === null ? [] : await knownIssues(path, tool, probe))] };
}

/** The bugs that the program at a path reports of itself. */
async function knownIssues(
  path: string,
  { host: { faults = [] } }: Tool,
  probe: HostProbe,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    faults.map(async ({ args, pattern, why, mend }) =>
      new RegExp(pattern, 'm').test(await probe.output(path, args)) ? [findings.TOOL_FAULTY({ path, why, mend })] : [],
    ),
  );
  return found.flat();
}

function whyWrapped({ host }: Tool, path: string): string | null {
  const command = path.slice(path.lastIndexOf('/') + 1);
  const wrapped = host.commands.find((one) => typeof one === 'object' && one.command === command);
  return typeof wrapped === 'object' ? wrapped.why : null;
}
