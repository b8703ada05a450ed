import type { Folder, Lookup, NixPackage, Ref, Script, Tool, Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { ModelLookup, ModelTool } from '../model.ts';
import { shellWord } from '../nix/index.ts';
import { ownerOf } from './catalog.ts';
import { dependentKey } from './dependent-key.ts';
import type { Resolver, Setting } from './resolver.ts';
import { optionOf, report, resolveScript, resolveText } from './text.ts';

/** The key in the model of a tool that something names; the tool is added to those that are resolved. */
export function toolKey(resolver: Resolver, ref: Ref, setting: Setting): string {
  const owned = resolver.catalog.tools.get(ref);
  if (owned === undefined) {
    if (!resolver.tools.has(ref)) report(resolver, setting, 'tool', ref, [...resolver.catalog.tools.keys()]);
    return ref;
  }
  const key = dependentKey(ref, owned.targetNames, setting.target);
  if (!resolver.tools.has(key)) {
    const scope = { ...setting.scope, from: owned.owner };
    resolver.tools.set(key, resolveTool(resolver, ref, owned.value, { ...setting, scope }));
  }
  return key;
}

function resolveTool(resolver: Resolver, ref: Ref, tool: Tool, setting: Setting): ModelTool {
  const { nix, find, versions, ...rest } = tool;
  const asked = versions === undefined ? undefined : optionOf(resolver, `${ownerOf(ref)}/${versions.option}`);
  const version = asked === undefined || versions === undefined ? undefined : versions.of[asked];
  if (asked !== undefined && version === undefined)
    resolver.found.push(
      findings.PLUGIN_INVALID({
        id: setting.scope.from,
        problem: `the tool "${ref}" has no version "${asked}", which its option allows`,
      }),
    );
  const program = plainText(resolver, nix.program, setting);
  const base = resolvePackage(nix.package, setting.target?.triple);
  return {
    ...rest,
    from: setting.scope.from,
    nix: { package: version === undefined ? base : { ...base, attr: version.attr }, program },
    find: find.flatMap((lookup) => resolveLookup(resolver, lookup, setting)),
    ...(version === undefined ? {} : { series: version.series }),
  };
}

/** A package whose set is named by its triple. */
export function resolvePackage({ set, ...rest }: NixPackage, triple: Triple | undefined): NixPackage {
  if (set === undefined) return rest;
  if (set !== 'target') return { ...rest, set };
  return triple === undefined ? rest : { ...rest, set: triple };
}

/** A lookup with its texts filled in; nothing where an option has no value. */
export function resolveLookup(resolver: Resolver, lookup: Lookup, setting: Setting): readonly ModelLookup[] {
  if (!('command' in lookup)) return resolveFolder(resolver, lookup, setting);
  const command = plainText(resolver, lookup.command, setting);
  if (command === '') return [];
  if (lookup.through === undefined) return [{ command }];
  const owner = lookup.through.includes('/') ? ownerOf(lookup.through) : setting.scope.from;
  const ref = lookup.through.includes('/') ? lookup.through : `${owner}/${lookup.through}`;
  const script = resolver.catalog.scripts.get(ref);
  if (script === undefined) {
    report(resolver, setting, 'script', ref, [...resolver.catalog.scripts.keys()]);
    return [{ command }];
  }
  return [
    { command, through: bashOf(resolver, script.value, { ...setting, scope: { ...setting.scope, from: owner } }) },
  ];
}

/** A folder outside Nix, its path filled in. */
export function resolveFolder(
  resolver: Resolver,
  folder: Folder,
  setting: Setting,
): readonly ({ readonly path: string } | { readonly variable: string; readonly path: string })[] {
  if ('variable' in folder) return [folder];
  const path = plainText(resolver, folder.path, setting);
  return path === '' ? [] : [{ path }];
}

/** A text that may hold names of targets and values of options only. */
export function plainText(resolver: Resolver, text: Tool['nix']['program'], setting: Setting): string {
  const value = resolveText(resolver, text, setting) ?? '';
  if (typeof value === 'string') return value;
  resolver.found.push(
    findings.PLUGIN_INVALID({
      id: setting.scope.from,
      problem: `${JSON.stringify(text)} names a path where only names of the target and options may be`,
    }),
  );
  return '';
}

/** A script as bash: its values as assignments, then its body. */
function bashOf(resolver: Resolver, script: Script, setting: Setting): string {
  const { values, body } = resolveScript(resolver, script, setting);
  const word = (value: unknown) => {
    if (typeof value === 'string') return shellWord(value);
    resolver.found.push(
      findings.PLUGIN_INVALID({
        id: setting.scope.from,
        problem: 'a script that corrects a program has a value with a path, which is not known where it runs',
      }),
    );
    return "''";
  };
  const lines = Object.entries(values).map(([name, value]) =>
    typeof value === 'object' && 'list' in value
      ? `${name}=(${value.list.map(word).join(' ')})\n`
      : `${name}=${word(value)}\n`,
  );
  return `${lines.join('')}${body}`;
}
