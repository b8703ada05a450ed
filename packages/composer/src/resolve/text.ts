import type { EnvEntry, Placeholder, Ref, Script, ScriptValue, Target, Text } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import type { BodyValue, ModelPlaceholder, Value } from '../model.ts';
import { ownerOf } from './catalog.ts';
import { libraryKey } from './libraries.ts';
import { mapRecord, namespacedText } from './namespace.ts';
import type { Resolver, Setting } from './resolver.ts';
import { toolKey } from './tools.ts';

/** A text of a plugin as one of the model; undefined where it names an option that has no value. */
export function resolveText(resolver: Resolver, text: Text, setting: Setting): Value | undefined {
  if (typeof text === 'string') return text;
  const owner = setting.scope.from;
  const parts: (ModelPlaceholder | string)[] = [];
  for (const part of namespacedText(owner, text)) {
    const resolved = typeof part === 'string' ? part : resolvePlaceholder(resolver, part, setting);
    if (resolved === undefined) return undefined;
    parts.push(resolved);
  }
  return joinText(parts);
}

/** Texts of a plugin; those with options that have no value are left out. */
export function resolveTexts(
  resolver: Resolver,
  texts: readonly Text[] | undefined,
  setting: Setting,
): readonly Value[] {
  return (texts ?? []).flatMap((text) => {
    const value = resolveText(resolver, text, setting);
    return value === undefined ? [] : [value];
  });
}

/** Neighbouring texts as one; a plain text where there is no placeholder. */
export function joinText(parts: readonly (ModelPlaceholder | string)[]): Value {
  const joined: (ModelPlaceholder | string)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  const [only = ''] = joined;
  return joined.length < 2 && typeof only === 'string' ? only : joined;
}

function resolvePlaceholder(
  resolver: Resolver,
  part: Placeholder,
  setting: Setting,
): ModelPlaceholder | string | undefined {
  if ('tool' in part) return { tool: toolKey(resolver, part.tool, setting) };
  if ('library' in part) return { library: libraryKey(resolver, part.library, setting), dir: part.dir };
  if ('script' in part) return { program: scriptProgram(resolver, part.script, setting) };
  if ('option' in part) return optionOf(resolver, part.option);
  if ('target' in part) return targetName(resolver, part.target, setting);
  if ('project' in part) {
    const path = typeof part.project === 'string' ? part.project : optionOf(resolver, part.project.option);
    return path === undefined ? undefined : { project: path };
  }
  const program = setting.programs?.[part.program];
  if (program === undefined) {
    report(resolver, setting, 'program', part.program, Object.keys(setting.programs ?? {}));
    return '';
  }
  return { program };
}

/** The value of an option as text: lists joined by blanks. */
export function optionOf({ catalog }: Resolver, ref: Ref): string | undefined {
  const value = catalog.options.get(ownerOf(ref))?.[ref.slice(ref.indexOf('/') + 1)];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(String).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a target is called by others: `gnu`, `zig`, `qemu`, `go`, or its `triple`, `arch`, `system`, `abi`. */
export function nameOfTarget(target: Target, by: string): string | undefined {
  const { triple, arch, system, abi, names } = target;
  if (Object.hasOwn(names, by)) return names[by];
  // cargo writes it so in the names of its variables, the cc crate in lower case.
  const spelt = { triple, arch, system, abi, cargo: triple.replaceAll(/[-.]/g, '_').toUpperCase() };
  const found = Object.entries(spelt).find(([key]) => key === by);
  // qemu and others call most architectures as Zig does.
  return found?.[1] ?? (by === 'qemu' ? arch : undefined);
}

function targetName(resolver: Resolver, by: string, { target, scope }: Setting): string {
  const name = target === undefined ? undefined : nameOfTarget(target, by);
  if (name !== undefined) return name;
  resolver.found.push(findings.TARGET_NAME_MISSING({ owner: scope.from, name: by, triple: target?.triple }));
  return '';
}

/** The name of a program that stands for a script, which is added to the programs. */
function scriptProgram(resolver: Resolver, ref: Ref, setting: Setting): string {
  const owned = resolver.catalog.scripts.get(ref);
  const name = `mkcross-${ref.replace('/', '-')}${setting.target === undefined ? '' : `-${setting.target.triple}`}`;
  if (resolver.scripts.has(name)) return name;
  if (owned === undefined) {
    report(resolver, setting, 'script', ref, [...resolver.catalog.scripts.keys()]);
    return name;
  }
  const { targets } = setting.scope;
  const scope = { from: owned.owner, ...(targets === undefined ? {} : { targets }) };
  resolver.scripts.set(name, {
    ...scope,
    name,
    why: `A script of the plugin "${owned.owner}".`,
    ...resolveScript(resolver, owned.value, { ...setting, scope }),
  });
  return name;
}

/** A script of the setting's plugin: its values resolved, its body as text. */
export function resolveScript(
  resolver: Resolver,
  { values = {}, body }: Script,
  setting: Setting,
): { readonly values: Readonly<Record<string, BodyValue>>; readonly body: string } {
  return { values: resolveValues(resolver, values, setting), body: bodyText(resolver, body, setting.scope.from) };
}

/** Values of a script; one with an option that has no value is empty. */
function resolveValues(
  resolver: Resolver,
  values: Readonly<Record<string, ScriptValue>>,
  setting: Setting,
): Readonly<Record<string, BodyValue>> {
  return mapRecord(values, (value): BodyValue =>
    typeof value === 'object' && 'list' in value
      ? { list: resolveTexts(resolver, value.list, setting) }
      : (resolveText(resolver, value, setting) ?? ''),
  );
}

/** A body as text. Files are inlined when plugin.json is built. */
export function bodyText({ found }: Pick<Resolver, 'found'>, body: Script['body'], owner: string): string {
  if (typeof body === 'string') return body;
  found.push(
    findings.PLUGIN_INVALID({ id: owner, problem: `the file "${body.file}" is not inlined; build plugin.json` }),
  );
  return '';
}

/** A variable with its texts resolved; undefined where it names an option that has no value. */
export function resolveEntry(
  resolver: Resolver,
  entry: EnvEntry,
  setting: Setting,
): EnvEntry<ModelPlaceholder> | undefined {
  if (entry.kind === 'unset') return entry;
  if ('values' in entry) {
    const values = resolveTexts(resolver, entry.values, setting);
    return values.length === 0 ? undefined : { ...entry, values };
  }
  const value = resolveText(resolver, entry.value, setting);
  return value === undefined ? undefined : { ...entry, value };
}

/** Adds a finding about a name that nothing has. */
export function report(
  { found }: Pick<Resolver, 'found'>,
  { scope }: Setting,
  kind: string,
  name: string,
  known: readonly string[],
): void {
  found.push(findings.REFERENCE_UNKNOWN({ owner: scope.from, kind, name, nearest: nearestName(name, known) }));
}
