import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with a command line. */
export const commandFindings = {
  LANGUAGE_UNKNOWN: defineFinding({
    code: 'LANGUAGE_UNKNOWN',
    title: 'Nothing says what language a project is in',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) =>
      `Neither ${folder} nor a folder in it holds a Cargo.toml, build.zig, CMakeLists.txt, meson.build or Makefile.`,
    hint: () =>
      'Run "npx mkcross init --language rust", or with zig, c or cpp instead, for a small project that builds for musl and Windows.',
  }),
  NAME_UNKNOWN: defineFinding({
    code: 'NAME_UNKNOWN',
    title: 'Nothing in the shell has this name',
    data: Type.Object({ name: Type.String(), nearest: Type.Array(Type.String()) }),
    message: ({ name, nearest }) =>
      `Nothing in the shell is called ${JSON.stringify(name)}.${nearest.length === 0 ? '' : ` The nearest names are: ${nearest.join(', ')}.`}`,
    hint: () => 'Run "npx mkcross plan" to see all names.',
  }),
  USAGE: defineFinding({
    code: 'USAGE',
    title: 'The command line is not understood',
    data: Type.Object({ problem: Type.String() }),
    message: ({ problem }) => `${problem}.`,
    hint: () => 'Run "npx mkcross --help".',
  }),
} as const;
