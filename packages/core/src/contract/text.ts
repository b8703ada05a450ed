import * as Type from 'typebox';
import { LibraryDirSchema, RefSchema, RoleSchema } from './names.ts';
import { mapOf, object, oneOf, optional, text, type TypeOf } from './schema.ts';

/** The value of an option of the plugin. An entry, argument or flag with it is left out where the option has no value. */
export const OptionPlaceholderSchema = object({ option: RefSchema }, 'The value of an option.');
export type OptionPlaceholder = TypeOf<typeof OptionPlaceholderSchema>;

/** The absolute path of a folder of a library. */
export const LibraryPlaceholderSchema = object({ library: RefSchema, dir: LibraryDirSchema }, 'A folder of a library.');
export type LibraryPlaceholder = TypeOf<typeof LibraryPlaceholderSchema>;

const projectPath = Type.String({ format: 'project-path' });

/** A place in a text that mkcross fills in; each renderer then quotes the result for its own format. Paths are absolute. */
export const PlaceholderSchema = Type.Union([
  object({ tool: RefSchema }, 'The path of a tool’s program.'),
  object({ script: RefSchema }, 'The path of a script of the plugin.'),
  LibraryPlaceholderSchema,
  object({ program: RoleSchema }, 'The path of a program of the toolchain that the text is used with.'),
  object(
    { project: Type.Union([Type.Literal(''), projectPath, OptionPlaceholderSchema]) },
    'A path below the project’s root; "" is the root.',
  ),
  OptionPlaceholderSchema,
  object(
    { target: text() },
    'The target’s "triple", "arch", "system", "abi", or one of its "names"; only in what is used for one target.',
  ),
]);
export type Placeholder = TypeOf<typeof PlaceholderSchema>;

/** Text with placeholders of type `P`. */
export type Text<P = Placeholder> = string | readonly (string | P)[];
export const TextSchema = Type.Union([Type.String(), Type.Array(Type.Union([Type.String(), PlaceholderSchema]))], {
  description: 'A text, or a list of texts and placeholders that are joined.',
});

/** Bash: text, or a file of the package that `plugin build` inlines. */
export const BodySchema = Type.Union([Type.String(), object({ file: text() })], {
  description: 'Bash without a shebang; { file } is inlined when plugin.json is built.',
});

/** A program in bash. `values` are variables of these names; a list of texts is an array. */
export const ScriptSchema = object({
  values: optional(mapOf(Type.Union([TextSchema, object({ list: Type.Array(TextSchema) })]))),
  body: BodySchema,
});
/** A value of a script: a text, or a list that bash gets as an array. */
export type ScriptValue<P = Placeholder> = Text<P> | { readonly list: readonly Text<P>[] };
export interface Script<P = Placeholder> {
  readonly values?: Readonly<Record<string, ScriptValue<P>>>;
  readonly body: string | { readonly file: string };
}

const why = text('Why it is there, for "mkcross explain" and the docs.');

/** One variable. Its kind is how it merges with what others set. */
export const EnvEntrySchema = Type.Union([
  object(
    { kind: oneOf(['set', 'default']), value: TextSchema, why },
    'One value. Two different "set" conflict; "default" gives way to "set" and to the user’s environment.',
  ),
  object(
    {
      kind: oneOf(['append', 'prepend']),
      values: Type.Array(TextSchema),
      separator: oneOf([' ', ':', ';']),
      why,
    },
    'Values added after or before what is there, in the order of the plugins’ ids.',
  ),
  object({ kind: Type.Literal('unset'), why }, 'The variable is removed from the user’s environment.'),
]);
export type EnvEntry<P = Placeholder> = { readonly why: string } & (
  | { readonly kind: 'default' | 'set'; readonly value: Text<P> }
  | { readonly kind: 'append' | 'prepend'; readonly values: readonly Text<P>[]; readonly separator: ' ' | ':' | ';' }
  | { readonly kind: 'unset' }
);
export const EnvSchema = mapOf(EnvEntrySchema, 'Variables by name.');

/** When a hook runs. */
export const stages = ['environment', 'toolchain', 'greeting'] as const;
export type Stage = (typeof stages)[number];

/**
 * Bash that runs when the shell is entered: by stage, after the hooks of required plugins. It runs in a subshell: what it exports
 * does not reach the shell, whose variables are data. A failure is reported.
 */
export const HookSchema = object({
  id: text('Unique in the plugin.'),
  stage: oneOf(stages),
  why,
  values: optional(mapOf(Type.Union([TextSchema, object({ list: Type.Array(TextSchema) })]))),
  body: BodySchema,
  once: optional(
    Type.Array(projectPath, {
      minItems: 1,
      description:
        'Paths in the project that it reads and writes. Without Nix, it is skipped while they are unchanged since it last succeeded.',
    }),
  ),
});
export interface Hook<P = Placeholder> extends Script<P> {
  readonly id: string;
  readonly stage: Stage;
  readonly why: string;
  readonly once?: readonly string[];
}
