/**
 * The shells of one project, merged and checked: plain JSON. Everything that renders, runs or verifies reads this and nothing else.
 *
 * Tools and libraries have names with their owner in them (`rust-mingw/pthreads`), which are keys of `tools` and `libraries`. What depends on
 * a target is resolved: a key carries what it depends on, the triple (`rust-mingw/gcc/gcc@x86_64-pc-windows-gnu`) or other names of
 * the target (`qemu/qemu@aarch64`), so that targets share what is the same.
 */
import {
  ExpectationSchema,
  FolderSchema,
  HostSchema,
  InstallationSchema,
  KnownIssueSchema,
  LanguageSchema,
  LibraryDirSchema,
  LinkageSchema,
  NixPackageSchema,
  ReleasesSchema,
  RunSchema,
  TargetSchema,
  TripleSchema,
  VersionProbeSchema,
  mapOf,
  object,
  oneOf,
  optional,
  projectKinds,
  stages,
  text,
  type Host,
  type Triple,
  type TypeOf,
} from '@mkcross/core';
import * as Type from 'typebox';

/** The version of the shell model's shape. */
export const SCHEMA_VERSION = 2;

/** A plugin's id, the id of a build system adapter, or the place in the user's configuration: `mkcross.toml:12:1`. */
export type Owner = string;
const from = text('The plugin or the line of the configuration that put it there.');

/** Where something applies: in every shell, or in those that build for one of `targets`; on all systems, or on some. */
const scope = {
  from,
  targets: optional(Type.Array(TripleSchema)),
  systems: optional(Type.Array(HostSchema)),
};
export const ScopedSchema = object(scope);
export type Scoped = TypeOf<typeof ScopedSchema>;

/** A place in a text of the model. Renderers fill it in and quote the result. Paths are absolute. */
export const ModelPlaceholderSchema = Type.Union([
  object({ tool: text() }, 'The path of a tool’s program; a key of "tools".'),
  object({ library: text(), dir: LibraryDirSchema }, 'A folder of a library; a key of "libraries".'),
  object({ project: Type.String() }, 'A path below the project’s root; "" is the root.'),
  object({ program: text() }, 'The path of a program of the shell; a name in "programs".'),
  object({ file: text() }, 'The path of a generated file; a key of "files".'),
  object(
    { defaultTarget: Type.Literal(true) },
    'The triple that is built where none is named; known when the shell is entered.',
  ),
]);
export type ModelPlaceholder = TypeOf<typeof ModelPlaceholderSchema>;

export const ValueSchema = Type.Union([Type.String(), Type.Array(Type.Union([Type.String(), ModelPlaceholderSchema]))]);
/** Text of the model. */
export type Value = TypeOf<typeof ValueSchema>;

const values = mapOf(
  Type.Union([ValueSchema, object({ list: Type.Array(ValueSchema) })]),
  'Variables of the body; a list is an array of bash.',
);
/** What a body of bash gets as a variable: a text, or a list as an array. */
export type BodyValue = Value | { readonly list: readonly Value[] };

/** A program of the shell, on PATH under its name: bash, or a link to a program that needs nothing added. */
export const ModelProgramSchema = Type.Union([
  object({ ...scope, name: text(), values, body: Type.String(), why: text() }),
  object({ ...scope, name: text(), link: ValueSchema, why: text() }),
]);
export type ModelProgram = TypeOf<typeof ModelProgramSchema>;

/** A generated file. */
export const ModelFileSchema = object({ ...scope, content: ValueSchema });
export type ModelFile = TypeOf<typeof ModelFileSchema>;

/** Where a program is outside Nix: a command on PATH, a file, or a file below the folder that a variable names. `through` corrects its behaviour and calls it as `$program`. */
export const ModelLookupSchema = Type.Union([
  object({ command: text(), through: optional(Type.String()) }),
  object({ path: text() }),
  object({ variable: text(), path: Type.String() }),
]);
export type ModelLookup = TypeOf<typeof ModelLookupSchema>;

/** A program, with everything resolved. In Nix, `prefixed` names follow the package's `targetPrefix`. */
export const ModelToolSchema = object({
  from,
  why: text(),
  nix: object({ package: NixPackageSchema, program: Type.Union([text(), object({ prefixed: text() })]) }),
  find: Type.Array(ModelLookupSchema),
  version: optional(VersionProbeSchema),
  series: optional(text('What the version begins with, where an option asks for it: "0.15".')),
  optional: optional(Type.Literal(true)),
  alsoProvides: optional(Type.Array(text())),
  knownIssues: optional(Type.Array(KnownIssueSchema)),
  ...InstallationSchema.properties,
});
export type ModelTool = TypeOf<typeof ModelToolSchema>;

const byDir = <const Value extends typeof folders | typeof nixDir>(value: Value) =>
  object({
    bin: optional(value),
    include: optional(value),
    lib: optional(value),
    pkgconfig: optional(value),
    root: optional(value),
  });
const folders = Type.Array(FolderSchema);
const nixDir = object({ output: text(), path: text() });

/**
 * A library of a plugin, or one that mkcross.toml lists: of a package, or in a folder of the project (`./vendor/windows`). What is `joined` is
 * a folder with the package and all that it propagates, for programs of that linkage.
 */
export const ModelLibrarySchema = object({
  from,
  why: text(),
  nix: object({
    package: Type.Union([NixPackageSchema, object({ folder: text() })]),
    dirs: optional(byDir(nixDir)),
    joined: optional(
      object({ linkage: LinkageSchema, attribute: text('As mkcross.toml names the package.'), target: TripleSchema }),
    ),
  }),
  find: byDir(folders),
  stubArchives: optional(Type.Array(text())),
  ...InstallationSchema.properties,
});
export type ModelLibrary = TypeOf<typeof ModelLibrarySchema>;

/** The toolchain of one target for one kind of project. */
export const ModelChoiceSchema = object({
  kind: oneOf(projectKinds),
  systems: Type.Array(HostSchema),
  toolchain: text('plugin/toolchain'),
  because: oneOf(['configured', 'only candidate', 'closest fit', 'default of its plugin']),
  candidates: Type.Array(text(), { description: 'All toolchains that could be chosen, this one among them.' }),
  languages: Type.Array(LanguageSchema),
  linkage: LinkageSchema,
  runtime: optional(text('The C runtime: "musl", "ucrt".')),
  limits: optional(mapOf(text())),
});
export type ModelChoice = TypeOf<typeof ModelChoiceSchema>;

/** What starts the programs of a target where the host does not. */
export const ModelRunnerSchema = object({
  from,
  systems: Type.Array(HostSchema),
  command: text('The name of the runner: "wine".'),
  program: text('Its program for this target, a name in "programs": "wine-x86_64-pc-windows-gnu".'),
  why: text(),
});
export type ModelRunner = TypeOf<typeof ModelRunnerSchema>;

/** A small project that is built, inspected and run before a target counts as working. */
export const ModelFixtureSchema = object({
  from,
  id: text('Unique in the target.'),
  toolchain: optional(text('plugin/toolchain')),
  systems: optional(Type.Array(HostSchema)),
  files: mapOf(Type.String()),
  build: Type.Array(ValueSchema, { minItems: 1 }),
  artifact: text('What it leaves, below its folder, suffix included.'),
  expect: ExpectationSchema,
  runs: Type.Array(RunSchema),
});
export type ModelFixture = TypeOf<typeof ModelFixtureSchema>;

/** A target of the shells, or a host. */
export const ModelTargetSchema = object({
  from: Type.Array(from),
  target: TargetSchema,
  systems: Type.Array(HostSchema),
  runsOn: Type.Array(HostSchema, { description: 'Systems that start its programs without help.' }),
  runner: optional(ModelRunnerSchema),
  choices: Type.Array(ModelChoiceSchema),
  fixtures: Type.Array(ModelFixtureSchema),
  check: optional(Type.Literal(false, { description: 'Whether "nix flake check" leaves the target out.' })),
});
export type ModelTarget = TypeOf<typeof ModelTargetSchema>;

/** A variable with one value, or one that is removed. */
export const ModelScalarSchema = object({
  ...scope,
  kind: oneOf(['default', 'set', 'unset']),
  value: ValueSchema,
  why: text(),
  agreeing: Type.Array(from, { description: 'Others that say the same.' }),
  overridden: Type.Array(object({ from, value: ValueSchema }), {
    description: 'What lost: to the user’s configuration, or a "default" to a "set".',
  }),
});
export type ModelScalar = TypeOf<typeof ModelScalarSchema>;

const listPart = object({ ...scope, values: Type.Array(ValueSchema), why: text() });
export type ListPart = TypeOf<typeof listPart>;
/** A variable that values are added to. */
export const ModelListSchema = object({
  kind: Type.Literal('list'),
  separator: oneOf([' ', ':', ';']),
  prepend: Type.Array(listPart),
  append: Type.Array(listPart),
});
export type ModelList = TypeOf<typeof ModelListSchema>;

/** One of the entries of a variable, of which the first whose targets and systems are in a shell counts there. */
export type ModelEntry = ModelList | ModelScalar;

/** A hook, in the order in which hooks run. */
export const ModelHookSchema = object({
  ...scope,
  id: text(),
  stage: oneOf(stages),
  values,
  body: Type.String(),
  why: text(),
  once: optional(Type.Array(text())),
  exports: Type.Boolean({
    description:
      'Whether what it exports reaches the shell. Hooks of plugins run in a subshell: their variables are data.',
  }),
});
export type ModelHook = TypeOf<typeof ModelHookSchema>;

const system = object({ host: TripleSchema, targets: Type.Array(TripleSchema) }, 'What a machine builds for.');

/** The JSON Schema of the model. */
export const shellModelSchema = object(
  {
    schemaVersion: Type.Literal(SCHEMA_VERSION),
    nixpkgs: object({
      url: text(),
      from,
      config: optional(mapOf(object({ value: Type.Unknown(), from: Type.Array(from) }))),
      overlays: optional(Type.Array(object({ flake: text(), attr: text(), from }))),
      releases: optional(
        Type.Array(object({ ...ReleasesSchema.properties, from: Type.Array(from) }), {
          description: 'The releases that plugins are known to work with, each range once.',
        }),
      ),
    }),
    defaultTarget: object({ value: Type.Union([Type.Literal(false), Type.Literal('first'), TripleSchema]), from }),
    toolchainFile: Type.Boolean({ description: 'Whether the targets are read from rust-toolchain.toml.' }),
    systems: Type.Unsafe<Readonly<Record<Host, TypeOf<typeof system>>>>(mapOf(system)),
    targets: Type.Unsafe<Readonly<Record<Triple, ModelTarget>>>(mapOf(ModelTargetSchema)),
    flakes: mapOf(object({ url: text(), follows: Type.Boolean(), from })),
    tools: mapOf(ModelToolSchema),
    libraries: mapOf(ModelLibrarySchema),
    packages: Type.Array(object({ ...scope, package: NixPackageSchema, tool: optional(text()), why: text() })),
    path: Type.Array(object({ ...scope, tool: text(), why: text() }), {
      description: 'Tools whose folders are appended to PATH.',
    }),
    programs: Type.Array(ModelProgramSchema, { description: 'Sorted by name.' }),
    files: mapOf(ModelFileSchema),
    env: mapOf(
      Type.Array(Type.Union([ModelListSchema, ModelScalarSchema]), {
        description:
          'The first that is in a shell counts there: lines for a target, for all, of plugins, defaults; a list last.',
      }),
    ),
    hooks: Type.Array(ModelHookSchema),
  },
  'The shells of a project.',
);
export type ShellModel = TypeOf<typeof shellModelSchema>;
