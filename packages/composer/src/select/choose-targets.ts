import {
  hostSystems,
  hostTriples,
  type Finding,
  type HostSystem,
  type Place,
  type TargetSupport,
  type ToolchainPlugin,
  type Triple,
} from '@mkcross/core';
import { nearestName } from '../config/nearest-name.ts';
import { officialPlugins } from '../plugins/official.ts';
import { findings } from '../findings/index.ts';
import { groupBy } from './group-by.ts';
import type { Project } from './project.ts';

/** A target to build for, and where. */
export interface ChosenTarget {
  readonly triple: Triple;
  readonly systems: readonly HostSystem[];
}

/** The targets that a project asks for, each with the systems on which its plugins can build it; sorted by triple. */
export function chooseTargets(
  project: Project,
  plugins: readonly ToolchainPlugin[],
): { readonly chosen: readonly ChosenTarget[]; readonly found: readonly Finding[] } {
  const supports = groupBy(
    plugins.flatMap(({ targets }) => targets),
    ({ triple }) => triple,
  );
  const supported = [...supports.keys()].toSorted();
  const asked = askedTargets(project);
  if (asked.length === 0) {
    const where = { file: project.toolchain === undefined ? 'mkcross.toml' : 'rust-toolchain.toml' };
    const details = {
      supported: supported.filter((triple) => !isHost(triple)),
      toolchainFile: project.toolchain !== undefined,
    };
    return { chosen: [], found: [findings.TARGETS_MISSING(details, where)] };
  }
  const found: Finding[] = [];
  const chosen: ChosenTarget[] = [];
  for (const { triple, where } of asked) {
    const hosts = hostsOf(supports.get(triple) ?? []);
    const systems = project.config.nix.systems.filter((system) => hosts.includes(system)).toSorted();
    if (!supports.has(triple))
      found.push(findings.TARGET_UNSUPPORTED({ triple, supported, ...suggestion(triple, supported, project) }, where));
    else if (systems.length === 0)
      found.push(findings.TARGET_UNSUPPORTED_HOST({ triple, systems: project.config.nix.systems, hosts }, where));
    else chosen.push({ triple, systems });
  }
  return { chosen: chosen.toSorted((a, b) => (a.triple < b.triple ? -1 : 1)), found };
}

/** The machines on which any of these supports builds, sorted. */
function hostsOf(supports: readonly TargetSupport[]): readonly HostSystem[] {
  return hostSystems.filter((system) => supports.some(({ hosts }) => hosts === undefined || hosts.includes(system)));
}

interface AskedTarget {
  readonly triple: Triple;
  readonly where: Place;
}

function askedTargets({ config, placeOf, toolchain }: Project): readonly AskedTarget[] {
  if (config.targets !== undefined)
    return config.targets.map((triple, index) => ({ triple, where: placeOf(['targets', index]) }));
  const targets = [...new Set(toolchain?.targets ?? [])];
  return targets.map((triple, index) => ({
    triple,
    where: toolchain?.placeOf(['toolchain', 'targets', index]) ?? { file: 'rust-toolchain.toml' },
  }));
}

function suggestion(triple: Triple, supported: readonly Triple[], { config }: Project) {
  const builder = officialPlugins.find((official) => official.builds.includes(triple))?.id;
  return {
    nearest: nearestName(triple, supported),
    plugin: builder === undefined || config.plugins.includes(builder) ? undefined : builder,
  };
}

const isHost = (triple: Triple) => Object.values<Triple>(hostTriples).includes(triple);
