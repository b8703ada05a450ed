import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** The most items that a message names. */
const named = 8;

/** What keeps mkcross from entering a project. */
export const trustFindings = {
  PROJECT_NOT_TRUSTED: defineFinding({
    code: 'PROJECT_NOT_TRUSTED',
    title: 'The project runs or sets something that you have not allowed',
    cause:
      'A project can run programs and set variables when its shell is entered: by hooks, variables, plugins and toolchains of its own, settings of cargo, and a flake.nix that mkcross did not generate. mkcross enters only what you have allowed, and asks again if it changes. Without a terminal, it cannot ask.',
    example: '# mkcross.toml of a cloned repository\n[env]\nLD_PRELOAD = "./evil.so"',
    fix: 'Look at what "npx mkcross trust" shows, and allow it if you would run this project\'s code. In CI, set MKCROSS_TRUST to the folder of the project.',
    data: Type.Object({
      root: Type.String(),
      /** Whether something of the project was allowed before. */
      isChanged: Type.Boolean(),
      /** What is not allowed: `variable LD_PRELOAD`. */
      items: Type.Array(Type.String()),
    }),
    message: ({ root, isChanged, items }) => {
      const rest = items.length - named;
      const list = `${items.slice(0, named).join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
      return isChanged
        ? `${root} has changed what it runs or sets since you allowed it: ${list}.`
        : `${root} runs or sets what you have not allowed: ${list}.`;
    },
    hint: () => 'Run "npx mkcross trust" to see it all, and to allow it. In CI, set MKCROSS_TRUST to the folder.',
  }),
} as const;
