import * as Type from 'typebox';
import { mapOf, nonEmpty, object, oneOf, optional, text, type TypeOf } from './schema.ts';
import { TextSchema } from './text.ts';

/** What an artifact's headers must say, besides what follows from target and toolchain. */
export const ExpectationSchema = object({
  linkage: optional(oneOf(['any', 'dynamic', 'static', 'static-pie', 'system'])),
  libraries: optional(Type.Array(text(), { description: 'Shared libraries allowed besides those of the system.' })),
  imports: optional(Type.Array(text(), { description: 'WebAssembly: the modules that imports may come from.' })),
  glibc: optional(
    Type.String({ pattern: '^\\d+\\.\\d+$', description: 'The newest version of glibc that may be needed.' }),
  ),
  subsystem: optional(oneOf(['console', 'windows'])),
  windows: optional(
    Type.String({ pattern: '^\\d+\\.\\d+$', description: 'The oldest version of Windows that must start it: "6.1".' }),
  ),
});
export type Expectation = TypeOf<typeof ExpectationSchema>;

/**
 * How a built program is run, and what it must do. `{token}` stands for a random word and `{reversed}` for that word backwards: a program
 * that gets the one and prints the other was run, while a runner that repeats its arguments is found out.
 */
export const RunSchema = object({
  args: optional(Type.Array(Type.String())),
  stdin: optional(Type.String()),
  env: optional(mapOf(Type.String())),
  exitCode: optional(Type.Integer({ minimum: 0, maximum: 255, default: 0 })),
  stdout: optional(Type.String()),
  stderr: optional(Type.String()),
});
export type Run = TypeOf<typeof RunSchema>;

/** A small project to build, inspect and run, for what mkcross' own fixtures of each language do not show. */
export const FixtureSchema = object({
  id: text('Unique in the plugin.'),
  toolchains: optional(
    nonEmpty(text(), 'Default: each chosen toolchain of this plugin; without toolchains, once for the host.'),
  ),
  files: mapOf(Type.String()),
  build: nonEmpty(TextSchema, 'The command that builds it, in a folder with its files.'),
  artifact: text(
    'What it leaves, without the target’s executable suffix; a word of "build" that is this name gets the suffix too.',
  ),
  expect: optional(ExpectationSchema),
  runs: optional(Type.Array(RunSchema)),
});
export type Fixture = TypeOf<typeof FixtureSchema>;
