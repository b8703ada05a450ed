import type { FindingData } from '@mkcross/core';
import * as Type from 'typebox';

const text = Type.String();
const texts = Type.Array(Type.String());
const textOrNull = Type.Union([Type.String(), Type.Null()]);

const claim = Type.Object({
  from: text,
  how: text,
  value: text,
  why: text,
  targets: Type.Optional(texts),
  systems: Type.Optional(texts),
});

/**
 * What each command adds to `ok` and `findings` in the object that it prints with `--json`. A command that fails early
 * leaves it out. `plan`, `inspect`, `verify` and `env` print their result itself, and an envelope only when they fail early.
 */
export const commandData = {
  add: Type.Object({
    /** Names that were not in the list before. */
    added: texts,
  }),
  doctor: Type.Object({
    packageManager: Type.Optional(text),
    tools: Type.Array(
      Type.Object({
        names: texts,
        why: text,
        place: Type.Union([Type.Literal('cache'), Type.Literal('missing'), Type.Literal('path')]),
        path: textOrNull,
        version: textOrNull,
        wanted: textOrNull,
        optional: Type.Boolean(),
        wrapped: textOrNull,
      }),
    ),
    libraries: Type.Array(
      Type.Object({ name: text, why: text, isThere: Type.Boolean(), folders: Type.Record(Type.String(), text) }),
    ),
    /** By package manager: the command that installs everything missing. */
    install: Type.Record(Type.String(), text),
    isLocked: Type.Boolean(),
  }),
  explain: Type.Object({
    explanations: Type.Array(
      Type.Object({
        name: text,
        kind: text,
        claims: Type.Array(claim),
        overridden: Type.Array(Type.Object({ from: text, value: text })),
      }),
    ),
  }),
  generate: Type.Object({
    /** Without `--check`: the files, with `text` by `--stdout`. */
    files: Type.Optional(
      Type.Array(Type.Object({ path: text, written: Type.Optional(Type.Boolean()), text: Type.Optional(text) })),
    ),
    /** Files of an earlier configuration or version that were removed. */
    removed: Type.Optional(texts),
    /** With `--check`: the files that differ, with the difference in the unified format. */
    drift: Type.Optional(Type.Array(Type.Object({ path: text, diff: text }))),
  }),
  init: Type.Object({
    written: texts,
    changed: texts,
    removed: texts,
    /** Packages for `npm install --save-dev`. */
    install: Type.Optional(texts),
    notes: texts,
  }),
  list: Type.Object({
    plugins: Type.Array(
      Type.Object({
        id: text,
        package: text,
        /** `used` by the project, `installed`, or `available` from npm. */
        state: Type.Union([Type.Literal('available'), Type.Literal('installed'), Type.Literal('used')]),
        summary: text,
        requires: texts,
        toolchains: Type.Array(
          Type.Object({ id: text, targets: texts, languages: texts, hosts: Type.Optional(texts) }),
        ),
        runners: Type.Array(
          Type.Object({
            command: text,
            runs: Type.Object({ system: texts, arch: Type.Optional(texts), abi: Type.Optional(texts) }),
            hosts: Type.Optional(texts),
          }),
        ),
        /** The JSON Schema of the plugin's options. */
        options: Type.Optional(Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object' })),
      }),
    ),
  }),
  trust: Type.Object({
    /** The project's folder without links. */
    root: text,
    isAllowed: Type.Boolean(),
    /** All that the project runs or sets. */
    items: Type.Array(Type.Object({ kind: text, name: text, phase: text, text })),
    /** How that differs from what was allowed: `variable LD_PRELOAD`. */
    added: texts,
    removed: texts,
    changed: texts,
  }),
} as const;

/** The data of a command as a type. */
export type CommandData<Name extends keyof typeof commandData> = FindingData<(typeof commandData)[Name]>;
