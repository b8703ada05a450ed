import type { Finding, PackageManager, Tool } from '@mkcross/core';
import { checkUserEnvironment } from '../../doctor/user-environment.ts';
import type { Examination, ExaminedLibrary, ExaminedTool } from '../../doctor/examination.ts';
import { compareVersions } from '../../fetch/choose-wheel.ts';
import { installCommand, type Missing } from '../../locate/install-command.ts';
import { needs } from '../../locate/needs.ts';
import { sameTools } from '../../locate/same-tools.ts';
import type { ToolPlace } from '../../shell/places.ts';
import { cacheFolder, type ShellRequest } from '../enter-shell.ts';
import { locateLocked } from '../lock/locate-locked.ts';
import { printedBy, thisMachine } from '../this-machine.ts';
import { toldVersion } from '../told-version.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';
import { examineRust } from './examine-rust.ts';

const managers: readonly (PackageManager | 'nix')[] = ['apk', 'apt', 'brew', 'dnf', 'nix', 'pacman', 'pip', 'zypper'];

/** Looks at everything that a shell needs of a machine, and at what of the user's own would get in its way. */
export async function examine(request: ShellRequest): Promise<Examination> {
  const { choice, user, root } = request;
  const machine = thisMachine(user, cacheFolder(user));
  const { model, locked, places, found } = await locateLocked(request);
  const needed = needs(model, choice);
  const tools = Object.entries(model.tools)
    .filter(([name]) => needed.tools.has(name))
    .map(([name, tool]) => ({ name, tool }));
  const groups = sameTools(tools);
  const examined = await Promise.all(
    groups.map(async ({ names, tool }) => {
      const place = places.tools[names[0] ?? ''];
      return { ...(await examineTool(names, tool, place, user)), tool };
    }),
  );
  const libraries = Object.entries(model.libraries)
    .filter(([name]) => needed.libraries.has(name))
    .map(([name, { why, host, nix }]): ExaminedLibrary & { readonly missing: readonly Missing[] } => {
      const folders = places.libraries[name] ?? {};
      const isThere = host.standIn !== undefined || Object.values(folders).some(machine.isFolder);
      return {
        name,
        why,
        isThere,
        folders,
        missing: 'folder' in nix.package ? [] : [{ install: host.install, nix: nix.package }],
      };
    });
  const missing = [
    ...examined
      .filter(({ row }) => row.place === 'missing' && !row.optional)
      .map(({ tool }) => ({ install: tool.host.install, nix: tool.nix.package })),
    ...libraries.filter(({ isThere }) => !isThere).flatMap((library) => library.missing),
  ];
  return {
    packageManager: machine.packageManager,
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
      ...found,
      ...examined.flatMap((one) => one.findings),
      ...checkUserEnvironment(model, user),
      ...(await examineRust({ model, choice, root, user, places })),
    ],
  };
}

async function examineTool(
  names: readonly string[],
  tool: Tool,
  place: ToolPlace | undefined,
  user: Readonly<Record<string, string>>,
): Promise<{ readonly row: ExaminedTool; readonly findings: readonly Finding[] }> {
  const { why, host } = tool;
  const path = place === undefined || place.by === 'nobody' ? null : place.path;
  const { version: probe, faults = [] } = host;
  const version = path === null ? null : ((await toldVersion(path, probe, user)) ?? null);
  const oldest = probe?.oldest;
  const isOld = version !== null && oldest !== undefined && compareVersions(version, oldest.version) < 0;
  const found = await Promise.all(
    faults.map(async (fault) => {
      const has = path !== null && new RegExp(fault.pattern, 'm').test(await printedBy(path, fault.args, user));
      return has ? [findings.TOOL_FAULTY({ path, why: fault.why, mend: fault.mend })] : [];
    }),
  );
  return {
    row: {
      names,
      why,
      place: path === null ? 'missing' : place?.by === 'cache' ? 'cache' : 'path',
      path,
      version,
      wanted: probe?.series ?? (oldest === undefined ? null : `${oldest.version} or later`),
      optional: host.optional === true,
      wrapped: place?.by === 'path' && place.wrapper !== undefined ? whyWrapped(tool, place.path) : null,
    },
    findings: [
      ...(isOld ? [findings.TOOL_OLD({ path: path ?? '', version, oldest: oldest.version, why: oldest.why })] : []),
      ...found.flat(),
    ],
  };
}

function whyWrapped({ host }: Tool, path: string): string | null {
  const command = path.slice(path.lastIndexOf('/') + 1);
  const wrapped = host.commands.find((one) => typeof one === 'object' && one.command === command);
  return typeof wrapped === 'object' ? wrapped.why : null;
}
