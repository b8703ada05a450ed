/**
 * The contract between mkcross and its plugins.
 *
 * A plugin is data: it equals itself after `JSON.parse(JSON.stringify(plugin))`. It declares toolchains, runners, tools and libraries. Except
 * `shell` and `launchers`, nothing of it has an effect until a selected target uses it. It writes no variable and no file that a build
 * system reads: build system adapters, which are part of mkcross, derive those from a toolchain.
 */
import * as Type from 'typebox';
import { NameSchema, RefSchema, type Host, type Ref } from './names.ts';
import { mapOf, nonEmpty, object, optional, text, type TypeOf } from './schema.ts';
import { TargetSchema } from './target.ts';
import { EnvSchema, HookSchema, ScriptSchema, TextSchema, type EnvEntry, type Hook } from './text.ts';
import { HostsSchema, LibrarySchema, ToolSchema } from './tool.ts';
import { LauncherSchema, ToolchainSchema } from './toolchain.ts';
import { FixtureSchema } from './verification.ts';

/** The version of this contract. Additive optional fields do not raise it. */
export const API_VERSION = 1;

/** Starts programs that the host cannot run itself. Only shells that build a matching target contain it. */
export const RunnerSchema = object({
  command: Type.Union([TextSchema], {
    description: 'Its name on PATH, by which people and build systems call it: "wine".',
  }),
  hosts: HostsSchema,
  runs: object(
    { system: nonEmpty(text()), arch: optional(nonEmpty(text())), abi: optional(nonEmpty(text())) },
    'The targets it runs: each key that is present contains the target’s value.',
  ),
  script: RefSchema,
  env: optional(EnvSchema),
  tools: optional(Type.Array(RefSchema, { description: 'Further tools to call by name.' })),
  why: text(),
});
export type Runner = TypeOf<typeof RunnerSchema>;

/** Added to every shell of the project. */
export const ShellSchema = object({
  hosts: HostsSchema,
  tools: optional(
    Type.Array(RefSchema, {
      description: 'Tools to call by name. Never compilers: as inputs of a Nix shell they leak flags into each other.',
    }),
  ),
  env: optional(EnvSchema),
  hooks: optional(Type.Array(HookSchema)),
});
export interface Shell {
  readonly hosts?: readonly Host[];
  readonly tools?: readonly Ref[];
  readonly env?: Readonly<Record<string, EnvEntry>>;
  readonly hooks?: readonly Hook[];
}

const release = Type.String({ pattern: '^[0-9]{2}\\.(05|11)$' });

/** Releases of nixpkgs: from the oldest to the newest. nixos-unstable counts as the release that it becomes. */
export const ReleasesSchema = object(
  { oldest: release, newest: release },
  'The releases of nixpkgs that the plugin is known to work with. A shell of another says so.',
);

const id = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  description: 'The last part of the package’s name, without "mkcross-plugin-".',
});

/** A toolchain plugin: one npm package or one JSON file of a project, one id. */
export const PluginSchema = object(
  {
    $schema: optional(Type.String()),
    apiVersion: Type.Literal(API_VERSION),
    meta: object({ id, package: text(), summary: text('One sentence: what a user gets.'), docs: optional(text()) }),
    requires: optional(Type.Array(NameSchema, { description: 'Plugins that are enabled together with this one.' })),
    uses: optional(
      Type.Array(NameSchema, { description: 'Plugins whose declarations this one refers to: loaded, not enabled.' }),
    ),
    options: optional(mapOf(Type.Unknown(), 'JSON Schema of the table [plugin.<id>] in mkcross.toml.')),
    nixpkgs: optional(
      object(
        {
          config: optional(mapOf(Type.Unknown(), 'nixpkgs configuration that its packages need, such as allowUnfree.')),
          overlays: optional(Type.Array(object({ flake: text(), attr: text() }))),
          releases: optional(ReleasesSchema),
        },
        'What the plugin knows of nixpkgs, and what nixpkgs must be imported with. Shown to the user.',
      ),
    ),
    flakes: optional(mapOf(object({ url: text(), follows: Type.Boolean() }), 'Flake inputs that packages come from.')),
    targets: optional(Type.Array(TargetSchema, { description: 'Targets that mkcross does not know.' })),
    tools: optional(mapOf(ToolSchema)),
    libraries: optional(mapOf(LibrarySchema)),
    scripts: optional(mapOf(ScriptSchema)),
    toolchains: optional(
      Type.Array(ToolchainSchema, { description: 'Of several for one target, the first is the plugin’s default.' }),
    ),
    runners: optional(Type.Array(RunnerSchema)),
    launchers: optional(Type.Array(LauncherSchema)),
    shell: optional(ShellSchema),
    fixtures: optional(Type.Array(FixtureSchema)),
  },
  'A toolchain plugin of mkcross.',
);
export type ToolchainPlugin = TypeOf<typeof PluginSchema>;

/** Returns its argument, so that an editor checks and completes a plugin. mkcross validates what it loads. */
export function definePlugin<const P extends ToolchainPlugin>(plugin: P): P {
  return plugin;
}
