import type { Fixture, ToolchainPlugin, Triple } from '@mkcross/core';
import { helloFixtures } from '../fixtures/hello-fixtures.ts';
import { pluginFixture } from '../fixtures/plugin-fixtures.ts';
import type { ModelChoice, ModelFixture, ModelTarget } from '../model.ts';
import { ownerOf } from '../resolve/catalog.ts';
import { present } from '../resolve/namespace.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { groupBy } from '../select/group-by.ts';
import type { Project } from '../select/project.ts';
import type { TargetRuns } from './run-targets.ts';
import type { KindUse, UsedTarget } from './use-targets.ts';

/** Targets and hosts as the model has them, sorted by triple. */
export function describeTargets(
  resolver: Resolver,
  { config }: Project,
  used: readonly UsedTarget[],
  runs: ReadonlyMap<Triple, TargetRuns>,
): Readonly<Record<Triple, ModelTarget>> {
  const byTriple = [...groupBy(used, ({ target }) => target.triple)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hasCargo = resolver.catalog.enabled.some(providesCargo);
  const entries = byTriple.flatMap(([triple, ones]): readonly (readonly [Triple, ModelTarget])[] => {
    const [first] = ones;
    if (first === undefined) return [];
    const { runsOn, runner } = runs.get(triple) ?? { runsOn: [] };
    const owners = ones.flatMap(({ kinds }) => kinds.map(({ choice }) => ownerOf(choice.chosen.ref)));
    return [
      [
        triple,
        {
          from: [...new Set(owners)].toSorted(),
          target: first.target,
          systems: ones.map(({ system }) => system).toSorted(),
          runsOn: runsOn.toSorted(),
          ...(runner === undefined ? {} : { runner: runner.runner }),
          choices: choicesOf(ones),
          fixtures: fixturesOf(resolver, ones, hasCargo),
          ...(config.target[triple]?.check === false ? { check: false } : {}),
        },
      ],
    ];
  });
  return Object.fromEntries(entries);
}

/** What was chosen for each kind of project, once for systems with the same choice. */
function choicesOf(ones: readonly UsedTarget[]): readonly ModelChoice[] {
  const all = ones.flatMap(({ system, kinds }) => kinds.map(({ choice }) => ({ system, choice })));
  const groups = groupBy(all, ({ choice: { kind, chosen, because, candidates } }) =>
    JSON.stringify([kind, chosen.ref, because, candidates]),
  );
  return [...groups.values()].flatMap((same): readonly ModelChoice[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { kind, chosen, because, candidates } = first.choice;
    const { languages, linkage, c, limits } = chosen.body;
    return [
      {
        kind,
        systems: same.map(({ system }) => system).toSorted(),
        toolchain: chosen.ref,
        because,
        candidates,
        languages,
        linkage,
        ...(c === undefined ? {} : { runtime: c.runtime }),
        ...(limits === undefined ? {} : { limits: present(limits) }),
      },
    ];
  });
}

/** Programs that show that a target works, for each of its toolchains; only for targets that the project asks for. */
function fixturesOf(resolver: Resolver, ones: readonly UsedTarget[], hasCargo: boolean): readonly ModelFixture[] {
  const asked = ones.filter(({ isAsked }) => isAsked);
  const uses = asked.flatMap((one) => one.kinds.map((kind) => ({ one, kind })));
  const groups = [...groupBy(uses, ({ kind }) => `${kind.choice.chosen.ref} ${kind.infix}`).values()];
  const fixtures = groups.flatMap((same): readonly ModelFixture[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { one, kind } = first;
    const systems = [...new Set(same.map(({ one: { system } }) => system))].toSorted();
    const at = { target: one.target, toolchain: kind.used.resolved, systems, hasCargo, prefix: kind.infix };
    return [...helloFixtures(at), ...ofPlugin(resolver, one, kind, systems)];
  });
  return uniqueIds([...fixtures, ...withoutToolchain(resolver, ones)]);
}

const providesCargo = ({ shell, tools = {} }: ToolchainPlugin): boolean =>
  (shell?.tools ?? []).some((name) => {
    const { nix, alsoProvides = [] } = tools[name] ?? {};
    return nix?.program === 'cargo' || alsoProvides.includes('cargo');
  });

function ofPlugin(
  resolver: Resolver,
  { target }: UsedTarget,
  { choice, infix, used }: KindUse,
  systems: UsedTarget['system'][],
): readonly ModelFixture[] {
  const { ref } = choice.chosen;
  const [owner, name] = [ownerOf(ref), ref.slice(ref.indexOf('/') + 1)];
  const plugin = resolver.catalog.plugins.get(owner);
  const matches = ({ toolchains }: Fixture) => toolchains?.includes(name) ?? true;
  return (plugin?.fixtures ?? []).filter(matches).flatMap((fixture) => {
    const at = { target, setting: used.setting, systems, toolchain: used.resolved, idPrefix: infix };
    return pluginFixture(resolver, fixture, at) ?? [];
  });
}

/** Fixtures of plugins without toolchains are for the host. */
function withoutToolchain(resolver: Resolver, ones: readonly UsedTarget[]): readonly ModelFixture[] {
  const hosts = ones.filter(({ isHost }) => isHost);
  const [host] = hosts;
  if (host === undefined) return [];
  const systems = hosts.map(({ system }) => system).toSorted();
  const programs = host.kinds.find(({ infix }) => infix === '')?.used.setting.programs;
  return resolver.catalog.enabled
    .filter(({ toolchains = [] }) => toolchains.length === 0)
    .flatMap(({ meta, fixtures = [] }) =>
      fixtures.flatMap((fixture) => {
        const scope = { from: meta.id, systems };
        const setting: Setting = { scope, target: host.target, ...(programs === undefined ? {} : { programs }) };
        return pluginFixture(resolver, fixture, { target: host.target, setting, systems, idPrefix: '' }) ?? [];
      }),
    );
}

/** Gives fixtures of one id, of toolchains of different systems, the names of their toolchains. */
function uniqueIds(fixtures: readonly ModelFixture[]): readonly ModelFixture[] {
  const counts = groupBy(fixtures, ({ id }) => id);
  const seen = new Set<string>();
  return fixtures.map((fixture) => {
    const distinct =
      (counts.get(fixture.id)?.length ?? 0) > 1 ? `${fixture.id} (${fixture.toolchain ?? fixture.from})` : fixture.id;
    const id = seen.has(distinct) ? `${distinct} ${String(seen.size)}` : distinct;
    seen.add(id);
    return { ...fixture, id };
  });
}
