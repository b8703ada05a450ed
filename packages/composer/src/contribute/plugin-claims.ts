import { isTriple, placeText, type EnvEntry, type Ref, type Runner, type ToolchainPlugin } from '@mkcross/core';
import { placeAt } from '../config/places.ts';
import type { ModelHook, Scoped, ShellModel, ModelProgram } from '../model.ts';
import type { Launchers } from '../programs/launchers.ts';
import { fullRef } from '../resolve/catalog.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { resolveEntry, resolveScript } from '../resolve/text.ts';
import { toolKey } from '../resolve/tools.ts';
import type { Project } from '../select/project.ts';
import { noClaims, scopeOf, type Claims, type EnvClaim } from './claims.ts';

/** What a plugin adds to every shell. */
export function shellClaims(resolver: Resolver, { meta, shell }: ToolchainPlugin): Claims {
  if (shell === undefined) return noClaims;
  const setting: Setting = { scope: scopeOf(meta.id, undefined, shell.hosts) };
  return {
    ...noClaims,
    env: entryClaims(resolver, shell.env ?? {}, setting),
    packages: toolPackages(resolver, shell.tools ?? [], setting),
    hooks: (shell.hooks ?? []).map(({ id, stage, why, once, ...script }): ModelHook => ({
      ...setting.scope,
      id,
      stage,
      why,
      exports: false,
      ...(once === undefined ? {} : { once }),
      ...resolveScript(resolver, script, setting),
    })),
  };
}

/** cargo starts rustc through the launcher of Rust. */
export function launcherClaims(resolver: Resolver, launchers: Launchers): readonly EnvClaim[] {
  const launcher = launchers.get('rust');
  if (launcher === undefined) return [];
  const scope: Scoped = { from: launcher.from };
  const value = [{ tool: toolKey(resolver, launcher.tool, { scope }) }];
  return [{ ...scope, name: 'RUSTC_WRAPPER', entry: { kind: 'default', value, why: launcher.why } }];
}

/** What a runner adds besides its programs; only to shells of its target. */
export function runnerClaims(resolver: Resolver, runner: Runner, setting: Setting): Claims {
  return {
    ...noClaims,
    env: entryClaims(resolver, runner.env ?? {}, setting),
    programs: toolLinks(resolver, runner.tools ?? [], setting),
  };
}

/** Tools of a runner, as links: their packages as inputs of a Nix shell would bring headers and libraries. */
function toolLinks(resolver: Resolver, tools: readonly Ref[], setting: Setting): readonly ModelProgram[] {
  return tools.flatMap((name) => {
    const key = toolKey(resolver, fullRef(setting.scope.from, name), setting);
    const tool = resolver.tools.get(key);
    if (tool === undefined) return [];
    const { program } = tool.nix;
    const link = typeof program === 'string' ? program : program.prefixed;
    return [{ ...setting.scope, name: link, link: [{ tool: key }], why: tool.why }];
  });
}

/** Variables of a plugin as claims; those with options that have no value are left out. */
export function entryClaims(
  resolver: Resolver,
  env: Readonly<Record<string, EnvEntry>>,
  setting: Setting,
): readonly EnvClaim[] {
  return Object.entries(env).flatMap(([name, entry]) => {
    const resolved = resolveEntry(resolver, entry, setting);
    return resolved === undefined ? [] : [{ ...setting.scope, name, entry: resolved }];
  });
}

/** Tools of a plugin that are called by name. */
function toolPackages(resolver: Resolver, tools: readonly Ref[], setting: Setting): ShellModel['packages'] {
  return tools.flatMap((name) => {
    const key = toolKey(resolver, fullRef(setting.scope.from, name), setting);
    const tool = resolver.tools.get(key);
    return tool === undefined ? [] : [{ ...setting.scope, package: tool.nix.package, tool: key, why: tool.why }];
  });
}

/** What mkcross.toml sets and lists. `isTarget` says which of its tables are about targets of the project. */
export function userClaims({ config, places }: Project, isTarget: (triple: string) => boolean): Claims {
  const why = 'mkcross.toml says so.';
  const claim = (name: string, value: string, path: readonly string[]): EnvClaim => {
    const place = placeAt(places, [...path, name]);
    return { name, entry: { kind: 'set', value, why }, from: placeText(place), place };
  };
  return {
    ...noClaims,
    env: [
      ...Object.entries(config.env).map(([name, value]) => claim(name, value, ['env'])),
      ...Object.entries(config.target).flatMap(([triple, { env }]) =>
        isTriple(triple) && isTarget(triple)
          ? Object.entries(env).map(([name, value]) => ({
              ...claim(name, value, ['target', triple, 'env']),
              targets: [triple],
            }))
          : [],
      ),
    ],
    packages: config.nix.packages.map((attr, index) => ({
      from: placeText(placeAt(places, ['nix', 'packages', index])),
      package: { attr: [attr] },
      why: 'mkcross.toml lists it.',
    })),
  };
}
