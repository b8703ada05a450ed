import {
  compose,
  configFromData,
  modelOf,
  summarizePlugin,
  usableTargets,
  type Project,
  type ShellModel,
} from '@mkcross/composer';
import { hostTriples, throwIfErrors, type Host, type ToolchainPlugin, type Triple } from '@mkcross/core';

/** A project for one target, with one toolchain of the plugin under test, or, where it has none, with what is chosen. */
export interface Trial {
  /** `x86_64-pc-windows-gnu by rust-mingw/gcc` */
  readonly title: string;
  readonly triple: Triple;
  readonly model: ShellModel;
  /** Whether a fixture shows something of the plugin under test; those of its companions alone are their own business. */
  readonly concerns: (fixture: { readonly from: string; readonly toolchain?: string }) => boolean;
}

/** What is tried on a host. */
export interface TrialRequest {
  readonly plugin: ToolchainPlugin;
  readonly companions: readonly ToolchainPlugin[];
  readonly host: Host;
  /** The targets that are tried. @default all that the plugin has to do with on this host */
  readonly targets?: readonly Triple[] | undefined;
}

/**
 * The projects in which a plugin is tried: one for each of its toolchains and targets on this host, with all companions enabled. A plugin
 * without toolchains, such as a runner, is tried with what its companions build. Throws findings where no shell can be composed.
 */
export function trialsOf(request: TrialRequest): readonly Trial[] {
  const { plugin, host, targets } = request;
  const own: readonly Tried[] = ownToolchains(request);
  const tried: readonly Tried[] =
    own.length > 0
      ? own
      : usableTargets(projectOf(request, undefined), pluginsOf(request), host).map((triple) => ({ triple }));
  return tried
    .filter(({ triple }) => targets?.includes(triple) ?? true)
    .map(({ triple, ref }): Trial => ({
      title: ref === undefined ? triple : `${triple} by ${ref}`,
      triple,
      model: modelOf(compose(projectOf(request, triple, ref), pluginsOf(request))),
      concerns: ({ from, toolchain }) => ref === undefined || toolchain === ref || from === plugin.meta.id,
    }));
}

/** A target, and the toolchain that is tried for it; without one, what is chosen. */
interface Tried {
  readonly triple: Triple;
  readonly ref?: string;
}

const pluginsOf = ({ plugin, companions }: TrialRequest) => [plugin, ...companions];

/** The plugin's toolchains with their targets, as far as this host can use them. */
const ownToolchains = ({ plugin, companions, host }: TrialRequest) =>
  summarizePlugin(plugin, companions)
    .toolchains.filter(({ hosts }) => hosts?.includes(host) ?? true)
    .flatMap(({ id, targets }) =>
      targets.flatMap((key) => {
        const triple = key === 'host' ? hostTriples[host] : key;
        return triple === undefined ? [] : [{ triple, ref: `${plugin.meta.id}/${id}` }];
      }),
    );

/** The project in which a toolchain is tried: no file, and nothing but this. */
function projectOf(request: TrialRequest, triple: Triple | undefined, ref?: string): Project {
  const plugins = pluginsOf(request).map(({ meta }) => meta.id);
  const { config, found } = configFromData({
    plugins,
    'default-target': false,
    nix: { systems: [request.host] },
    ...(triple === undefined ? {} : { targets: [triple] }),
    ...(triple === undefined || ref === undefined ? {} : { target: { [triple]: { toolchain: ref } } }),
  });
  throwIfErrors(found);
  if (config === undefined) throw new Error('a configuration without findings is valid');
  return {
    config,
    places: { file: 'mkcross.toml', positions: {} },
    pluginIds: Object.fromEntries(plugins.map((id) => [id, id])),
  };
}
