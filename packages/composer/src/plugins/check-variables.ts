import {
  cargoName,
  ccName,
  hostTriples,
  isEnvName,
  isTriple,
  type EnvEntry,
  type Finding,
  type ToolchainPlugin,
  type Triple,
} from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { trustVariable } from '../config/trust-variable.ts';
import { placeAt, type DocumentPath, type Places } from '../config/places.ts';

/** Variables of one tool each, which a plugin for that tool may set. */
const toolVariables = ['CARGO_HOME', 'RUSTUP_HOME', 'WINEPREFIX'];

/**
 * The variables that a plugin sets: names that every shell accepts (ENV_NAME_INVALID), and only those that cannot affect other targets
 * (ENV_GLOBAL, ENV_RESERVED): names with the target in them, names that begin with the plugin's id, those of single tools, and additions to PATH.
 */
export function checkVariables(plugin: ToolchainPlugin, places: Places): readonly Finding[] {
  return tablesOf(plugin).flatMap(({ env = {}, path, triples }) =>
    Object.entries(env).flatMap(([name, entry]) => {
      const where = () => placeAt(places, [...path, name]);
      const owner = plugin.meta.id;
      if (!isEnvName(name)) return [findings.ENV_NAME_INVALID({ name, owner: `The plugin "${owner}"` }, where())];
      if (name === trustVariable) return [findings.ENV_RESERVED({ name }, where())];
      if (isAllowed(name, entry?.kind, owner, triples)) return [];
      const [first] = triples;
      const allowed = [
        ...(first === undefined ? [] : [`names that contain ${ccName(first)} or ${cargoName(first)}`]),
        `names that begin with ${prefixOf(owner)}`,
        ...toolVariables,
        'additions to PATH',
      ];
      return [findings.ENV_GLOBAL({ name, owner, allowed }, where())];
    }),
  );
}

interface Table {
  readonly env?: Readonly<Record<string, { readonly kind: EnvEntry['kind'] } | undefined>> | undefined;
  readonly path: DocumentPath;
  /** The targets that it is for. */
  readonly triples: readonly Triple[];
}

function tablesOf({ shell, runners = [], toolchains = [] }: ToolchainPlugin): readonly Table[] {
  return [
    { env: shell?.env, path: ['shell', 'env'], triples: [] },
    ...runners.map(({ env }, index) => ({ env, path: ['runners', index, 'env'], triples: [] })),
    ...toolchains.flatMap(({ env, targets }, index): readonly Table[] => [
      { env, path: ['toolchains', index, 'env'], triples: Object.keys(targets).flatMap(triplesOf) },
      ...Object.entries(targets).map(([target, patch]) => ({
        env: patch?.env,
        path: ['toolchains', index, 'targets', target, 'env'],
        triples: triplesOf(target),
      })),
    ]),
  ];
}

const triplesOf = (target: string): readonly Triple[] =>
  target === 'host' ? [...new Set(Object.values(hostTriples))] : isTriple(target) ? [target] : [];

function isAllowed(name: string, kind: EnvEntry['kind'] | undefined, id: string, triples: readonly Triple[]): boolean {
  if (name === 'PATH') return kind === 'append' || kind === 'prepend';
  return (
    toolVariables.includes(name) ||
    name.startsWith(prefixOf(id)) ||
    triples.some((triple) => name.includes(ccName(triple)) || name.includes(cargoName(triple)))
  );
}

/** A plugin's id as the beginning of a variable: `zig-cc` is `ZIG_CC`. */
const prefixOf = (id: string) => id.toUpperCase().replaceAll('-', '_');
