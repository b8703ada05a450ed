import { defineFinding, type FindingData } from '@mkcross/core';
import * as Type from 'typebox';

/** One side of a conflict: who, and what they want. */
const side = Type.Object({
  /** As people call it: `the plugin "wine"`, `mkcross.toml:3:1`. */
  owner: Type.String(),
  /** What they do, in words: `sets it to "1"`. */
  value: Type.String(),
});

/** One side of a conflict: who, and what they want. */
export type Side = FindingData<typeof side>;

const sidesText = (sides: readonly Side[]) => {
  const width = Math.max(...sides.map(({ owner }) => owner.length));
  return sides.map(({ owner, value }) => `\n  ${owner.padEnd(width)}  ${value}`).join('');
};

/** What can go wrong when contributions meet. */
export const mergeFindings = {
  ENV_CONFLICT: defineFinding({
    code: 'ENV_CONFLICT',
    title: 'One variable is set to different values',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side), settle: Type.String() }),
    message: ({ name, sides }) => `${name} is set to different values:${sidesText(sides)}`,
    hint: ({ settle }) => `Decide in mkcross.toml, which always wins: ${settle}`,
  }),
  ENV_KIND_CONFLICT: defineFinding({
    code: 'ENV_KIND_CONFLICT',
    title: 'One variable is set by one owner and added to by another',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side), settle: Type.String() }),
    message: ({ name, sides }) => `${name} cannot be merged, its owners treat it differently:${sidesText(sides)}`,
    hint: ({ settle }) => `Decide in mkcross.toml, which always wins: ${settle}`,
  }),
  FLAKE_INPUT_CONFLICT: defineFinding({
    code: 'FLAKE_INPUT_CONFLICT',
    title: 'Two plugins want different flake inputs of one name',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side) }),
    message: ({ name, sides }) => `The flake input "${name}" is wanted from different places:${sidesText(sides)}`,
    hint: ({ sides }) => `Keep one of ${sides.map(({ owner }) => owner).join(', ')} in plugins.`,
  }),
  FILE_CONFLICT: defineFinding({
    code: 'FILE_CONFLICT',
    title: 'Two different scripts or files have one name',
    data: Type.Object({ name: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ name, owners }) => `Two different scripts or files are called "${name}", from ${owners.join(' and ')}.`,
    hint: ({ owners }) =>
      `Keep one of ${[...new Set(owners)].join(', ')} in plugins, and report this to their authors.`,
  }),
  RUNNER_CONFLICT: defineFinding({
    code: 'RUNNER_CONFLICT',
    title: 'Two plugins offer to run one target',
    data: Type.Object({ triple: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ triple, owners }) => `${owners.join(' and ')} both offer to run programs of ${triple}.`,
    hint: ({ triple, owners }) => `Decide in mkcross.toml:  [target.${triple}]  runner = "${owners[0] ?? ''}"`,
  }),
  CC_RUNTIME_MISMATCH: defineFinding({
    code: 'CC_RUNTIME_MISMATCH',
    title: 'The chosen C compiler makes objects for another C runtime',
    data: Type.Object({
      triple: Type.String(),
      chosen: Type.Object({ id: Type.String(), runtime: Type.String() }),
      other: Type.Object({ id: Type.String(), runtime: Type.String() }),
    }),
    message: ({ triple, chosen, other }) =>
      `For ${triple} "${chosen.id}" compiles C for ${chosen.runtime}, but "${other.id}" links with ${other.runtime}; objects of both in one program do not work.`,
    hint: () => 'Remove the line cc: each plugin then uses its own compiler.',
  }),
  CC_UNKNOWN: defineFinding({
    code: 'CC_UNKNOWN',
    title: 'The chosen plugin has no C compiler for the target',
    data: Type.Object({ triple: Type.String(), cc: Type.String(), compilers: Type.Array(Type.String()) }),
    message: ({ triple, cc }) => `"${cc}" is not a plugin of this project that compiles C for ${triple}.`,
    hint: ({ compilers }) =>
      compilers.length === 0
        ? 'Remove the line: no plugin here compiles C for it.'
        : `Choose one of: ${compilers.join(', ')}.`,
  }),
  RUNNER_UNKNOWN: defineFinding({
    code: 'RUNNER_UNKNOWN',
    title: 'The chosen runner does not run the target',
    data: Type.Object({ triple: Type.String(), runner: Type.String(), offers: Type.Array(Type.String()) }),
    message: ({ triple, runner }) => `"${runner}" does not offer to run programs of ${triple}.`,
    hint: ({ offers }) =>
      offers.length === 0 ? 'Remove the line: nobody offers to.' : `Choose one of: ${offers.join(', ')}.`,
  }),
} as const;
