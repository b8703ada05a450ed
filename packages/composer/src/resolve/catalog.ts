import {
  findTarget,
  knownTriples,
  type Finding,
  type Library,
  type JsonObject,
  type Ref,
  type Script,
  type Target,
  type Tool,
  type Toolchain,
  type ToolchainPlugin,
} from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { targetNamesUsed } from './names-used.ts';

/** A declaration and the plugin or build system adapter that it belongs to. */
interface Owned<T> {
  readonly owner: string;
  readonly value: T;
}

/** A tool or library, and the names of the target that it depends on, sorted. */
interface Declared<T> extends Owned<T> {
  readonly targetNames: readonly string[];
}

/** All declarations of a set of plugins by name, so that nothing is searched for twice. */
export interface Catalog {
  readonly plugins: ReadonlyMap<string, ToolchainPlugin>;
  /** Those that are listed or required, sorted by id. */
  readonly enabled: readonly ToolchainPlugin[];
  /** Those that are enabled, and those whose declarations they use: their options may be set. */
  readonly reachable: ReadonlySet<string>;
  readonly toolchains: ReadonlyMap<Ref, Owned<Toolchain>>;
  /** Toolchains of enabled plugins by triple or "host": plugins by id, and in a plugin as declared. */
  readonly candidates: ReadonlyMap<string, readonly Ref[]>;
  /** Targets by triple: those of mkcross and those that plugins declare. */
  readonly targets: Pick<ReadonlyMap<string, Target>, 'get' | 'keys'>;
  readonly tools: ReadonlyMap<Ref, Declared<Tool>>;
  readonly libraries: ReadonlyMap<Ref, Declared<Library>>;
  readonly scripts: ReadonlyMap<Ref, Owned<Script>>;
  /** Options of reachable plugins, checked, with defaults. */
  readonly options: ReadonlyMap<string, JsonObject>;
}

/** Whoever declares tools and libraries: a build system adapter. */
export interface Declaring {
  readonly id: string;
  readonly tools?: Readonly<Record<string, Tool>>;
  readonly libraries?: Readonly<Record<string, Library>>;
}

/** The name of a declaration with its plugin: `gcc` of rust-mingw is `rust-mingw/gcc`. */
export function fullRef(owner: string, ref: Ref): Ref {
  return ref.includes('/') ? ref : `${owner}/${ref}`;
}

/** The plugin that a full reference names. */
export function ownerOf(ref: Ref): string {
  return ref.split('/')[0] ?? ref;
}

/** Indexes plugins and the tools and libraries of adapters. `plugins` have different ids. */
export function catalogOf(
  plugins: ReadonlyMap<string, ToolchainPlugin>,
  enabledIds: ReadonlySet<string>,
  reachable: ReadonlySet<string>,
  adapters: readonly Declaring[],
): { readonly catalog: Omit<Catalog, 'options'>; readonly found: readonly Finding[] } {
  const sorted = [...plugins.values()].filter(({ meta }) => reachable.has(meta.id)).toSorted(byId);
  const enabled = sorted.filter(({ meta }) => enabledIds.has(meta.id));
  const named = <T>(of: (plugin: ToolchainPlugin) => Readonly<Record<string, T>> | undefined) =>
    sorted.flatMap((plugin) =>
      Object.entries(of(plugin) ?? {}).map(([name, value]) => ownedEntry(plugin.meta.id, name, value)),
    );
  const { targets, found } = targetsOf(sorted);
  return {
    catalog: {
      plugins,
      enabled,
      reachable,
      toolchains: new Map(
        sorted.flatMap(({ meta, toolchains = [] }) =>
          // Of two toolchains of one name, the first counts.
          toolchains.toReversed().map((toolchain) => ownedEntry(meta.id, toolchain.id, toolchain)),
        ),
      ),
      candidates: candidatesOf(enabled),
      targets,
      tools: declared([
        ...named(({ tools }) => tools),
        ...adapters.flatMap(({ id, tools = {} }) =>
          Object.entries(tools).map(([name, one]) => ownedEntry(id, name, one)),
        ),
      ]),
      libraries: declared([
        ...named(({ libraries }) => libraries),
        ...adapters.flatMap(({ id, libraries = {} }) =>
          Object.entries(libraries).map(([name, one]) => ownedEntry(id, name, one)),
        ),
      ]),
      scripts: new Map(named<Script>(({ scripts }) => scripts)),
    },
    found,
  };
}

const ownedEntry = <T>(owner: string, name: string, value: T): readonly [Ref, Owned<T>] => [
  `${owner}/${name}`,
  { owner, value },
];

function declared<T>(entries: readonly (readonly [Ref, Owned<T>])[]): ReadonlyMap<Ref, Declared<T>> {
  return new Map(
    entries.map(([ref, owned]) => [
      ref,
      { ...owned, targetNames: [...new Set(targetNamesUsed(owned.value))].toSorted() },
    ]),
  );
}

const byId = (a: ToolchainPlugin, b: ToolchainPlugin) => (a.meta.id < b.meta.id ? -1 : 1);

function candidatesOf(enabled: readonly ToolchainPlugin[]): ReadonlyMap<string, readonly Ref[]> {
  const byTarget = new Map<string, Ref[]>();
  for (const { meta, toolchains = [] } of enabled)
    for (const { id, targets } of toolchains)
      for (const triple of Object.keys(targets)) {
        const refs = byTarget.get(triple) ?? [];
        if (!refs.includes(`${meta.id}/${id}`)) refs.push(`${meta.id}/${id}`);
        byTarget.set(triple, refs);
      }
  return byTarget;
}

function targetsOf(plugins: readonly ToolchainPlugin[]): {
  readonly targets: Catalog['targets'];
  readonly found: readonly Finding[];
} {
  const own = new Map<string, Target>();
  const get = (triple: string) => own.get(triple) ?? findTarget(triple);
  const owners = new Map<string, string>();
  const found: Finding[] = [];
  for (const { meta, targets: declared = [] } of plugins)
    for (const target of declared) {
      const before = get(target.triple);
      const owner = owners.get(target.triple) ?? 'mkcross';
      if (before !== undefined && canonical(before) !== canonical(target))
        found.push(findings.TARGET_CLASH({ triple: target.triple, owners: [owner, meta.id] }));
      else if (before === undefined) {
        own.set(target.triple, target);
        owners.set(target.triple, meta.id);
      }
    }
  const keys = () => [...knownTriples, ...own.keys()].values();
  return { targets: { get, keys }, found };
}

/** JSON that does not depend on the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
