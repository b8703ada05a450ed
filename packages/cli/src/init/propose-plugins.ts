import { runs, type PluginSummary, type RunnerSummary } from '@mkcross/composer';
import { findTarget, hostTriples, type Host, type Language, type Triple } from '@mkcross/core';
import { enabledPlugins } from './enabled-plugins.ts';

/** Plugins for a project. */
export interface ProposedPlugins {
  /** Ids: what builds, with what it requires, then what runs. */
  readonly plugins: readonly string[];
  readonly runners: readonly RunnerSummary[];
}

/**
 * Proposes plugins that build projects of these languages for the targets on a host, and runners for what the host does not start. Of several
 * that build, the one is taken whose toolchain compiles least besides what is needed: the rule by which toolchains are chosen, too.
 *
 * @param needs - for each kind of project, the languages that one toolchain must compile.
 * @param known - the plugins to choose from, sorted by id.
 */
export function proposePlugins(
  needs: readonly (readonly Language[])[],
  targets: readonly Triple[],
  host: Host,
  known: readonly PluginSummary[],
): ProposedPlugins {
  const builders = needs.flatMap((languages) => buildersOf(languages, targets, host, known));
  const building = enabledPlugins(builders, known).map(({ id }) => id);
  const running = targets.flatMap((triple) => runnerOf(triple, host, known));
  const runners = [...new Map(running.map((one) => [one.id, one])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    plugins: [...building, ...runners.map(({ id }) => id).filter((id) => !building.includes(id))],
    runners: runners.map(({ runner }) => runner),
  };
}

function buildersOf(
  languages: readonly Language[],
  targets: readonly Triple[],
  host: Host,
  known: readonly PluginSummary[],
): readonly string[] {
  const cross = targets.flatMap((triple) => {
    const isHost = triple === hostTriples[host];
    return closestFit(languages, host, known, (key) => key === triple || (isHost && key === 'host')) ?? [];
  });
  // Where no target can be built, what builds for the machine itself at least says which targets there are.
  return cross.length > 0 ? cross : [closestFit(languages, host, known, (key) => key === 'host') ?? []].flat();
}

function closestFit(
  languages: readonly Language[],
  host: Host,
  known: readonly PluginSummary[],
  isServed: (key: string) => boolean,
): string | undefined {
  const fits = known.flatMap(({ id, toolchains }) =>
    toolchains
      .filter((toolchain) => toolchain.hosts?.includes(host) ?? true)
      .filter((toolchain) => toolchain.targets.some(isServed))
      .filter((toolchain) => languages.every((language) => toolchain.languages.includes(language)))
      .map((toolchain) => ({ id, extra: toolchain.languages.length })),
  );
  return fits.toSorted((a, b) => a.extra - b.extra)[0]?.id;
}

/** The first plugin that starts programs of a target; none for those that the host starts itself. */
function runnerOf(
  triple: Triple,
  host: Host,
  known: readonly PluginSummary[],
): readonly { readonly id: string; readonly runner: RunnerSummary }[] {
  const [target, machine] = [findTarget(triple), findTarget(hostTriples[host] ?? '')];
  if (target === undefined || (target.system === machine?.system && target.arch === machine.arch)) return [];
  const offers = known.flatMap(({ id, runners }) =>
    runners
      .filter((runner) => (runner.hosts?.includes(host) ?? true) && runs(runner, target))
      .map((runner) => ({ id, runner })),
  );
  return offers.slice(0, 1);
}
