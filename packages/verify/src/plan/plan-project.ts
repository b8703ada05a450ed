import { adapters, type Adapter, type ProjectTarget } from '@mkcross/build-systems';
import type { Linkage, ModelTarget } from '@mkcross/composer';
import type { Host, Target } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { projectExpectation } from './expectation.ts';
import type { CustomBuild, ProjectPlan, VerifySettings } from './plan.ts';

/** A target for which the project is built. */
export interface ProjectRequest {
  readonly model: ModelTarget;
  readonly system: Host;
  readonly isHost: boolean;
  /** Names of the files in the project's folder. */
  readonly names: readonly string[];
  readonly settings: VerifySettings;
  /** `linkage` of the target in mkcross.toml. */
  readonly linkage: Linkage | undefined;
}

/** How the project is built for a target: as `[verify]` says, else by each build system that is recognised. */
export function planProjects(request: ProjectRequest): readonly ProjectPlan[] {
  const { model, settings, linkage, system } = request;
  const build = customBuild(settings, model.target);
  if (build === undefined) {
    const found = recognised(request.names);
    return found.length > 0 ? found.map((adapter) => planAdapter(request, adapter)) : [nothingOf(model.target)];
  }
  const linkages = [
    ...new Set(model.choices.filter(({ systems }) => systems.includes(system)).map((one) => one.linkage)),
  ];
  const [only] = linkages.length === 1 ? linkages : [];
  return [{ by: 'custom', build, expected: projectExpectation(model.target, linkage, only) }];
}

function nothingOf({ triple }: Target): ProjectPlan {
  const files = [...new Set(adapters.flatMap(({ project }) => project.markers))].toSorted();
  return { by: 'none', name: 'project', found: [findings.PROJECT_NOT_FOUND({ triple, files })] };
}

/** Build systems of which a file is in the project's folder. A Makefile counts where there is no other. */
function recognised(names: readonly string[]): readonly Adapter[] {
  const found = adapters.filter(({ project }) => project.markers.some((marker) => names.includes(marker)));
  const others = found.filter(({ project }) => project.fallback !== true);
  return others.length > 0 ? others : found;
}

function planAdapter({ model, system, isHost, names, linkage }: ProjectRequest, adapter: Adapter): ProjectPlan {
  const { id, builds, needs, project } = adapter;
  const { target, choices, runsOn, runner } = model;
  const choice = choices.find(
    ({ kind, systems, languages }) =>
      kind === builds && systems.includes(system) && needs.every((language) => languages.includes(language)),
  );
  if (choice === undefined) {
    const file = project.markers.find((marker) => names.includes(marker)) ?? project.markers[0] ?? id;
    return {
      by: 'none',
      name: id,
      found: [findings.PROJECT_NOT_BUILT({ file, triple: target.triple, languages: needs })],
    };
  }
  const helped = runner?.systems.includes(system) === true ? runner : undefined;
  const built: ProjectTarget = {
    target,
    isHost,
    runs: runsOn.includes(system) ? 'host' : helped && { command: helped.command, program: helped.program },
  };
  return {
    by: 'adapter',
    adapter: id,
    target: built,
    toolchain: choice.toolchain,
    expected: projectExpectation(target, linkage, choice.linkage),
  };
}

/** `build` and `artifacts` for a target; undefined where mkcross.toml has no `build`. Other braces are left as they are: they are bash. */
function customBuild({ build, artifacts }: VerifySettings, target: Target): CustomBuild | undefined {
  if (build === undefined) return undefined;
  const values = new Map([
    ['target', target.triple],
    ['zig-target', target.names['zig'] ?? target.triple],
    ['exe', target.executableSuffix],
  ]);
  const filled = (text: string) => text.replaceAll(/\{([a-z-]+)\}/g, (all, name: string) => values.get(name) ?? all);
  return { line: filled(build), artifacts: artifacts.map(filled) };
}
