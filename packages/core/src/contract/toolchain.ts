import * as Type from 'typebox';
import type { TSchema } from 'typebox';
import { LanguageSchema, RefSchema, RoleSchema, type Ref, type Role, type Triple } from './names.ts';
import { mapOf, nonEmpty, object, oneOf, optional, text, type Immutable, type TypeOf } from './schema.ts';
import { EnvSchema, LibraryPlaceholderSchema, ScriptSchema, TextSchema } from './text.ts';
import {
  FolderSchema,
  HostsSchema,
  InstallationSchema,
  KnownIssueSchema,
  LookupSchema,
  NixPackageSchema,
  VersionProbeSchema,
} from './tool.ts';

/** A program of a toolchain: of its package by its plain name, a tool, or a script. */
export const ProgramSchema = Type.Union([
  object({
    name: text('The plain name in the package: "gcc" for "x86_64-w64-mingw32-gcc".'),
    find: optional(Type.Array(LookupSchema, { description: 'Where it is outside Nix, before the usual names.' })),
    args: optional(Type.Array(TextSchema)),
    optional: optional(InstallationSchema),
  }),
  object({ tool: RefSchema, args: optional(Type.Array(TextSchema)) }),
  object({ script: RefSchema, values: optional(ScriptSchema.properties.values) }),
]);
export type Program = TypeOf<typeof ProgramSchema>;

/** Compilers of one package, which share a naming scheme. In Nix, names follow the package's `targetPrefix`. */
export const CompilerPackageSchema = object({
  why: text('What it is for; a sentence.'),
  nix: NixPackageSchema,
  prefixes: optional(
    Type.Array(TextSchema, { description: 'What precedes names outside Nix. Default: the GNU name and "-".' }),
  ),
  suffixes: optional(Type.Array(Type.String(), { description: 'What follows names outside Nix. Default: nothing.' })),
  folders: optional(Type.Array(FolderSchema, { description: 'Where to look outside Nix. Default: PATH.' })),
  version: optional(VersionProbeSchema),
  knownIssues: optional(Type.Array(KnownIssueSchema)),
  ...InstallationSchema.properties,
});
export type CompilerPackage = TypeOf<typeof CompilerPackageSchema>;

/** What executables need at run time: `system` is what every machine of the target's system has. */
export const LinkageSchema = oneOf(['dynamic', 'static', 'system'], 'What executables need at run time.');
export type Linkage = TypeOf<typeof LinkageSchema>;

/** The fields of a toolchain. Those that are needed may come from a base or from the patch of a target. */
const fields = {
  hosts: HostsSchema,
  languages: nonEmpty(LanguageSchema),
  package: optional(CompilerPackageSchema),
  programs: Type.Unsafe<Partial<Record<Role, Immutable<Program>>>>({
    type: 'object',
    propertyNames: RoleSchema,
    additionalProperties: ProgramSchema,
  }),
  c: optional(
    object(
      { runtime: text('"glibc", "musl", "msvcrt", "ucrt", "bionic", "newlib", …'), library: optional(RefSchema) },
      'The C runtime; `library` has its headers where they have a folder of their own.',
    ),
  ),
  cxx: optional(
    object(
      { runtime: text('"libstdc++" or "libc++".'), link: oneOf(['dynamic', 'static']), archive: optional(RefSchema) },
      'The C++ library; `archive` holds it for linkers that must be told of it, such as rustc.',
    ),
  ),
  rust: optional(
    object({
      linker: optional(Type.Union([Type.Literal('rustc'), ProgramSchema])),
      flags: optional(Type.Array(TextSchema, { description: 'One argument of rustc each, or two joined by a blank.' })),
    }),
  ),
  zig: optional(object({ tool: RefSchema }, 'The zig that "zig build" runs.')),
  libraries: optional(
    Type.Array(RefSchema, { description: 'Libraries that any program may need, besides the C runtime.' }),
  ),
  flags: optional(
    object({
      compile: optional(Type.Array(TextSchema)),
      link: optional(Type.Array(TextSchema)),
      executable: optional(Type.Array(TextSchema)),
    }),
  ),
  linkage: LinkageSchema,
  runtime: optional(
    Type.Array(LibraryPlaceholderSchema, { description: 'Folders of shared libraries that executables may load.' }),
  ),
  limits: optional(
    object({
      coverage: optional(text()),
      lto: optional(text()),
      openmp: optional(text()),
      sanitizers: optional(text()),
      sharedLibraries: optional(text()),
    }),
  ),
  env: optional(EnvSchema),
};

/** A toolchain with everything that it needs. */
export const ToolchainBodySchema = object(fields);
export type ToolchainBody = TypeOf<typeof ToolchainBodySchema>;

/** Replaces fields of a base. A field that is an object is merged key by key, one level deep. */
export type Patch<T> = {
  readonly [K in keyof T]?: NonNullable<T[K]> extends string | readonly unknown[] ? T[K] : Partial<NonNullable<T[K]>>;
};

type DescribedObject = TSchema & {
  readonly properties: Readonly<Record<string, TSchema>>;
  readonly description?: string;
};

const isObject = (schema: TSchema): schema is DescribedObject => 'properties' in schema;

/** A schema without required properties. Unlike what `Type.Partial` makes, it keeps its description, and allows no other properties. */
function partial(schema: TSchema): TSchema {
  if (!isObject(schema)) return schema;
  const properties = Object.entries(schema.properties).map(([name, one]) => [name, optional(one)]);
  return object(Object.fromEntries(properties), schema.description);
}

const patchFields = Object.fromEntries(
  Object.entries(fields).map(([name, schema]) => [name, optional(partial(schema))]),
);

export const PatchSchema = Type.Unsafe<Patch<ToolchainBody>>(object(patchFields));

/** Compiles and links for its targets. */
export const ToolchainSchema = Type.Unsafe<Toolchain>(
  object({
    id: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }),
    targets: mapOf(
      PatchSchema,
      'Triples, each with what differs for it; "host" is the machine that builds. Without targets, it is a base for others.',
    ),
    extends: optional(RefSchema),
    ...patchFields,
  }),
);
export type Toolchain = {
  readonly id: string;
  readonly targets: Readonly<Partial<Record<Triple | 'host', Patch<ToolchainBody>>>>;
  readonly extends?: Ref;
} & Patch<ToolchainBody>;

/** Runs in front of compilers: ccache, sccache. */
export const LauncherSchema = object({ languages: nonEmpty(LanguageSchema), tool: RefSchema, why: text() });
export type Launcher = TypeOf<typeof LauncherSchema>;
