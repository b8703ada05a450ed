import type { Adapter, AdapterInput } from '@mkcross/build-systems';
import { adapters as allAdapters } from '@mkcross/build-systems';
import {
  placeText,
  projectKinds,
  throwIfErrors,
  type Finding,
  type Host,
  type ProjectKind,
  type ToolchainPlugin,
} from '@mkcross/core';
import { askedTargets, buildHosts, type BuildHost } from './choose/asked-targets.ts';
import { chooseAll, type TargetChoices } from './choose/choose-all.ts';
import type { DefaultTarget } from './config/config.ts';
import { placeAt } from './config/places.ts';
import { adapterClaims } from './contribute/adapter-claims.ts';
import { joinClaims, noClaims, systemsIn, type Claims } from './contribute/claims.ts';
import { entryClaims, launcherClaims, shellClaims, userClaims } from './contribute/plugin-claims.ts';
import { mergeEnv } from './merge/merge-env.ts';
import { mergeFiles, mergeHooks, mergePackages, mergePrograms } from './merge/merge-named.ts';
import { mergeNixpkgs } from './merge/merge-nixpkgs.ts';
import { prune } from './merge/prune.ts';
import { shellsOf } from './merge/scopes.ts';
import { SCHEMA_VERSION, type ModelProgram, type ShellModel } from './model.ts';
import { launchersOf } from './programs/launchers.ts';
import { catalogOf, type Catalog } from './resolve/catalog.ts';
import { readOptions } from './resolve/read-options.ts';
import type { Resolver } from './resolve/resolver.ts';
import { checkHosts, checkSettings } from './select/check-settings.ts';
import { enablePlugins, orderByRequires, unique } from './select/enable-plugins.ts';
import type { Project } from './select/project.ts';
import { describeTargets } from './targets/describe-targets.ts';
import { runTargets, type TargetRuns } from './targets/run-targets.ts';
import { useTargets, type UsedTarget } from './targets/use-targets.ts';

/** A shell model, or why there is none; warnings come with either. */
export interface Composition {
  readonly model?: ShellModel;
  readonly found: readonly Finding[];
}

/** What is chosen: the toolchains of each target on each host. */
export interface Choices {
  readonly catalog: Catalog;
  readonly hosts: readonly BuildHost[];
  readonly chosen: readonly TargetChoices[];
  readonly found: readonly Finding[];
}

/**
 * Composes the shells of a project from its configuration and the given plugins, in whatever order they come. Those that mkcross.toml lists
 * are enabled, with those they require; to those they use, they only refer. Pure; never throws for what plugins say.
 */
export function compose(
  project: Project,
  plugins: readonly ToolchainPlugin[],
  adapters: readonly Adapter[] = allAdapters,
): Composition {
  const choices = chooseToolchains(project, plugins, adapters);
  if (hasErrors(choices.found)) return { found: choices.found };
  const { model, found } = modelFrom(project, choices, adapters);
  const all = unique([...choices.found, ...found]);
  return hasErrors(all) ? { found: all } : { model, found: all };
}

/** The model of a composition; throws its findings if there is none. */
export function modelOf({ model, found }: Composition): ShellModel {
  throwIfErrors(found);
  if (model === undefined) throw new Error('a composition without errors has a model');
  return model;
}

const hasErrors = (found: readonly Finding[]) => found.some(({ severity }) => severity === 'error');

/** Indexes the plugins and chooses the toolchains of every target. */
export function chooseToolchains(
  project: Project,
  plugins: readonly ToolchainPlugin[],
  adapters: readonly Adapter[] = allAdapters,
): Choices {
  const enabled = enablePlugins(project, plugins);
  const indexed = catalogOf(enabled.plugins, enabled.enabled, enabled.reachable, adapters);
  const reachable = [...enabled.reachable].toSorted().flatMap((id) => enabled.plugins.get(id) ?? []);
  const { options, found: wrongOptions } = readOptions(project, reachable);
  const catalog: Catalog = { ...indexed.catalog, options };
  const { hosts, found: unknownHosts } = buildHosts(project, catalog.targets);
  const { asked, found: wrongTargets } = askedTargets(project, catalog);
  const { chosen, found: undecided } = chooseAll(project, catalog, asked, hosts);
  const settings = checkSettings(
    project,
    asked.map(({ target }) => target.triple),
    hosts.map(({ target }) => target.triple),
  );
  const idle = checkHosts(
    project,
    catalog.enabled,
    hosts.map(({ system }) => system),
  );
  const found = [
    ...enabled.found,
    ...indexed.found,
    ...unknownHosts,
    ...wrongTargets,
    ...undecided,
    ...wrongOptions,
    ...settings,
    ...idle,
  ];
  return { catalog, hosts, chosen, found: unique(found) };
}

function modelFrom(project: Project, { catalog, hosts, chosen }: Choices, adapters: readonly Adapter[]) {
  const { config, places, toolchain } = project;
  const where = placeAt(places, ['plugins']);
  const resolver: Resolver = { catalog, tools: new Map(), libraries: new Map(), scripts: new Map(), found: [] };
  const { launchers, found: rivals } = launchersOf(catalog.enabled, where);
  const used = useTargets(resolver, project, chosen, launchers);
  const { runs, claims: ofRunners, found: runnerFindings } = runTargets(resolver, project, used);
  const systems = describeSystems(hosts, used);
  const shells = shellsOf(systems);
  const triples = new Set<string>(used.map(({ target }) => target.triple));
  const inputs = new Map(projectKinds.map((kind) => [kind, inputsOf(project, kind, used, runs)]));
  const claims = joinClaims([
    ...catalog.enabled.map((plugin) => shellClaims(resolver, plugin)),
    { ...noClaims, env: launcherClaims(resolver, launchers) },
    toolchainClaims(resolver, shells.systems, used),
    ofRunners,
    adapterClaims(resolver, shells.systems, adapters, inputs),
    userClaims(project, (triple) => triples.has(triple)),
  ]);
  const targets = describeTargets(resolver, project, used, runs);
  const scripts = [...resolver.scripts.values()];
  const env = mergeEnv(shells, claims.env, where);
  const programs = mergePrograms(shells, [...claims.programs, ...scripts], where);
  const files = mergeFiles(shells, claims.files, where);
  const hooks = mergeHooks(shells, claims.hooks, orderByRequires(catalog.enabled));
  const model: ShellModel = {
    schemaVersion: SCHEMA_VERSION,
    nixpkgs: { url: config.nix.nixpkgs, from: '' },
    defaultTarget: { value: defaultTargetOf(project), from: placeText(placeAt(places, ['default-target'])) },
    toolchainFile: config.targets === undefined && toolchain !== undefined,
    systems,
    targets,
    flakes: {},
    tools: Object.fromEntries(resolver.tools),
    libraries: Object.fromEntries(resolver.libraries),
    packages: mergePackages(shells, claims.packages),
    path: [],
    programs: programs.programs,
    files: files.files,
    env: env.env,
    hooks: hooks.hooks,
  };
  const pruned = prune(model, new Set(resolver.scripts.keys()));
  const { nixpkgs, flakes, found: nixFindings } = mergeNixpkgs(project, involved(catalog, pruned));
  const found = [
    ...resolver.found,
    ...rivals,
    ...runnerFindings,
    ...env.found,
    ...programs.found,
    ...files.found,
    ...hooks.found,
    ...nixFindings,
  ];
  return { model: { ...pruned, nixpkgs, flakes }, found };
}

/** "first" stays so where rust-toolchain.toml decides; where mkcross.toml lists the targets, it is the first of those. */
function defaultTargetOf({ config }: Project): DefaultTarget {
  return config.defaultTarget === 'first' ? (config.targets?.[0] ?? 'first') : config.defaultTarget;
}

function describeSystems(hosts: readonly BuildHost[], used: readonly UsedTarget[]): ShellModel['systems'] {
  return Object.fromEntries(
    hosts.map(({ system, target }) => {
      const targets = used.filter((one) => one.system === system && one.isAsked).map((one) => one.target.triple);
      return [system, { host: target.triple, targets }];
    }),
  );
}

/** Programs and variables of the chosen toolchains. */
function toolchainClaims(resolver: Resolver, systems: readonly Host[], used: readonly UsedTarget[]): Claims {
  return joinClaims(
    used.flatMap(({ system, kinds }) =>
      kinds.map(({ choice, used: one }): Claims => {
        const setting = { ...one.setting, scope: { ...one.setting.scope, systems: [system] } };
        return {
          ...noClaims,
          programs: one.programs.map((program): ModelProgram => ({ ...program, ...systemsIn(systems, system) })),
          env: entryClaims(resolver, choice.chosen.body.env ?? {}, setting),
        };
      }),
    ),
  );
}

/** What the adapters of a kind of project get: each target of each host that has a toolchain for it. */
function inputsOf(
  { config }: Project,
  builds: ProjectKind,
  used: readonly UsedTarget[],
  runs: ReadonlyMap<string, TargetRuns>,
): readonly AdapterInput[] {
  return used.flatMap(({ system, target, isHost, kinds }): readonly AdapterInput[] => {
    const kind = kinds.find(({ choice }) => choice.kind === builds);
    if (kind === undefined) return [];
    const { runsOn = [], runner } = runs.get(target.triple) ?? {};
    const helped = runner?.runner.systems.includes(system) === true ? runner.runner : undefined;
    return [
      {
        host: system,
        target,
        isHost,
        toolchain: kind.used.resolved,
        runs: runsOn.includes(system) ? 'host' : helped && { command: helped.command, program: helped.program },
        settings: { cargo: config.cargo },
      },
    ];
  });
}

/** Plugins that are enabled, and those of which the model has tools or libraries; sorted by id. */
function involved(catalog: Catalog, model: ShellModel): readonly ToolchainPlugin[] {
  const ids = new Set([
    ...catalog.enabled.map(({ meta }) => meta.id),
    ...[...Object.values(model.tools), ...Object.values(model.libraries)].map(({ from }) => from),
  ]);
  return [...ids].toSorted().flatMap((id) => catalog.plugins.get(id) ?? []);
}
