import { stringify } from 'smol-toml';
import { configDefaults, type RawConfig } from './config-schema.ts';
import type { Config, TargetConfig, VerifyConfig } from './config.ts';

/** A configuration in the shape of mkcross.toml, without what is the default: what `configFromData` reads. */
export function configToData(config: Config): RawConfig {
  const { nix, host, cargo } = config;
  return {
    plugins: config.plugins,
    ...(config.targets === undefined ? {} : { targets: config.targets }),
    ...unless(config.defaultTarget === configDefaults.defaultTarget, { 'default-target': config.defaultTarget }),
    ...(config.toolchain === undefined ? {} : { toolchain: config.toolchain }),
    ...unless(isEmpty(config.env), { env: config.env }),
    ...unless(cargo.bindgen === configDefaults.bindgen, { cargo: { bindgen: cargo.bindgen } }),
    ...filled('nix', {
      ...unless(nix.nixpkgs === configDefaults.nixpkgs, { nixpkgs: nix.nixpkgs }),
      ...unless(nix.systems.join() === configDefaults.systems.join(), { systems: nix.systems }),
      ...unless(nix.packages.length === 0, { packages: nix.packages }),
    }),
    ...unless(host.fetch === configDefaults.fetch, { host: { fetch: host.fetch } }),
    ...filled(
      'target',
      Object.fromEntries(Object.entries(config.target).map(([triple, target]) => [triple, targetData(target)])),
    ),
    ...filled('verify', verifyData(config.verify)),
    ...unless(isEmpty(config.plugin), { plugin: config.plugin }),
  };
}

/** mkcross.toml with this configuration, without comments: `parseConfig` reads the same from it. */
export function configToToml(config: Config): string {
  return `${stringify(configToData(config)).trimEnd()}\n`;
}

function targetData({ libraries, env, ...others }: TargetConfig) {
  return { ...unless(libraries.length === 0, { libraries }), ...unless(isEmpty(env), { env }), ...others };
}

function verifyData({ build, artifacts, buildLimit, runLimit, run }: VerifyConfig) {
  return {
    ...(build === undefined ? {} : { build }),
    ...unless(artifacts.length === 0, { artifacts }),
    ...unless(buildLimit === configDefaults.buildLimit, { 'build-limit': buildLimit }),
    ...unless(runLimit === configDefaults.runLimit, { 'run-limit': runLimit }),
    ...filled(
      'run',
      Object.fromEntries(
        Object.entries(run).map(([program, { args, exitCode, stdout, skip }]) => [
          program,
          {
            ...unless(args.length === 0, { args }),
            ...(exitCode === undefined ? {} : { 'exit-code': exitCode }),
            ...(stdout === undefined ? {} : { stdout }),
            ...unless(skip === configDefaults.skip, { skip }),
          },
        ]),
      ),
    ),
  };
}

const isEmpty = (value: object) => Object.keys(value).length === 0;

const unless = <Part extends object>(left: boolean, part: Part): Partial<Part> => (left ? {} : part);

/** An object with one key, if there is something to be under it. */
const filled = <Key extends string, Value extends object>(key: Key, value: Value): Partial<Record<Key, Value>> =>
  isEmpty(value) ? {} : only(key, value);

function only<Key extends string, Value>(key: Key, value: Value): Partial<Record<Key, Value>> {
  const one: Partial<Record<Key, Value>> = {};
  one[key] = value;
  return one;
}
