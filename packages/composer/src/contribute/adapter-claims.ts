import type { Adapter, AdapterInput, AdapterPlaceholder, Contribution } from '@mkcross/build-systems';
import type { EnvEntry, Host, ProjectKind, Script, Target, Text, Triple } from '@mkcross/core';
import type { BodyValue, ModelPlaceholder, Scoped, Value } from '../model.ts';
import { libraryKey } from '../resolve/libraries.ts';
import { mapRecord } from '../resolve/namespace.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { bodyText, joinText } from '../resolve/text.ts';
import { toolKey } from '../resolve/tools.ts';
import { joinClaims, scopeOf, systemsIn, type Claims } from './claims.ts';

/** One contribution of an adapter: what it is for. */
interface Placed {
  readonly contribution: Contribution;
  readonly system: Host;
  readonly target?: Target;
  /** Undefined where it is in every shell: of the host, or of all targets together. */
  readonly targets?: readonly Triple[];
}

/** What all adapters add, given for each kind of project the targets of each host with the toolchain that was chosen for it. */
export function adapterClaims(
  resolver: Resolver,
  systems: readonly Host[],
  adapters: readonly Adapter[],
  inputsByKind: ReadonlyMap<ProjectKind, readonly AdapterInput[]>,
): Claims {
  return joinClaims(
    adapters.map((adapter) => {
      const inputs = inputsByKind.get(adapter.builds) ?? [];
      const single = inputs.map((input): Placed => ({
        contribution: adapter.target(input),
        system: input.host,
        target: input.target,
        ...(input.isHost ? {} : { targets: [input.target.triple] }),
      }));
      const hosts = [...new Set(inputs.map(({ host }) => host))];
      const whole = hosts.flatMap((system): readonly Placed[] => {
        const contribution = adapter.shell?.(inputs.filter(({ host }) => host === system));
        return contribution === undefined ? [] : [{ contribution, system }];
      });
      return claimsOf(resolver, systems, adapter, distinctFiles([...single, ...whole]));
    }),
  );
}

/** Gives files that differ from host to host the names of the first host with the same content, by which they are named too. */
function distinctFiles(placed: readonly Placed[]): readonly Placed[] {
  if (new Set(placed.map(({ system }) => system)).size < 2) return placed;
  const contents = new Map<string, Map<string, Host>>();
  for (const { contribution, system } of placed)
    for (const [name, content] of Object.entries(contribution.files ?? {})) {
      const systems = contents.get(name) ?? new Map<string, Host>();
      const text = JSON.stringify(content);
      if (!systems.has(text)) systems.set(text, system);
      contents.set(name, systems);
    }
  return placed.map((one) => {
    const { files = {} } = one.contribution;
    const renamed = (name: string) => {
      const systems = contents.get(name);
      if (systems === undefined || systems.size < 2) return name;
      return `${systems.get(JSON.stringify(files[name])) ?? one.system}-${name}`;
    };
    const differs = Object.keys(files).some((name) => renamed(name) !== name);
    return differs ? { ...one, contribution: withFileNames(one.contribution, renamed) } : one;
  });
}

function withFileNames(contribution: Contribution, renamed: (name: string) => string): Contribution {
  const text = (value: Text<AdapterPlaceholder>): Text<AdapterPlaceholder> =>
    typeof value === 'string'
      ? value
      : value.map((part) => (typeof part !== 'string' && 'file' in part ? { file: renamed(part.file) } : part));
  const { env, files, programs, hooks } = contribution;
  const script = <S extends Script<AdapterPlaceholder>>(one: S): S =>
    one.values === undefined
      ? one
      : {
          ...one,
          values: mapRecord(one.values, (value) =>
            typeof value === 'object' && 'list' in value ? { list: value.list.map(text) } : text(value),
          ),
        };
  return {
    ...(env === undefined ? {} : { env: mapRecord(env, (entry) => mapEntry(entry, text)) }),
    ...(files === undefined
      ? {}
      : {
          files: Object.fromEntries(Object.entries(files).map(([name, content]) => [renamed(name), text(content)])),
        }),
    ...(programs === undefined ? {} : { programs: mapRecord(programs, script) }),
    ...(hooks === undefined ? {} : { hooks: hooks.map(script) }),
  };
}

function mapEntry<A, B>(entry: EnvEntry<A>, text: (value: Text<A>) => Text<B>): EnvEntry<B> {
  if (entry.kind === 'unset') return entry;
  return 'value' in entry ? { ...entry, value: text(entry.value) } : { ...entry, values: entry.values.map(text) };
}

function claimsOf(resolver: Resolver, systems: readonly Host[], adapter: Adapter, placed: readonly Placed[]): Claims {
  return joinClaims(
    placed.map(({ contribution, system, target, targets }): Claims => {
      const scope = scopeOf(adapter.id, targets, [system]);
      const { from } = scope;
      const where = { ...(targets === undefined ? {} : { targets }), ...systemsIn(systems, system) };
      const setting: Setting = { scope, ...(target === undefined ? {} : { target }) };
      const value = (text: Text<AdapterPlaceholder>) => modelText(resolver, text, setting);
      const { env = {}, files = {}, programs = {}, hooks = [] } = contribution;
      return {
        env: Object.entries(env).map(([name, entry]) => ({ ...scope, name, entry: mapEntry(entry, value) })),
        files: Object.entries(files).map(([name, content]) => ({ from, name, content: value(content), ...where })),
        programs: Object.entries(programs).map(([name, script]) => ({
          from,
          name,
          why: whyOf(adapter, target),
          ...modelScript(resolver, script, value, scope),
          ...where,
        })),
        hooks: hooks.map(({ id, stage, why, once, ...script }) => ({
          ...scope,
          id,
          stage,
          why,
          exports: true,
          ...(once === undefined ? {} : { once }),
          ...modelScript(resolver, script, value, scope),
        })),
        packages: [],
      };
    }),
  );
}

const whyOf = ({ id }: Adapter, target: Target | undefined) =>
  target === undefined
    ? `The build system ${id} needs it.`
    : `The build system ${id} builds for ${target.triple} with it.`;

function modelScript(
  resolver: Resolver,
  { values = {}, body }: Script<AdapterPlaceholder>,
  value: (text: Text<AdapterPlaceholder>) => Value,
  { from }: Scoped,
) {
  return {
    values: mapRecord(values, (one): BodyValue =>
      typeof one === 'object' && 'list' in one ? { list: one.list.map(value) } : value(one),
    ),
    body: bodyText(resolver, body, from),
  };
}

/** A text of an adapter: tools and libraries of adapters get keys. */
function modelText(resolver: Resolver, text: Text<AdapterPlaceholder>, setting: Setting): Value {
  if (typeof text === 'string') return text;
  // What a resolved toolchain names has a key already, which nothing declares.
  const { tools, libraries } = resolver.catalog;
  return joinText(
    text.map((part): ModelPlaceholder | string => {
      if (typeof part === 'string') return part;
      if ('tool' in part && tools.has(part.tool)) return { tool: toolKey(resolver, part.tool, setting) };
      if ('library' in part && libraries.has(part.library))
        return { library: libraryKey(resolver, part.library, setting), dir: part.dir };
      return part;
    }),
  );
}
