import type { ModelTool } from '@mkcross/composer';
import { testedHosts, type Finding } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import { installCommand, proposedManagers, type Missing } from '../locate/install-command.ts';
import type { HostProbe } from '../locate/host-probe.ts';
import { groupByLookup, requiredTools } from '../locate/required-tools.ts';
import type { ToolLocation } from '../locate/tool-locations.ts';
import { compareVersions } from '../locate/version.ts';
import { toolFindings, type LocatedShell } from '../shell/locate-shell.ts';
import type { System } from '../system.ts';
import type { Examination, ExaminedLibrary, ExaminedTool } from './examination.ts';
import { examineRust } from './examine-rust.ts';
import { checkUserEnvironment } from './user-environment.ts';

/** Checks everything that a located shell requires of its machine, and the user's settings that would interfere with it. */
export async function examine(system: System, located: LocatedShell): Promise<Examination> {
  const { model, choice, user, probe, locations, locked } = located;
  const required = requiredTools(model, choice);
  const tools = Object.entries(model.tools).flatMap(([name, tool]) =>
    required.tools.has(name) ? [{ name, tool }] : [],
  );
  const examined = await Promise.all(
    groupByLookup(tools).map(({ names, tool }) =>
      examineTool(names, tool, locations.tools[names[0] ?? ''], probe.ofPlugin(tool.from)),
    ),
  );
  const libraries = Object.entries(model.libraries)
    .filter(([name]) => required.libraries.has(name))
    .map(([name, { why, install, nix }]): ExaminedLibrary & { readonly missing: readonly Missing[] } => {
      const { status, dirs } = locations.libraries[name] ?? { status: 'missing', dirs: {} };
      const packages = 'folder' in nix.package ? [] : [missingOf(install, nix.package)];
      const isThere = status === 'found';
      return { name, why, isThere, folders: dirs, missing: isThere ? [] : packages };
    });
  const missing = [
    ...examined
      .filter(({ row }) => row.place === 'missing' && !row.optional)
      .map(({ tool }) => missingOf(tool.install, tool.nix.package)),
    ...libraries.flatMap((library) => library.missing),
  ];
  return {
    packageManager: probe.packageManager,
    tools: examined.map(({ row }) => row),
    libraries: libraries.map(({ missing: _, ...library }) => library),
    install: Object.fromEntries(
      proposedManagers.flatMap((manager) => {
        const command = installCommand(manager, missing);
        return command === undefined ? [] : [[manager, command]];
      }),
    ),
    isLocked: locked !== undefined,
    findings: [
      ...(testedHosts.includes(choice.system)
        ? []
        : [findings.HOST_UNTESTED({ host: choice.system, tested: [...testedHosts] })]),
      ...(await toolFindings(system, located)),
      ...examined.flatMap((one) => one.findings),
      ...checkUserEnvironment(model, user),
      ...(await examineRust(system, located)),
    ],
  };
}

const missingOf = (install: Missing['install'], nix: Missing['nix']): Missing => ({
  ...(install === undefined ? {} : { install }),
  nix,
});

async function examineTool(
  names: readonly string[],
  tool: ModelTool,
  location: ToolLocation | undefined,
  probe: HostProbe,
): Promise<{ readonly row: ExaminedTool; readonly tool: ModelTool; readonly findings: readonly Finding[] }> {
  const { why, series } = tool;
  const path = location === undefined || location.status === 'missing' ? null : location.path;
  const version = path === null ? null : ((await probe.version(path, tool.version)) ?? null);
  const minimum = tool.version?.minimum;
  const isOld = version !== null && minimum !== undefined && compareVersions(version, minimum.version) < 0;
  const row: ExaminedTool = {
    names,
    why,
    place: path === null ? 'missing' : location?.status === 'fetched' ? 'cache' : 'path',
    path,
    version,
    wanted: series ?? (minimum === undefined ? null : `${minimum.version} or later`),
    optional: tool.optional === true,
    wrapped: location?.status === 'found' && location.wrapper !== undefined ? firstComment(location.wrapper) : null,
  };
  const old = isOld
    ? [findings.TOOL_OLD({ path: path ?? '', version, minimum: minimum.version, reason: minimum.reason })]
    : [];
  const isUnknown = path !== null && !(await probe.mayRun(path));
  const unknown = isUnknown ? [findings.TOOL_NOT_RUN({ path })] : [];
  return { row, tool, findings: [...old, ...unknown, ...(path === null ? [] : await knownIssues(path, tool, probe))] };
}

/** The bugs that the program at a path reports of itself. */
async function knownIssues(
  path: string,
  { knownIssues: issues = [] }: ModelTool,
  probe: HostProbe,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    issues.map(async ({ args, pattern, why, fix }) =>
      new RegExp(pattern, 'm').test(await probe.output(path, args)) ? [findings.TOOL_FAULTY({ path, why, fix })] : [],
    ),
  );
  return found.flat();
}

const firstComment = (script: string): string =>
  /^\s*# *(.*)$/m.exec(script)?.[1] ?? 'Its behaviour is corrected by a script of the plugin.';
