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
      const location = locations.libraries[name];
      const isThere = location?.status === 'found';
      const packages = isThere || 'folder' in nix.package ? [] : [missingOf(install, nix.package)];
      return { name, why, isThere, folders: location?.dirs ?? {}, missing: packages };
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
  const program = location === undefined || location.status === 'missing' ? undefined : location;
  const version = program === undefined ? null : ((await probe.version(program.path, tool.version)) ?? null);
  const minimum = tool.version?.minimum;
  const row: ExaminedTool = {
    names,
    why: tool.why,
    place: program === undefined ? 'missing' : program.status === 'fetched' ? 'cache' : 'path',
    path: program?.path ?? null,
    version,
    wanted: tool.series ?? (minimum === undefined ? null : `${minimum.version} or later`),
    optional: tool.optional === true,
    wrapped: program?.status === 'found' && program.wrapper !== undefined ? firstComment(program.wrapper) : null,
  };
  return { row, tool, findings: program === undefined ? [] : await problemsOf(program.path, version, tool, probe) };
}

/** What is wrong with the program at a path. */
async function problemsOf(
  path: string,
  version: string | null,
  tool: ModelTool,
  probe: HostProbe,
): Promise<readonly Finding[]> {
  const minimum = tool.version?.minimum;
  const isOld = version !== null && minimum !== undefined && compareVersions(version, minimum.version) < 0;
  const old = isOld ? [findings.TOOL_OLD({ path, version, minimum: minimum.version, reason: minimum.reason })] : [];
  const unknown = (await probe.mayRun(path)) ? [] : [findings.TOOL_NOT_RUN({ path })];
  return [...old, ...unknown, ...(await knownIssues(path, tool, probe))];
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
