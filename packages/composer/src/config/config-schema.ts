import { hostSystems, type JsonSchema } from '@mkcross/core';

const attributePath = "^[A-Za-z_][A-Za-z0-9_'-]*(\\.[A-Za-z0-9_'-]+)*$";
const triple = { type: 'string', pattern: '^[a-z0-9_.]+(-[a-z0-9_.]+)+$' } as const;
// What a path of Nix may hold.
const folder = '^\\./[A-Za-z0-9_+-][A-Za-z0-9._+-]*(/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*$';
const packages = { type: 'array', items: { type: 'string', pattern: attributePath }, uniqueItems: true } as const;
const env = { type: 'object', additionalProperties: { type: 'string' } } as const;

/** The JSON Schema of mkcross.toml (draft 2020-12), published as mkcross.schema.json. Plugins' own options are checked against their schemas. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mkcross.toml',
  description: 'What a project builds for, and with which toolchain plugins.',
  type: 'object',
  additionalProperties: false,
  required: ['plugins'],
  properties: {
    plugins: {
      description: 'Toolchain plugins: ids of mkcross’ own ("rust-musl"), package names of others.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
    },
    targets: {
      description: 'Rust triples to build for. Default: [toolchain] targets of rust-toolchain.toml.',
      type: 'array',
      items: triple,
      minItems: 1,
      uniqueItems: true,
    },
    'default-target': {
      description:
        'What cargo builds where --target names none: "first" of rust-toolchain.toml, false for the host, or a triple.',
      default: 'first',
      anyOf: [{ const: 'first' }, { const: false }, triple],
    },
    env: { description: 'Variables of the shell. They win over every plugin.', ...env },
    nix: {
      type: 'object',
      additionalProperties: false,
      properties: {
        nixpkgs: {
          description: 'Flake reference of nixpkgs.',
          type: 'string',
          minLength: 1,
          default: 'github:NixOS/nixpkgs/nixos-unstable',
        },
        systems: {
          description: 'Machines that the flake has shells for.',
          type: 'array',
          items: { enum: [...hostSystems] },
          minItems: 1,
          uniqueItems: true,
          default: ['x86_64-linux'],
        },
        packages: { description: 'Further packages of the shell, by attribute path: "cmake".', ...packages },
      },
    },
    host: {
      description: 'What holds without Nix, over the toolchains of the machine.',
      type: 'object',
      additionalProperties: false,
      properties: {
        fetch: {
          description: 'Whether tools that are missing are fetched as packages where that needs no root: Zig.',
          type: 'boolean',
          default: false,
        },
      },
    },
    target: {
      description: 'Settings of one target: [target.<triple>].',
      type: 'object',
      propertyNames: triple,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          libraries: {
            description:
              'What the target’s programs may link against: Nix packages of its package set by attribute path, "windows.pthreads"; or folders of the project with include, lib and lib/pkgconfig, "./vendor/windows", which Nix sees once git has them.',
            type: 'array',
            items: { type: 'string', pattern: `${attributePath}|${folder}` },
            uniqueItems: true,
          },
          env: { description: 'Variables that the shell has where it builds for this target.', ...env },
          runner: { description: 'The plugin that starts its programs, where several offer to.', type: 'string' },
          linkage: {
            description: 'What "mkcross verify" expects of its programs. Default: what the plugins promise.',
            enum: ['any', 'dynamic', 'static', 'static-pie', 'system'],
          },
          cc: { description: 'The plugin whose C compiler compiles the C code of crates: "zig-cc".', type: 'string' },
        },
      },
    },
    verify: {
      description:
        'How "mkcross verify" builds and runs this project. Without build, cargo, CMake, Meson and zig build do.',
      type: 'object',
      additionalProperties: false,
      dependentRequired: { build: ['artifacts'] },
      properties: {
        build: {
          description:
            'A line of bash that builds for {target}, which Zig calls {zig-target}: "make CC={zig-target}-zig-cc".',
          type: 'string',
          minLength: 1,
        },
        artifacts: {
          description: 'Where it leaves programs: "build/{target}/app{exe}".',
          type: 'array',
          items: { type: 'string', minLength: 1 },
          minItems: 1,
        },
        'build-limit': { description: 'Seconds that a build may take.', type: 'integer', minimum: 1, default: 1800 },
        'run-limit': { description: 'Seconds that a program may run.', type: 'integer', minimum: 1, default: 60 },
        run: {
          description: 'How a program is run: [verify.run.<name>]. Without it, it is started and must not crash.',
          type: 'object',
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            properties: {
              args: { description: 'Its arguments.', type: 'array', items: { type: 'string' } },
              'exit-code': { description: 'What it must end with.', type: 'integer', minimum: 0, maximum: 255 },
              stdout: { description: 'What it must print to standard output.', type: 'string' },
              skip: { description: 'Not to run it at all.', type: 'boolean' },
            },
          },
        },
      },
    },
    plugin: {
      description: 'Options of one plugin: [plugin.<id>].',
      type: 'object',
      additionalProperties: { type: 'object' },
    },
  },
} as const satisfies JsonSchema;
