import { hostTriples, type Host, type ToolchainPlugin, type Triple } from '@mkcross/core';
import { chooseToolchains } from '../compose.ts';
import { toolchainBody } from '../resolve/toolchain-body.ts';
import { runs } from '../runners/choose-runner.ts';
import type { Project } from '../select/project.ts';
import { supportedTargets } from './asked-targets.ts';

/**
 * The targets that a project's plugins build for on a host, sorted; of other architectures than the host's, only those that one of the
 * plugins has a runner for.
 */
export function usableTargets(project: Project, plugins: readonly ToolchainPlugin[], host: Host): readonly Triple[] {
  const { catalog } = chooseToolchains(project, plugins);
  const own = catalog.targets.get(hostTriples[host] ?? '')?.arch;
  const runners = catalog.enabled.flatMap((plugin) => plugin.runners ?? []);
  return supportedTargets(catalog).flatMap((name) => {
    const target = catalog.targets.get(name);
    if (target === undefined) return [];
    const bodies = (catalog.candidates.get(name) ?? []).map((ref) => toolchainBody(catalog, ref, target.triple).body);
    const isBuilt = bodies.some((body) => body !== undefined && (body.hosts?.includes(host) ?? true));
    const isRun = runners.some((runner) => (runner.hosts?.includes(host) ?? true) && runs(runner, target));
    return isBuilt && (target.arch === own || isRun) ? [target.triple] : [];
  });
}
