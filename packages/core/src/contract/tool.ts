import * as Type from 'typebox';
import type { TSchema } from 'typebox';
import { HostSchema, RefSchema, TripleSchema } from './names.ts';
import { mapOf, nonEmpty, object, oneOf, optional, text, type TypeOf } from './schema.ts';
import { TextSchema } from './text.ts';

/** The first attribute that exists, in nixpkgs, a cross package set or a flake input. */
export const NixPackageSchema = object({
  attr: nonEmpty(text(), 'Attribute paths; the first that exists is taken.'),
  named: optional(text('Of the attributes, only those whose package name begins with this.')),
  set: optional(
    Type.Union([Type.Literal('target'), TripleSchema], {
      description:
        'The cross package set it is taken from: that of the target, or of a triple. Default: nixpkgs itself.',
    }),
  ),
  flake: optional(text('The flake input it is taken from, below packages.<system>. Default: nixpkgs.')),
});
export type NixPackage = TypeOf<typeof NixPackageSchema>;

/** How a program or library gets onto a machine without Nix. */
const installation = {
  install: optional(mapOf(text(), 'Packages by package manager: { "apt": "musl-tools" }.')),
  installNote: optional(text('What to do where no package manager has it; a sentence.')),
  provision: optional(
    Type.Union([
      object({
        from: oneOf(['cargo', 'npm', 'pypi']),
        package: text(),
        path: text('Its place in the unpacked package.'),
      }),
      object({
        from: Type.Literal('url'),
        files: mapOf(object({ url: text(), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }), 'Archives by host.'),
        path: text('Its place in the unpacked archive.'),
      }),
    ]),
  ),
};
export const InstallationSchema = object(installation);
export type Installation = TypeOf<typeof InstallationSchema>;

/** A folder outside Nix: absolute, or below the folder that a variable names. `*` matches; the first that exists is taken. */
export const FolderSchema = Type.Union([object({ path: TextSchema }), object({ variable: text(), path: text() })]);
export type Folder = TypeOf<typeof FolderSchema>;

/** Where a program is outside Nix: a command on PATH, or a file. */
export const LookupSchema = Type.Union([
  object({
    command: TextSchema,
    through: optional(RefSchema),
  }),
  ...FolderSchema.anyOf,
]);
export type Lookup = TypeOf<typeof LookupSchema>;

const version = Type.String({ pattern: '^\\d+(\\.\\d+)*$' });

/**
 * Arguments with which a program only tells about itself. Others are refused: `mkcross doctor` runs programs of the machine with them, also for
 * a plugin of a stranger's project.
 */
const question = Type.Array(
  Type.String({ pattern: '^(-{0,2}version|-{1,2}[vV]|-{0,2}help|-dumpmachine|-dump(full)?version|--print-[a-z-]+)$' }),
  { minItems: 1, maxItems: 1 },
);

/** How a program tells its version: the one group of `pattern` in what `args` print. */
export const VersionProbeSchema = object({
  args: question,
  pattern: text('A regular expression with one group.'),
  minimum: optional(object({ version, reason: text('What older versions lack; a sentence.') })),
});
export type VersionProbe = TypeOf<typeof VersionProbeSchema>;

/** A bug of some builds of a program, by which it can be recognised. */
export const KnownIssueSchema = object({
  args: question,
  pattern: text('What these arguments print matches it.'),
  why: text(),
  fix: text('What to do; a sentence.'),
});
export type KnownIssue = TypeOf<typeof KnownIssueSchema>;

/** A program, named once for Nix and for machines without Nix. */
export const ToolSchema = object({
  why: text('What it is for; a sentence.'),
  nix: object({ package: NixPackageSchema, program: TextSchema }),
  find: nonEmpty(LookupSchema, 'Where it is outside Nix, the best first.'),
  version: optional(VersionProbeSchema),
  versions: optional(
    object(
      {
        option: text(),
        of: mapOf(object({ attr: nonEmpty(text()), series: version })),
      },
      'The version that an option asks for: where nixpkgs has it, and what its number begins with.',
    ),
  ),
  optional: optional(
    Type.Literal(true, { description: 'Where it is missing, a program in its place says how to install it.' }),
  ),
  alsoProvides: optional(Type.Array(text(), { description: 'Programs beside it that must come first on PATH.' })),
  knownIssues: optional(Type.Array(KnownIssueSchema)),
  ...installation,
});
export type Tool = TypeOf<typeof ToolSchema>;

/** Something for some of a library's folders. */
const byDir = <Value extends TSchema>(value: Value) =>
  object({
    bin: optional(value),
    include: optional(value),
    lib: optional(value),
    pkgconfig: optional(value),
    root: optional(value),
  });

/** Folders of headers and archives, or of a whole SDK, named once for Nix and for machines without Nix. */
export const LibrarySchema = object({
  why: text('What it is for; a sentence.'),
  nix: object({
    package: NixPackageSchema,
    dirs: optional(byDir(object({ output: text(), path: TextSchema }))),
  }),
  find: byDir(Type.Array(FolderSchema)),
  stubArchives: optional(
    nonEmpty(text(), 'Empty archives to use where the machine’s compiler does not need the library.'),
  ),
  ...installation,
});
export type Library = TypeOf<typeof LibrarySchema>;

export const HostsSchema = optional(nonEmpty(HostSchema, 'The machines it is for. Default: all.'));
