import {
  readableValue,
  type Config,
  type ModelEntry,
  type ModelLookup,
  type ShellModel,
  type Value,
} from '@mkcross/composer';
import type { ToolchainPlugin } from '@mkcross/core';
import { trustItem, type TrustItem } from './trust-item.ts';

/** A plugin that belongs to the project: neither installed beside mkcross nor part of it. */
export interface ProjectPlugin {
  readonly plugin: ToolchainPlugin;
  /** Its file, relative to the project where it is in it. */
  readonly file: string;
}

/** The flake reference of nixpkgs itself, in any branch or revision. */
const isNixpkgs = (reference: string) => /^(github:NixOS\/nixpkgs|nixpkgs)(\/[\w.-]+)?$/.test(reference);

/** What mkcross.toml itself runs and sets. Targets, toolchains and packages of nixpkgs only choose among what is installed. */
export function configItems(config: Config): readonly TrustItem[] {
  const setting = (name: string, value: unknown, phase: TrustItem['phase'] = 'enter') =>
    trustItem({ kind: 'setting', name, phase, text: typeof value === 'string' ? value : JSON.stringify(value) }, value);
  const variable = (name: string, value: string) => trustItem({ kind: 'variable', name, phase: 'enter', text: value });
  const { env, target, plugin, nix, host, verify } = config;
  return [
    ...Object.entries(env).map(([name, value]) => variable(name, value)),
    ...Object.entries(target).flatMap(([triple, settings]) =>
      Object.entries(settings.env).map(([name, value]) => variable(`${name} (${triple})`, value)),
    ),
    ...Object.entries(plugin).flatMap(([id, options]) =>
      Object.entries(options).map(([key, value]) => setting(`plugin.${id}.${key}`, value)),
    ),
    ...(isNixpkgs(nix.nixpkgs) ? [] : [setting('nix.nixpkgs', nix.nixpkgs, 'nix')]),
    ...(host.fetch ? [setting('host.fetch', true)] : []),
    ...(verify.build === undefined ? [] : [setting('verify.build', verify.build, 'verify')]),
    ...Object.entries(verify.run).flatMap(([program, { args }]) =>
      args.length === 0 ? [] : [setting(`verify.run.${program}.args`, args, 'verify')],
    ),
  ];
}

/** What `mkcross verify` does with every project: it runs code of the project. */
export const buildItem: TrustItem = trustItem({
  kind: 'build',
  name: 'mkcross verify',
  phase: 'verify',
  text: 'builds the project with its own build files, and runs its programs and tests',
});

/** What plugins of the project bring: each as a whole, and of its parts those that run or are set. */
export function pluginItems(model: ShellModel, plugins: readonly ProjectPlugin[]): readonly TrustItem[] {
  return plugins.flatMap(({ plugin, file }) => {
    const { id, summary } = plugin.meta;
    const isOwn = ({ from }: { readonly from: string }) => from === id;
    const read = (value: Value) => readableValue(model, value);
    const hooks = model.hooks
      .filter(isOwn)
      .map(({ id: hook, stage, body, values, once }) =>
        trustItem({ kind: 'hook', name: `${id}/${hook}`, phase: 'enter', text: body }, [stage, body, values, once]),
      );
    const scripts = grouped(model.programs.filter(isOwn).map((one) => [one.name, one] as const)).map(([name, all]) =>
      trustItem(
        {
          kind: 'script',
          name,
          phase: 'enter',
          text: [...new Set(all.map((one) => ('link' in one ? read(one.link) : one.body)))].join('\n'),
        },
        all,
      ),
    );
    const variables = Object.entries(model.env).flatMap(([name, entries]) => {
      const parts = entries.flatMap((entry) => ownParts(entry, id));
      const text = parts.map(read).join(', ');
      return parts.length === 0
        ? []
        : [trustItem({ kind: 'variable', name: `${name} (plugin ${id})`, phase: 'enter', text }, parts)];
    });
    const tools = Object.entries(model.tools)
      .filter(([, tool]) => isOwn(tool))
      .map(([name, { find, provision }]) => {
        const downloads = provision === undefined ? [] : [`downloaded from ${JSON.stringify(provision)}`];
        const text = [...find.map(lookupText), ...downloads].join(', else ');
        return trustItem({ kind: 'tool', name, phase: 'enter', text }, [find, provision]);
      });
    const whole = trustItem({ kind: 'plugin', name: id, phase: 'enter', text: `${file}: ${summary}` }, [file, plugin]);
    return [...variables, ...hooks, ...scripts, ...tools, whole];
  });
}

/** Where a program is looked up, as a person reads it. */
function lookupText(lookup: ModelLookup): string {
  if ('command' in lookup) return `${lookup.command} on PATH`;
  return 'variable' in lookup ? `$${lookup.variable}${lookup.path}` : lookup.path;
}

/** The values that one plugin gives to a variable. */
function ownParts(entry: ModelEntry, id: string): readonly Value[] {
  if (entry.kind !== 'list') return entry.from === id ? [entry.value] : [];
  return [...entry.prepend, ...entry.append].filter(({ from }) => from === id).flatMap(({ values }) => values);
}

/** Values by their names; one name may have several, for several targets. */
function grouped<One>(named: readonly (readonly [string, One])[]): readonly (readonly [string, readonly One[]])[] {
  const groups = new Map<string, readonly One[]>();
  for (const [name, one] of named) groups.set(name, [...(groups.get(name) ?? []), one]);
  return [...groups];
}
