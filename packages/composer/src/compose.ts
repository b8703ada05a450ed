import {
  hostTriples,
  isTriple,
  placeText,
  throwIfErrors,
  type Finding,
  type HostSystem,
  type ToolchainPlugin,
  type Triple,
} from '@mkcross/core';
import type { DefaultTarget } from './config/config.ts';
import { mergeEnv, type EnvClaim } from './merge/merge-env.ts';
import { mergeInputs, scopeOf } from './merge/merge-inputs.ts';
import { chooseRunner, offersOf } from './merge/merge-runners.ts';
import { qualifyEnv, qualifyStep, qualifyValues } from './merge/qualify.ts';
import { settleHoles } from './merge/settle-holes.ts';
import { SCHEMA_VERSION, type ModelHook, type ModelTarget, type ShellModel } from './model.ts';
import { checkRequires, orderPlugins } from './plugins/enable-plugins.ts';
import { chooseTargets, type ChosenTarget } from './select/choose-targets.ts';
import type { Project } from './select/project.ts';
import { groupBy } from './select/group-by.ts';
import { selectContributions, type Selected } from './select/select-contributions.ts';
import { findings } from './findings/index.ts';

/** A shell model, or why there is none; warnings come with either. */
export interface Composition {
  readonly model?: ShellModel;
  readonly found: readonly Finding[];
}

/** Composes the shells of a project from its configuration and its plugins, in whatever order they come. Pure. */
export function compose(project: Project, plugins: readonly ToolchainPlugin[]): Composition {
  const { ordered, found: duplicates } = orderPlugins(plugins);
  const circles = checkRequires(ordered);
  if (duplicates.length + circles.length > 0) return { found: [...duplicates, ...circles] };
  const { chosen, found: targetFindings } = chooseTargets(project, ordered);
  const { selected, found: selectFindings } = selectContributions(project, ordered, chosen);
  const settings = checkSettings(project, chosen);
  const { targets, found: runnerFindings } = describeTargets(project, ordered, chosen, selected);
  const inputs = mergeInputs(project, selected, chosen);
  const { env, found: envFindings } = mergeEnv([...pluginClaims(selected), ...userClaims(project)]);
  // What plugins cannot agree on is settled, if not by a line of its own, where they are listed.
  const where = project.placeOf(['plugins']);
  const disagreements = [...inputs.found, ...envFindings].map((one) => ({ where, ...one }));
  const found = [...targetFindings, ...settings, ...selectFindings, ...runnerFindings, ...disagreements];
  if (found.some(({ severity }) => severity === 'error')) return { found };
  const { config, placeOf, toolchain } = project;
  const model: ShellModel = {
    schemaVersion: SCHEMA_VERSION,
    nixpkgs: { url: config.nix.nixpkgs, from: placeText(placeOf(['nix', 'nixpkgs'])) },
    defaultTarget: { value: defaultTargetOf(project), from: placeText(placeOf(['default-target'])) },
    toolchainFile: config.targets === undefined && toolchain !== undefined,
    systems: describeSystems(project, chosen),
    targets,
    ...inputs.inputs,
    env,
    hooks: mergeHooks(selected),
  };
  return { model: settleHoles(model), found };
}

/** The model of a composition; throws its findings if there is none. */
export function modelOf({ model, found }: Composition): ShellModel {
  throwIfErrors(found);
  if (model === undefined) throw new Error('a composition without errors has a model');
  return model;
}

/** "first" stays so where rust-toolchain.toml decides; where mkcross.toml lists the targets, it is the first of those. */
function defaultTargetOf({ config }: Project): DefaultTarget {
  return config.defaultTarget === 'first' ? (config.targets?.[0] ?? 'first') : config.defaultTarget;
}

/** Settings of targets that are not built, and a default target that is not. */
function checkSettings({ config, placeOf }: Project, chosen: readonly ChosenTarget[]): readonly Finding[] {
  const selected = chosen.map(({ triple }) => triple);
  if (selected.length === 0) return [];
  const hosts: readonly string[] = config.nix.systems.map((system) => hostTriples[system]);
  const known = (triple: string) => hosts.includes(triple) || selected.some((target) => target === triple);
  const tables = Object.keys(config.target)
    .filter((triple) => !known(triple))
    .map((triple) =>
      findings.TARGET_NOT_SELECTED({ triple, key: `[target.${triple}]`, selected }, placeOf(['target', triple])),
    );
  const { defaultTarget } = config;
  if (defaultTarget === false || defaultTarget === 'first' || known(defaultTarget)) return tables;
  return [
    ...tables,
    findings.TARGET_NOT_SELECTED(
      { triple: defaultTarget, key: 'default-target', selected },
      placeOf(['default-target']),
    ),
  ];
}

function describeSystems({ config }: Project, chosen: readonly ChosenTarget[]): ShellModel['systems'] {
  const systems = config.nix.systems
    .toSorted()
    .map((system): [HostSystem, { host: Triple; targets: readonly Triple[] }] => [
      system,
      {
        host: hostTriples[system],
        targets: chosen.filter(({ systems: on }) => on.includes(system)).map(({ triple }) => triple),
      },
    ]);
  return Object.fromEntries(systems);
}

/** The chosen targets and the hosts that a plugin supports, sorted by triple. */
function describeTargets(
  project: Project,
  plugins: readonly ToolchainPlugin[],
  chosen: readonly ChosenTarget[],
  selected: readonly Selected[],
): { readonly targets: Readonly<Record<Triple, ModelTarget>>; readonly found: readonly Finding[] } {
  const byTriple = [...groupBy(selected, ({ support }) => support?.triple)]
    .flatMap(([triple, supports]) => (triple === undefined ? [] : [{ triple, supports }]))
    .toSorted((a, b) => (a.triple < b.triple ? -1 : 1));
  const offers = offersOf(plugins);
  const asked = new Set(chosen.map(({ triple }) => triple));
  const found: Finding[] = [];
  const targets = byTriple.map(({ triple, supports }): [Triple, ModelTarget] => {
    const systems = [...new Set(supports.flatMap((support) => support.systems))].toSorted();
    const choice = chooseRunner(project, offers, { triple, systems }, supports);
    found.push(...(asked.has(triple) ? choice.found : []));
    return [
      triple,
      {
        from: supports.map(({ plugin }) => plugin.meta.id),
        systems,
        runsOn: [...new Set(supports.flatMap(({ support }) => support?.runsOn ?? []))].toSorted(),
        ...(choice.runner === undefined ? {} : { runner: choice.runner }),
        verification: supports.flatMap((one) =>
          (one.support?.verification ?? []).map((step) => ({
            ...qualifyStep(qualifierOf(one), step),
            from: one.plugin.meta.id,
          })),
        ),
      },
    ];
  });
  return { targets: Object.fromEntries(targets), found };
}

function pluginClaims(selected: readonly Selected[]): readonly EnvClaim[] {
  return selected.flatMap((one) =>
    Object.entries(qualifyEnv(qualifierOf(one), one.contribution)).map(([name, entry]) => ({
      name,
      entry,
      ...scopeOf(one),
    })),
  );
}

function userClaims({ config, placeOf }: Project): readonly EnvClaim[] {
  const why = 'The project’s configuration says so.';
  const claim = (name: string, value: string, path: readonly string[]): EnvClaim => {
    const place = placeOf([...path, name]);
    return { name, entry: { kind: 'set', value, why }, from: placeText(place), place };
  };
  return [
    ...Object.entries(config.env).map(([name, value]) => claim(name, value, ['env'])),
    ...Object.entries(config.target).flatMap(([triple, { env }]) =>
      Object.entries(env).map(([name, value]) => ({
        ...claim(name, value, ['target', triple, 'env']),
        ...(isTriple(triple) ? { targets: [triple] } : {}),
      })),
    ),
  ];
}

const stages = ['environment', 'toolchain', 'greeting'] as const;

function mergeHooks(selected: readonly Selected[]): readonly ModelHook[] {
  const hooks = selected.flatMap((one) =>
    (one.contribution.hooks ?? []).map((hook): ModelHook => ({
      ...qualifyValues(qualifierOf(one), hook),
      ...scopeOf(one),
    })),
  );
  return stages.flatMap((stage) => hooks.filter((hook) => hook.stage === stage));
}

const qualifierOf = ({ plugin, support }: Selected) => ({
  owner: plugin.meta.id,
  ...(support === undefined ? {} : { target: support.triple }),
});
