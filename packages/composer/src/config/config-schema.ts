import { HostSchema, TripleSchema, mapOf, object, optional, text, type ProjectKind, type TypeOf } from '@mkcross/core';
import * as Type from 'typebox';
import type { TSchema } from 'typebox';
import { packagePattern } from '../plugins/plugin-name.ts';

/** What holds where mkcross.toml says nothing. */
export const configDefaults = {
  defaultTarget: 'first',
  bindgen: false,
  nixpkgs: 'github:NixOS/nixpkgs/nixos-unstable',
  systems: ['x86_64-linux'],
  fetch: false,
  buildLimit: 1800,
  runLimit: 60,
  skip: false,
  check: true,
} as const;

const attributePath = "[A-Za-z_][A-Za-z0-9_'-]*(\\.[A-Za-z0-9_'-]+)*";
// What a path of Nix may hold.
const folder = '\\./[A-Za-z0-9_+-][A-Za-z0-9._+-]*(/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*';

const PluginNameSchema = Type.String({
  pattern: `^(\\./([^/]+/)*[^/]+\\.json|${packagePattern})$`,
  description:
    'The id of a plugin of mkcross ("rust-musl"), the name of an npm package, or a JSON file of the project ("./targets/board.json").',
});

const EnvSchema = (description: string, examples: readonly unknown[]) =>
  Type.Record(Type.String(), Type.String(), { description, examples });

const list = <Item extends TSchema>(items: Item, description: string, examples: readonly unknown[]) =>
  Type.Array(items, { uniqueItems: true, description, examples });

const WantedNameSchema = Type.String({
  pattern: '^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$',
  description: 'The name of a plugin ("zig-cc"), of a toolchain ("zig") or of both ("rust-mingw/gcc-dll").',
});

const byKind = {
  rust: optional(WantedNameSchema),
  c: optional(WantedNameSchema),
  zig: optional(WantedNameSchema),
  go: optional(WantedNameSchema),
} satisfies Record<ProjectKind, TSchema>;

/** `toolchain`, for all targets or for one. */
const wanted = (description: string, examples: readonly unknown[]) =>
  Type.Union(
    [
      WantedNameSchema,
      Type.Object(byKind, {
        additionalProperties: false,
        minProperties: 1,
        description: 'A table with a toolchain for each kind of project: rust, c, zig, go.',
      }),
    ],
    { description, examples },
  );

const TargetConfigSchema = object({
  libraries: optional(
    list(
      Type.String({
        pattern: `^(${attributePath}|${folder})$`,
        description: 'The name of a Nix package ("zlib", "windows.pthreads"), or a folder of the project ("./vendor").',
      }),
      'Libraries that programs for the target may link against: Nix packages of the target’s package set by attribute path, or folders of the project with include, lib and lib/pkgconfig. Nix sees a folder once git tracks it.',
      [['windows.pthreads', './vendor/windows']],
    ),
  ),
  env: optional(EnvSchema('Variables of the shells that build for the target.', [{ FEATURES: 'small' }])),
  runner: optional(
    Type.String({
      minLength: 1,
      description: 'The plugin that runs the target’s programs, where several can.',
      examples: ['wine'],
    }),
  ),
  linkage: optional(
    Type.Unsafe<'any' | 'dynamic' | 'static' | 'static-pie' | 'system'>({
      enum: ['any', 'dynamic', 'static', 'static-pie', 'system'],
      description:
        'What "mkcross verify" expects of the project’s programs: "static" needs no library, "system" only those that every machine of the system has, "dynamic" any library, "any" is not checked. Default: what the toolchain produces.',
      examples: ['static'],
    }),
  ),
  check: optional(
    Type.Boolean({
      description:
        'Whether "nix flake check" builds, inspects and runs the target’s fixtures. Where no check runs Windows programs, it does not fetch Wine.',
      default: configDefaults.check,
      examples: [false],
    }),
  ),
  toolchain: optional(
    wanted('The toolchain of the target: one for all kinds of project, or one for each.', [
      'zig-cc',
      { rust: 'rust-mingw/zig', c: 'zig-cc' },
    ]),
  ),
});

const VerifyRunSchema = object({
  args: optional(Type.Array(Type.String(), { description: 'Its arguments.', examples: [['--version']] })),
  'exit-code': optional(
    Type.Integer({ minimum: 0, maximum: 255, description: 'The exit code that it must end with.', examples: [0] }),
  ),
  stdout: optional(Type.String({ description: 'What it must print to standard output.', examples: ['app 1.0\n'] })),
  skip: optional(
    Type.Boolean({ description: 'Whether it is not run at all.', default: configDefaults.skip, examples: [true] }),
  ),
});

const NixSchema = object(
  {
    nixpkgs: optional(
      Type.String({
        minLength: 1,
        description: 'The flake reference of nixpkgs.',
        default: configDefaults.nixpkgs,
        examples: ['github:NixOS/nixpkgs/nixos-25.11'],
      }),
    ),
    systems: optional(
      Type.Array(HostSchema, {
        minItems: 1,
        uniqueItems: true,
        description: 'The machines that build: the flake has shells for them.',
        default: [...configDefaults.systems],
        examples: [['x86_64-linux', 'aarch64-darwin']],
      }),
    ),
    packages: optional(
      list(
        Type.String({ pattern: `^${attributePath}$`, description: 'The name of a Nix package ("cmake").' }),
        'Further Nix packages of every shell, by attribute path.',
        [['cmake', 'python3Packages.pyyaml']],
      ),
    ),
  },
  'The shells that Nix makes.',
);

const VerifySchema = Type.Object(
  {
    build: optional(
      Type.String({
        minLength: 1,
        description:
          'A line of bash that builds the project for {target}; {zig-target} is Zig’s name of it. It needs artifacts. Without it, cargo, CMake, Meson and zig build are used where the project has their files.',
        examples: ['make CC={target}-cc'],
      }),
    ),
    artifacts: optional(
      Type.Array(text(), {
        minItems: 1,
        description:
          'Where the build leaves its programs. {exe} is the suffix of the target’s programs, such as ".exe".',
        examples: [['build/{target}/app{exe}']],
      }),
    ),
    'build-limit': optional(
      Type.Integer({
        minimum: 1,
        description: 'The seconds that a build may take.',
        default: configDefaults.buildLimit,
        examples: [600],
      }),
    ),
    'run-limit': optional(
      Type.Integer({
        minimum: 1,
        description: 'The seconds that a program may run.',
        default: configDefaults.runLimit,
        examples: [10],
      }),
    ),
    run: optional(
      mapOf(
        VerifyRunSchema,
        'How the program of this name is run, and what it must do. Without it, a program is started and must not crash.',
      ),
    ),
  },
  {
    additionalProperties: false,
    dependentRequired: { build: ['artifacts'] },
    description: 'How "mkcross verify" builds and runs the project.',
  },
);

/** mkcross.toml as it is written. Options of plugins are checked against the plugins’ own schemas. */
export const ConfigSchema = object({
  plugins: list(
    PluginNameSchema,
    'The toolchain plugins: ids of mkcross’ own, names of npm packages, or JSON files of the project. Plugins that they require are added.',
    [['rust-musl', 'mkcross-plugin-wasi', './targets/board.json']],
  ),
  targets: optional(
    Type.Array(TripleSchema, {
      minItems: 1,
      uniqueItems: true,
      description: 'The targets, as Rust triples. Default: targets under [toolchain] in rust-toolchain.toml.',
      examples: [['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu']],
    }),
  ),
  'default-target': optional(
    Type.Union([Type.Literal('first'), Type.Literal(false), TripleSchema], {
      description:
        'What cargo builds without --target: "first" of the targets, false for the machine that builds, or a triple.',
      default: configDefaults.defaultTarget,
      examples: [false],
    }),
  ),
  toolchain: optional(
    wanted('The toolchain of each target that does not name its own and has one of this name.', [
      'zig-cc',
      { rust: 'zig' },
    ]),
  ),
  env: optional(EnvSchema('Variables of every shell. They replace those of plugins.', [{ RUST_BACKTRACE: '1' }])),
  cargo: optional(
    object(
      {
        bindgen: optional(
          Type.Boolean({
            description: 'Whether libclang is provided, which crates that use bindgen need.',
            default: configDefaults.bindgen,
            examples: [true],
          }),
        ),
      },
      'The build system cargo.',
    ),
  ),
  nix: optional(NixSchema),
  host: optional(
    object(
      {
        fetch: optional(
          Type.Boolean({
            description: 'Whether missing tools are downloaded where that needs no root rights, such as Zig.',
            default: configDefaults.fetch,
            examples: [true],
          }),
        ),
      },
      'Shells without Nix, which use the toolchains of the machine.',
    ),
  ),
  target: optional(
    Type.Record(Type.String(), TargetConfigSchema, {
      propertyNames: TripleSchema,
      description: 'Settings of one target: [target.<triple>].',
    }),
  ),
  verify: optional(VerifySchema),
  plugin: optional(
    Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
      description: 'Options of one plugin: [plugin.<id>]. The plugin describes them.',
      examples: [{ zig: { version: '0.15' } }],
    }),
  ),
});

/** The data of mkcross.toml in its own spelling, without defaults. */
export type RawConfig = TypeOf<typeof ConfigSchema>;

/** The JSON Schema of mkcross.toml (draft 2020-12), published as mkcross.schema.json. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mkcross.toml',
  description: 'What a project builds for, and with which toolchain plugins.',
  ...ConfigSchema,
};
