import type { Host } from '@mkcross/core';
import type { BodyValue, ModelProgram, ShellModel, Value } from '../model.ts';
import { bind, binary, call, name, select, set, sortedSet, str, text, type Binding, type Nix } from '../nix/index.ts';
import { programsNamed, systemsOf, type Part, type Placed } from './parts.ts';
import { assignments, attributeOf, executable, valueNix, type RenderContext } from './render-context.ts';
import { scriptPath } from './script-files.ts';

const pkgs = name('pkgs');

/** An attribute of `links` or `programs`: on all systems of the part, or on one. */
interface Entry {
  readonly key: string;
  readonly value: Nix;
  readonly system?: Host;
}

/**
 * `links`, a folder with the programs that need nothing added, and `programs`, those that are scripts. What is not the same on all systems
 * is in `linksOn` and `programsOn`. Scripts name the programs behind links, so that `links` may name scripts.
 */
export function programBindings(context: RenderContext, part: Part): readonly Binding[] {
  const links = part.defines.programs.flatMap((placed) => linkEntries(context, part, placed));
  const programs = part.defines.programs.flatMap(({ item, systems }) =>
    'body' in item ? entriesOn(systems, attributeOf(item.name), () => programNix(context, item)) : [],
  );
  return [
    ...layered('links', links, (entries) => call(select(pkgs, ['linkFarm']), str(`${part.name}-programs`), entries)),
    ...layered('programs', programs, (entries) => entries),
  ];
}

const entriesOn = (
  systems: readonly Host[] | undefined,
  key: string,
  valueOn: (system: Host | undefined) => Nix | undefined,
): readonly Entry[] =>
  (systems ?? [undefined]).flatMap((system): readonly Entry[] => {
    const value = valueOn(system);
    return value === undefined ? [] : [{ key, value, ...(system === undefined ? {} : { system }) }];
  });

/** A link, or the script that is there under the same name on other systems than the link. */
function linkEntries(context: RenderContext, part: Part, { item, systems }: Placed<ModelProgram>): readonly Entry[] {
  const { model } = context;
  const key = `bin/${item.name}`;
  if ('body' in item) {
    const isLinkElsewhere = programsNamed(model, item.name).some((other) => 'link' in other);
    return isLinkElsewhere ? entriesOn(systems, key, () => executable(context, item.name)) : [];
  }
  const limit = systems ?? (isSameOnAll(model, item.link) ? undefined : systemsOf(model, part.name));
  return entriesOn(limit, key, (system) => linkNix(context, item.link, system));
}

/** Whether a link leads to one program, whatever the system. */
function isSameOnAll(model: ShellModel, link: Value): boolean {
  const target = programOf(link);
  if (target === undefined) return true;
  const [only, second] = programsNamed(model, target);
  return second === undefined && (only === undefined || 'body' in only || isSameOnAll(model, only.link));
}

/** What a link leads to; undefined where it leads to a program that the system does not have. */
function linkNix(context: RenderContext, link: Value, system: Host | undefined): Nix | undefined {
  const target = programOf(link);
  if (target === undefined) return valueNix(context, link);
  const found = programsNamed(context.model, target).find(
    ({ systems }) => system === undefined || (systems?.includes(system) ?? true),
  );
  if (found === undefined) return undefined;
  return 'body' in found ? executable(context, target) : linkNix(context, found.link, system);
}

/** The name of the program that a text is the path of. */
function programOf(value: Value): string | undefined {
  const [only, second] = typeof value === 'string' ? [] : value;
  return typeof only === 'object' && second === undefined && 'program' in only ? only.program : undefined;
}

function programNix(context: RenderContext, program: Extract<ModelProgram, { readonly body: string }>): Nix {
  const values = Object.fromEntries(
    Object.entries(program.values).map(([key, value]) => [key, behindLinks(context.model, value)] as const),
  );
  const file = scriptPath(context.folder, context.scripts.nameOf(program.body));
  const body = call(select(name('builtins'), ['readFile']), file);
  return call(
    select(pkgs, ['writeShellScriptBin']),
    str(program.name),
    text(...assignments(context, values), body, '\n'),
  );
}

/** A value with the paths of the programs that links lead to. */
function behindLinks(model: ShellModel, value: BodyValue): BodyValue {
  const settle = (one: Value): Value => {
    if (typeof one === 'string') return one;
    return one.flatMap((part) => {
      if (typeof part === 'string' || !('program' in part)) return [part];
      const [only, second] = programsNamed(model, part.program);
      if (only === undefined || second !== undefined || !('link' in only)) return [part];
      const behind = settle(only.link);
      return typeof behind === 'string' ? [behind] : behind;
    });
  };
  return typeof value === 'object' && 'list' in value ? { list: value.list.map(settle) } : settle(value);
}

/** A set, and beside it what is in it on some systems only. */
function layered(label: string, entries: readonly Entry[], make: (entries: Nix) => Nix): readonly Binding[] {
  if (entries.length === 0) return [];
  const on = (system: Host | undefined) =>
    sortedSet(Object.fromEntries(entries.filter((one) => one.system === system).map(({ key, value }) => [key, value])));
  const systems = [...new Set(entries.flatMap(({ system }) => system ?? []))].toSorted();
  if (systems.length === 0) return [bind([label], make(on(undefined)))];
  const here = select(name(`${label}On`), [name('system')], set([]));
  const limited = bind([`${label}On`], set(systems.map((system) => bind([system], on(system)))));
  const isLimited = entries.every(({ system }) => system !== undefined);
  const all = isLimited ? here : binary(name(`${label}Everywhere`), '//', here);
  return [
    limited,
    ...(isLimited ? [] : [bind([`${label}Everywhere`], on(undefined))]),
    bind([`${label}Here`], all),
    bind([label], make(name(`${label}Here`))),
  ];
}
