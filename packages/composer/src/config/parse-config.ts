import { isEnvName, type Finding, type HostSystem, type JsonObject, type Place, type Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { checkSchema } from './check-schema.ts';
import { configSchema } from './config-schema.ts';
import type { Config, DefaultTarget, TargetConfig, VerifyConfig, VerifyRunConfig } from './config.ts';
import { isFinding, parseToml, type TomlFile, type TomlPath } from './toml-file.ts';

/** A configuration, and where each of its keys stands. */
export interface ParsedConfig {
  readonly config: Config;
  readonly placeOf: (path: TomlPath) => Place;
}

/** mkcross.toml in its own spelling, after the schema's check. */
interface RawConfig {
  readonly plugins: readonly string[];
  readonly targets?: readonly Triple[];
  readonly 'default-target': DefaultTarget;
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: { readonly fetch?: boolean };
  readonly nix?: {
    readonly nixpkgs?: string;
    readonly systems?: readonly HostSystem[];
    readonly packages?: readonly string[];
  };
  readonly target?: Readonly<Record<string, Partial<TargetConfig>>>;
  readonly verify?: {
    readonly build?: string;
    readonly artifacts?: readonly string[];
    readonly 'build-limit'?: number;
    readonly 'run-limit'?: number;
    readonly run?: Readonly<Record<string, RawRun>>;
  };
  readonly plugin?: Readonly<Record<string, JsonObject>>;
}

interface RawRun {
  readonly args?: readonly string[];
  readonly 'exit-code'?: number;
  readonly stdout?: string;
  readonly skip?: boolean;
}

/** Parses and checks mkcross.toml; `file` is its name in places. All findings at once. */
export function parseConfig(
  text: string,
  file = 'mkcross.toml',
): { readonly parsed?: ParsedConfig; readonly found: readonly Finding[] } {
  const toml = parseToml(text, file);
  if (isFinding(toml)) return { found: [toml] };
  const tables = checkTablesForLists(toml);
  const { data, found } = checkSchema<RawConfig>(configSchema, withoutTables(toml.data, tables), [], toml.placeOf);
  if (data === undefined || tables.length > 0) return { found: [...tables.map(({ finding }) => finding), ...found] };
  const config = toConfig(data);
  const wrong = checkEnvs(config, toml);
  return wrong.length > 0 ? { found: wrong } : { parsed: { config, placeOf: toml.placeOf }, found: [] };
}

function toConfig(raw: RawConfig): Config {
  return {
    plugins: raw.plugins,
    targets: raw.targets,
    defaultTarget: raw['default-target'],
    nix: {
      nixpkgs: raw.nix?.nixpkgs ?? configSchema.properties.nix.properties.nixpkgs.default,
      systems: raw.nix?.systems ?? configSchema.properties.nix.properties.systems.default,
      packages: raw.nix?.packages ?? [],
    },
    host: { fetch: raw.host?.fetch ?? configSchema.properties.host.properties.fetch.default },
    env: raw.env ?? {},
    target: Object.fromEntries(
      Object.entries(raw.target ?? {}).map(([triple, { libraries = [], env = {}, ...others }]) => [
        triple,
        { libraries, env, ...others },
      ]),
    ),
    verify: toVerify(raw.verify),
    plugin: raw.plugin ?? {},
  };
}

function toVerify(raw: RawConfig['verify']): VerifyConfig {
  const { properties } = configSchema.properties.verify;
  return {
    ...(raw?.build === undefined ? {} : { build: raw.build }),
    artifacts: raw?.artifacts ?? [],
    buildLimit: raw?.['build-limit'] ?? properties['build-limit'].default,
    runLimit: raw?.['run-limit'] ?? properties['run-limit'].default,
    run: Object.fromEntries(Object.entries(raw?.run ?? {}).map(([program, run]) => [program, toRun(run)])),
  };
}

const toRun = ({ args = [], 'exit-code': exitCode, stdout, skip = false }: RawRun): VerifyRunConfig => ({
  args,
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(stdout === undefined ? {} : { stdout }),
  skip,
});

interface TableForList {
  readonly key: 'plugins' | 'targets';
  readonly finding: Finding;
}

/** [targets.x] and [plugins.x], which the lists of these names forbid: a slip that deserves its own words. */
function checkTablesForLists(toml: TomlFile): readonly TableForList[] {
  return (['plugins', 'targets'] as const)
    .filter((key) => isTable(toml.data[key]))
    .map((key) => ({ key, finding: findings.CONFIG_TABLE_FOR_LIST({ key }, toml.placeOf([key])) }));
}

function withoutTables(data: TomlFile['data'], tables: readonly TableForList[]): unknown {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) =>
      tables.some((table) => table.key === key) ? [key, ['x-y']] : [key, value],
    ),
  );
}

const isTable = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function checkEnvs(config: Config, toml: TomlFile): readonly Finding[] {
  return [
    ...checkEnv(config.env, ['env'], toml),
    ...Object.entries(config.target).flatMap(([triple, { env }]) => checkEnv(env, ['target', triple, 'env'], toml)),
  ];
}

function checkEnv(env: Readonly<Record<string, string>>, path: TomlPath, toml: TomlFile): readonly Finding[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const where = toml.placeOf([...path, name]);
    return [
      ...(isEnvName(name) ? [] : [findings.ENV_NAME_INVALID({ name, owner: 'mkcross.toml' }, where)]),
      ...(value.includes('\0') ? [findings.VALUE_HAS_NUL({ key: [...path, name].join('.') }, where)] : []),
    ];
  });
}
