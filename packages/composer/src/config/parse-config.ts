import { isEnvName, type Finding, type JsonObject } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { checkSchema } from './check-schema.ts';
import { configDefaults, configSchema, type RawConfig } from './config-schema.ts';
import type { Config, VerifyConfig, VerifyRunConfig } from './config.ts';
import { placeAt, type DocumentPath, type Places } from './places.ts';
import { checkReplacedKeys, withoutReplacedKeys } from './replaced-keys.ts';
import { trustVariable } from './trust-variable.ts';
import { keyOf } from './schema-pointer.ts';
import { describeValue, keyText } from './schema-words.ts';
import { isFinding, parseToml } from './toml-file.ts';

/** A configuration, and where each of its keys is. */
export interface ParsedConfig {
  readonly config: Config;
  readonly places: Places;
}

/** Parses and checks mkcross.toml; `file` is its name in places. All findings at once. */
export function parseConfig(
  text: string,
  file = 'mkcross.toml',
): { readonly parsed?: ParsedConfig; readonly found: readonly Finding[] } {
  const toml = parseToml(text, file);
  if (isFinding(toml)) return { found: [toml] };
  const { config, found } = configFromData(toml.data, toml.places);
  return config === undefined ? { found } : { parsed: { config, places: toml.places }, found };
}

/**
 * Checks data in the shape of mkcross.toml, for programs that have no TOML: `{ plugins: ['rust-musl'], 'default-target': false }`.
 * All findings at once; they name keys by their path and, without `places`, have no line.
 */
export function configFromData(
  data: unknown,
  places: Places = { file: 'mkcross.toml', positions: {} },
): { readonly config?: Config; readonly found: readonly Finding[] } {
  const placeOf = (path: DocumentPath) => placeAt(places, path);
  const replaced = checkReplacedKeys(data, places);
  const current = replaced.length === 0 ? data : withoutReplacedKeys(data);
  const tables = checkTablesForLists(current, placeOf);
  const checked = checkSchema<RawConfig>(configSchema, withoutTables(current, tables), [], placeOf);
  const found = [...replaced, ...tables.map(({ finding }) => finding), ...checked.found];
  if (checked.data === undefined || found.length > 0) return { found };
  const wrong = [...checkEnvs(checked.data, placeOf), ...checkOptionValues(checked.data, placeOf)];
  return wrong.length > 0 ? { found: wrong } : { config: toConfig(checked.data), found: [] };
}

function toConfig(raw: RawConfig): Config {
  return {
    plugins: raw.plugins,
    targets: raw.targets,
    defaultTarget: raw['default-target'] ?? configDefaults.defaultTarget,
    ...(raw.toolchain === undefined ? {} : { toolchain: raw.toolchain }),
    cargo: { bindgen: raw.cargo?.bindgen ?? configDefaults.bindgen },
    nix: {
      nixpkgs: raw.nix?.nixpkgs ?? configDefaults.nixpkgs,
      systems: raw.nix?.systems ?? configDefaults.systems,
      packages: raw.nix?.packages ?? [],
    },
    host: { fetch: raw.host?.fetch ?? configDefaults.fetch },
    env: raw.env ?? {},
    target: Object.fromEntries(
      Object.entries(raw.target ?? {}).map(([triple, { libraries = [], env = {}, ...others }]) => [
        triple,
        { libraries, env, ...others },
      ]),
    ),
    verify: toVerify(raw.verify),
    plugin: Object.fromEntries(Object.entries(raw.plugin ?? {}).map(([id, options]) => [id, toJson(options)])),
  };
}

function toVerify(raw: RawConfig['verify']): VerifyConfig {
  return {
    ...(raw?.build === undefined ? {} : { build: raw.build }),
    artifacts: raw?.artifacts ?? [],
    buildLimit: raw?.['build-limit'] ?? configDefaults.buildLimit,
    runLimit: raw?.['run-limit'] ?? configDefaults.runLimit,
    run: Object.fromEntries(Object.entries(raw?.run ?? {}).map(([program, run]) => [program, toRun(run)])),
  };
}

type RawRun = NonNullable<NonNullable<RawConfig['verify']>['run']>[string];

const toRun = ({ args = [], 'exit-code': exitCode, stdout, skip = configDefaults.skip }: RawRun): VerifyRunConfig => ({
  args,
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(stdout === undefined ? {} : { stdout }),
  skip,
});

/** A table whose values were found to be JSON. */
const toJson = (options: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(options).flatMap(([key, value]) => (isJson(value) ? [[key, value]] : [])));

function isJson(value: unknown): value is JsonObject[string] {
  return notJson(value, []) === undefined;
}

/** The path of the first part of a value that JSON, or TOML, does not have. */
function notJson(value: unknown, path: DocumentPath): DocumentPath | undefined {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = notJson(item, [...path, index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, item] of Object.entries(value)) {
      const found = notJson(item, [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const allowed = typeof value === 'number' ? Number.isFinite(value) : ['boolean', 'string'].includes(typeof value);
  return allowed ? undefined : path;
}

function checkOptionValues(
  raw: RawConfig,
  placeOf: (path: DocumentPath) => ReturnType<typeof placeAt>,
): readonly Finding[] {
  return Object.entries(raw.plugin ?? {}).flatMap(([id, options]) => {
    const path = notJson(options, ['plugin', id]);
    if (path === undefined) return [];
    const expected = 'a string, a finite number, true, false, a list or a table';
    const value = path.slice(2).reduce((at: unknown, key) => keyOf(at, String(key)), options);
    const found = typeof value === 'number' ? String(value) : describeValue(value, 'table');
    return [findings.CONFIG_WRONG_TYPE({ key: keyText(path), expected, found }, placeOf(path))];
  });
}

interface TableForList {
  readonly key: 'plugins' | 'targets';
  readonly finding: Finding;
}

/** [targets.x] and [plugins.x], which the lists of these names forbid: a slip that deserves its own words. */
function checkTablesForLists(
  data: unknown,
  placeOf: (path: DocumentPath) => ReturnType<typeof placeAt>,
): readonly TableForList[] {
  return (['plugins', 'targets'] as const)
    .filter((key) => isTable(keyOf(data, key)))
    .map((key) => ({ key, finding: findings.CONFIG_TABLE_FOR_LIST({ key }, placeOf([key])) }));
}

function withoutTables(data: unknown, tables: readonly TableForList[]): unknown {
  if (tables.length === 0 || typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]: readonly [string, unknown]) =>
      tables.some((table) => table.key === key) ? [key, ['x-y']] : [key, value],
    ),
  );
}

const isTable = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function checkEnvs(raw: RawConfig, placeOf: (path: DocumentPath) => ReturnType<typeof placeAt>): readonly Finding[] {
  const tables = [
    { env: raw.env, path: ['env'] },
    ...Object.entries(raw.target ?? {}).map(([triple, { env }]) => ({ env, path: ['target', triple, 'env'] })),
  ];
  return tables.flatMap(({ env = {}, path }) =>
    Object.entries(env).flatMap(([name, value]) => {
      const where = placeOf([...path, name]);
      return [
        ...(isEnvName(name) ? [] : [findings.ENV_NAME_INVALID({ name, owner: 'mkcross.toml' }, where)]),
        ...(name === trustVariable ? [findings.ENV_RESERVED({ name }, where)] : []),
        ...(value.includes('\0') ? [findings.VALUE_HAS_NUL({ key: [...path, name].join('.') }, where)] : []),
      ];
    }),
  );
}
